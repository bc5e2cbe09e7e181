import { useCallback, useState } from 'react';
import type { CampaignDetail, FileInspection, Mapping, Sheet } from '../../../domain/contract.ts';
import { call } from '../../api.ts';
import { useStore } from '../../store/use-store.ts';
import { type ImportPhase, idle, useWork } from './use-work.ts';

/** The file that was taken in, and how its rows are read. */
export type OpenFile = {
  readonly uploadId: string;
  readonly inspection: FileInspection;
  readonly sheet: Sheet;
  /** Null until the operator says which column holds the phone numbers. */
  readonly mapping: Mapping | null;
};

export type Import = {
  readonly file: OpenFile | null;
  readonly phase: ImportPhase;
  /** The country that numbers without a country code are read for. */
  readonly country: string;
  readonly take: (file: File) => Promise<void>;
  readonly setSheet: (name: string) => void;
  /** Names another row of the file as the one with the names of the columns; null where none has them. */
  readonly setHeaderRow: (row: number | null) => Promise<void>;
  readonly setMapping: (mapping: Mapping) => void;
  /** Reads the list for another country, and keeps it for the lists to come. */
  readonly setCountry: (country: string) => void;
  /** Adds rows that were corrected to the draft's list. Returns how many recipients it has more; null when nothing was added. */
  readonly addCorrected: (file: File) => Promise<number | null>;
  /** Makes the draft's list from a saved one. */
  readonly takeSaved: (id: number) => Promise<void>;
  readonly stop: () => void;
};

/** Takes a file in, looks at its columns, and reads it into the draft's list; again whenever the reading changes. */
export function useImport(
  draft: { readonly detail: CampaignDetail; readonly reread: () => Promise<void> },
  usualCountry: string,
): Import {
  const [file, setFile] = useState<OpenFile | null>(null);
  const [chosenCountry, setChosenCountry] = useState<string | null>(null);
  const saveSettings = useStore((store) => store.saveSettings);
  const campaignId = draft.detail.id;
  const country = chosenCountry ?? draft.detail.list?.country ?? usualCountry;
  const { phase, takeIn, run, setPhase, stop } = useWork(draft.reread);

  const read = useCallback(
    (opened: OpenFile, mapping: Mapping, inCountry: string) =>
      run(opened.uploadId, opened.sheet.rowCount, () =>
        call('list:import', {
          campaignId,
          uploadId: opened.uploadId,
          sheet: opened.sheet.name,
          headerRow: opened.sheet.headerRow,
          mapping,
          country: inCountry,
        }),
      ),
    [campaignId, run],
  );

  /** Opens a sheet as it was found, and reads it when its phone column is known. */
  const show = useCallback(
    async (opened: Omit<OpenFile, 'mapping'>) => {
      const { mapping, lastCountry } = opened.sheet;
      setFile({ ...opened, mapping });
      if (lastCountry !== null) setChosenCountry(lastCountry);
      if (mapping !== null) await read({ ...opened, mapping }, mapping, lastCountry ?? country);
    },
    [country, read],
  );

  const take = useCallback(
    async (chosen: File) => {
      const uploaded = await takeIn(chosen, (uploadId) => call('list:inspect', { uploadId, header: null }));
      if (uploaded === null) return;
      const { uploadId, answer: inspection } = uploaded;
      const [sheet] = inspection.sheets;
      if (sheet === undefined) return setPhase({ kind: 'failed', failure: { code: 'empty_file', detail: '' } });
      if (file !== null) void call('file:dropUpload', { uploadId: file.uploadId });
      setPhase(idle);
      await show({ uploadId, inspection, sheet });
    },
    [takeIn, show, setPhase, file],
  );

  /** The file is not what the list is made of any more: reading it again would lose what came since. */
  const letGo = () => {
    if (file !== null) void call('file:dropUpload', { uploadId: file.uploadId });
    setFile(null);
  };

  return {
    file,
    phase,
    country,
    take,
    setSheet: (name) => {
      const sheet = file?.inspection.sheets.find((one) => one.name === name);
      if (file !== null && sheet !== undefined) void show({ ...file, sheet });
    },
    setHeaderRow: async (row) => {
      if (file === null) return;
      const { uploadId, sheet } = file;
      const result = await call('list:inspect', { uploadId, header: { sheet: sheet.name, row } });
      if (!result.ok) return setPhase({ kind: 'failed', failure: result.failure });
      const found = result.value.sheets.find((one) => one.name === sheet.name);
      if (found !== undefined) await show({ uploadId, inspection: result.value, sheet: found });
    },
    setMapping: (mapping) => {
      if (file === null) return;
      setFile({ ...file, mapping });
      void read(file, mapping, country);
    },
    setCountry: (chosen) => {
      setChosenCountry(chosen);
      void saveSettings({ country: chosen });
      if (file !== null && file.mapping !== null) void read(file, file.mapping, chosen);
    },
    addCorrected: async (corrected) => {
      const { list } = draft.detail;
      const taken = await takeIn(corrected, async (uploadId) => ({ ok: true, value: uploadId }));
      if (taken === null) return null;
      const made = await run(taken.uploadId, list?.rows ?? null, () =>
        call('list:addCorrected', { campaignId, uploadId: taken.uploadId }),
      );
      if (made === null) return null;
      letGo();
      return made.recipients - (list?.recipients ?? 0);
    },
    takeSaved: async (id) => {
      const workId = crypto.randomUUID();
      const made = await run(workId, null, () => call('list:useSaved', { campaignId, id, workId }));
      if (made !== null) letGo();
    },
    stop,
  };
}
