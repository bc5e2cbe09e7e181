import { useCallback, useEffect, useRef, useState } from 'react';
import type {
  CampaignDetail,
  Failure,
  FileInspection,
  ListReport,
  Mapping,
  Reply,
  Sheet,
} from '../../../domain/contract.ts';
import { call } from '../../api.ts';
import { useStore } from '../../store.ts';
import { uploadFile } from '../upload.ts';

/** The file that was taken in, and how its rows are read. */
export type OpenFile = {
  readonly uploadId: string;
  readonly inspection: FileInspection;
  readonly sheet: Sheet;
  /** Null until the operator says which column holds the phone numbers. */
  readonly mapping: Mapping | null;
};

/** What happens now with the list of a draft. */
export type ImportPhase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'uploading'; readonly fileName: string; readonly sentBytes: number; readonly bytes: number }
  | { readonly kind: 'inspecting' }
  | { readonly kind: 'reading'; readonly rows: number; readonly totalRows: number | null }
  | { readonly kind: 'failed'; readonly failure: Failure };

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
  /** Adds rows that were mended to the draft's list. Answers how many recipients it has more; null when nothing was added. */
  readonly addMended: (file: File) => Promise<number | null>;
  /** Makes the draft's list from a saved one. */
  readonly takeSaved: (id: number) => Promise<void>;
  readonly stop: () => void;
};

const idle: ImportPhase = { kind: 'idle' };

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
        call('import:apply', {
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
      const uploaded = await takeIn(chosen, (uploadId) => call('import:inspect', { uploadId, header: null }));
      if (uploaded === null) return;
      const { uploadId, answer: inspection } = uploaded;
      const [sheet] = inspection.sheets;
      if (sheet === undefined) return setPhase({ kind: 'failed', failure: { code: 'empty_file', detail: '' } });
      if (file !== null) void call('upload:drop', { uploadId: file.uploadId });
      setPhase(idle);
      await show({ uploadId, inspection, sheet });
    },
    [takeIn, show, setPhase, file],
  );

  /** The file is not what the list is made of any more: reading it again would lose what came since. */
  const letGo = () => {
    if (file !== null) void call('upload:drop', { uploadId: file.uploadId });
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
      const reply = await call('import:inspect', { uploadId, header: { sheet: sheet.name, row } });
      if (!reply.ok) return setPhase({ kind: 'failed', failure: reply.failure });
      const found = reply.value.sheets.find((one) => one.name === sheet.name);
      if (found !== undefined) await show({ uploadId, inspection: reply.value, sheet: found });
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
    addMended: async (mended) => {
      const { list } = draft.detail;
      const taken = await takeIn(mended, async (uploadId) => ({ ok: true, value: uploadId }));
      if (taken === null) return null;
      const made = await run(taken.uploadId, list?.rows ?? null, () =>
        call('import:addMended', { campaignId, uploadId: taken.uploadId }),
      );
      if (made === null) return null;
      letGo();
      return made.recipients - (list?.recipients ?? 0);
    },
    takeSaved: async (id) => {
      const workId = crypto.randomUUID();
      const made = await run(workId, null, () => call('savedList:use', { campaignId, id, workId }));
      if (made !== null) letGo();
    },
    stop,
  };
}

type TakenIn<Answer> = { readonly uploadId: string; readonly answer: Answer };

/** One piece of work at a time, with its progress, and the way to stop it. */
function useWork(reread: () => Promise<void>) {
  const [phase, setPhase] = useState<ImportPhase>(idle);
  const upload = useRef<AbortController | null>(null);
  // Readings are numbered: what an older one answers after a newer one began is not shown.
  const reading = useRef<{ number: number; uploadId: string | null }>({ number: 0, uploadId: null });

  useEffect(
    () =>
      window.sendonce.events['import:progress'](({ uploadId, rows, totalRows }) =>
        setPhase((now) =>
          now.kind === 'reading' && uploadId === reading.current.uploadId ? { kind: 'reading', rows, totalRows } : now,
        ),
      ),
    [],
  );
  useEffect(() => () => upload.current?.abort(), []);

  /** Hands a file over and asks about it. Null when it was stopped, failed, or another file came after it. */
  const takeIn = useCallback(
    async <Answer>(
      chosen: File,
      ask: (uploadId: string) => Promise<Reply<Answer>>,
    ): Promise<TakenIn<Answer> | null> => {
      upload.current?.abort();
      const controller = new AbortController();
      upload.current = controller;
      const show = (next: ImportPhase) => {
        if (upload.current === controller) setPhase(next);
      };
      const progress = (sentBytes: number) =>
        show({ kind: 'uploading', fileName: chosen.name, sentBytes, bytes: chosen.size });
      progress(0);
      const uploaded = await uploadFile(chosen, progress, controller.signal);
      if (!uploaded.ok) {
        show(uploaded.failure.code === 'cancelled' ? idle : { kind: 'failed', ...uploaded });
        return null;
      }
      show({ kind: 'inspecting' });
      const asked = await ask(uploaded.value);
      if (asked.ok && !controller.signal.aborted) return { uploadId: uploaded.value, answer: asked.value };
      void call('upload:drop', { uploadId: uploaded.value });
      show(asked.ok || controller.signal.aborted ? idle : { kind: 'failed', failure: asked.failure });
      return null;
    },
    [],
  );

  /** Makes a list for the draft, and answers it; null when that did not come about. `uploadId` names the work in the progress and in the wish to stop it. */
  const run = useCallback(
    async (
      uploadId: string,
      totalRows: number | null,
      work: () => Promise<Reply<ListReport>>,
    ): Promise<ListReport | null> => {
      reading.current = { number: reading.current.number + 1, uploadId };
      const { number } = reading.current;
      setPhase({ kind: 'reading', rows: 0, totalRows });
      const reply = await work();
      if (number !== reading.current.number) return null;
      await reread();
      setPhase(reply.ok || reply.failure.code === 'cancelled' ? idle : { kind: 'failed', failure: reply.failure });
      return reply.ok ? reply.value : null;
    },
    [reread],
  );

  const stop = useCallback(() => {
    upload.current?.abort();
    setPhase((now) => (now.kind === 'inspecting' ? idle : now));
    const { uploadId } = reading.current;
    if (uploadId !== null) void call('import:cancel', { uploadId });
  }, []);
  return { phase, setPhase, takeIn, run, stop };
}
