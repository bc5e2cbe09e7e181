import { useCallback, useEffect, useRef, useState } from 'react';
import type { CampaignDetail, Failure, FileInspection, Mapping, Sheet } from '../../../domain/contract.ts';
import { call } from '../../api.ts';
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
  | { readonly kind: 'inspecting'; readonly fileName: string }
  | { readonly kind: 'reading'; readonly rows: number; readonly totalRows: number | null }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type Import = {
  readonly file: OpenFile | null;
  readonly phase: ImportPhase;
  /** The country that numbers without a country code are read for. */
  readonly country: string;
  readonly take: (file: File) => Promise<void>;
  readonly setSheet: (name: string) => Promise<void>;
  readonly setMapping: (mapping: Mapping) => void;
  readonly setCountry: (country: string) => void;
  readonly stop: () => void;
};

const idle: ImportPhase = { kind: 'idle' };

/** Takes a file in, looks at its columns, and reads it into the draft's list; again whenever the reading changes. */
export function useImport(
  draft: { readonly detail: CampaignDetail; readonly reread: () => Promise<void> },
  usualCountry: string,
): Import {
  const [file, setFile] = useState<OpenFile | null>(null);
  const [phase, setPhase] = useState<ImportPhase>(idle);
  const campaignId = draft.detail.id;
  const [chosenCountry, setChosenCountry] = useState<string | null>(null);
  const country = chosenCountry ?? draft.detail.list?.country ?? usualCountry;
  const upload = useRef<AbortController | null>(null);
  // Readings are numbered: what an older one answers after a newer one began is not shown.
  const reading = useRef(0);

  useEffect(
    () =>
      window.sendonce.events['import:progress'](({ uploadId, rows, totalRows }) =>
        setPhase((now) =>
          now.kind === 'reading' && uploadId === file?.uploadId ? { kind: 'reading', rows, totalRows } : now,
        ),
      ),
    [file],
  );
  useEffect(() => () => upload.current?.abort(), []);

  const read = useCallback(
    async (opened: OpenFile, mapping: Mapping, inCountry: string) => {
      reading.current += 1;
      const number = reading.current;
      setPhase({ kind: 'reading', rows: 0, totalRows: opened.sheet.rowCount });
      const reply = await call('import:apply', {
        campaignId,
        uploadId: opened.uploadId,
        sheet: opened.sheet.name,
        mapping,
        country: inCountry,
      });
      if (number !== reading.current) return;
      await draft.reread();
      setPhase(reply.ok || reply.failure.code === 'cancelled' ? idle : { kind: 'failed', failure: reply.failure });
    },
    [campaignId, draft.reread],
  );

  const take = useCallback(
    async (chosen: File) => {
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
      if (!uploaded.ok) return show(uploaded.failure.code === 'cancelled' ? idle : { kind: 'failed', ...uploaded });
      show({ kind: 'inspecting', fileName: chosen.name });
      const inspected = await call('import:inspect', { uploadId: uploaded.value });
      if (upload.current !== controller) return;
      if (!inspected.ok) return show({ kind: 'failed', failure: inspected.failure });
      const [sheet] = inspected.value.sheets;
      if (sheet === undefined) return show({ kind: 'failed', failure: { code: 'empty_file', detail: '' } });
      const { mapping } = inspected.value;
      const opened = { uploadId: uploaded.value, inspection: inspected.value, sheet, mapping };
      if (file !== null) void call('upload:drop', { uploadId: file.uploadId });
      setFile(opened);
      if (mapping === null) return show(idle);
      await read(opened, mapping, country);
    },
    [read, country, file],
  );

  return {
    file,
    phase,
    country,
    take,
    setSheet: async (name) => {
      const sheet = file?.inspection.sheets.find((one) => one.name === name);
      if (file === null || sheet === undefined) return;
      // Telling which column holds numbers takes the numbering plans of all countries; nothing else here needs them.
      const { guessMapping } = await import('../../../domain/import.ts');
      const mapping = guessMapping(sheet.headers, sheet.samples);
      const opened = { ...file, sheet, mapping };
      setFile(opened);
      if (mapping !== null) void read(opened, mapping, country);
    },
    setMapping: (mapping) => {
      if (file === null) return;
      setFile({ ...file, mapping });
      void read(file, mapping, country);
    },
    setCountry: (chosen) => {
      setChosenCountry(chosen);
      if (file !== null && file.mapping !== null) void read(file, file.mapping, chosen);
    },
    stop: () => {
      upload.current?.abort();
      if (file !== null) void call('import:cancel', { uploadId: file.uploadId });
    },
  };
}
