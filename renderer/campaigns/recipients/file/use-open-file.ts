import { useEffect, useRef, useState } from 'react';
import type { CampaignDetail, FileInspection, Mapping, Sheet } from '../../../../domain/contract.ts';
import { bestSheet } from '../../../../domain/lists/best-sheet.ts';
import { call } from '../../../api.ts';
import { useStore } from '../../../store/use-store.ts';
import type { useListChange } from '../use-list-change.ts';
import { idle, type Work } from '../use-work.ts';

type ListChange = ReturnType<typeof useListChange>;

/** A file that was taken in, as main found it. */
type FoundFile = { readonly uploadId: string; readonly inspection: FileInspection; readonly sheet: Sheet };

/** The same, with how its rows are read. */
export type OpenFile = FoundFile & {
  /** Null until the operator names the phone column. */
  readonly mapping: Mapping | null;
  /** The draft's list was made from it. */
  readonly isRead: boolean;
  /** The country in whose order its short dates were written; null until it is read. */
  readonly country: string | null;
  /** Other sheets whose rows were added to it. */
  readonly added: readonly string[];
};

/** Takes a file in and looks at its columns; of another sheet, or below another header row, if the operator says so. */
export function useOpenFile(detail: CampaignDetail, usualCountry: string, work: Work, listChange: ListChange) {
  const { takeIn, setPhase } = work;
  const { file, drop, show, ...reading } = useReading(detail, usualCountry, work, listChange);
  /** `country`: the country of its numbers, where it is known. */
  const take = async (chosen: File, country?: string) => {
    const uploaded = await takeIn(chosen, (uploadId) => call('list:inspect', { uploadId, header: null }));
    if (uploaded === null) return;
    const { uploadId, answer: inspection } = uploaded;
    const sheet = bestSheet(inspection.sheets);
    if (sheet === undefined) {
      void call('file:dropUpload', { uploadId });
      return setPhase({ kind: 'failed', failure: { code: 'empty_file', detail: '' }, fileName: chosen.name });
    }
    drop();
    setPhase(idle);
    await show({ uploadId, inspection, sheet }, country);
  };
  const setSheet = (name: string) => {
    const sheet = file?.inspection.sheets.find((one) => one.name === name);
    if (file !== null && sheet !== undefined) void show({ ...file, sheet });
  };
  const setHeaderRow = async (row: number | null) => {
    if (file === null) return;
    const { uploadId, sheet } = file;
    const result = await call('list:inspect', { uploadId, header: { sheet: sheet.name, row } });
    if (!result.ok) return setPhase({ kind: 'failed', failure: result.failure });
    const found = result.value.sheets.find((one) => one.name === sheet.name);
    if (found !== undefined) await show({ uploadId, inspection: result.value, sheet: found });
  };
  return { file, ...reading, take, setSheet, setHeaderRow };
}

/** Reads the open file into the draft's list, and again whenever its columns or its country change. */
function useReading(
  detail: CampaignDetail,
  usualCountry: string,
  { run, phase }: Work,
  { change, inTurn }: ListChange,
) {
  const [file, setFile] = useState<OpenFile | null>(null);
  useDropWhenLeft(file !== null && phase.kind !== 'reading' ? file.uploadId : null);
  const [chosenCountry, setChosenCountry] = useState<string | null>(null);
  const saveSettings = useStore((store) => store.saveSettings);
  /** The country of numbers without a country code. */
  const country = chosenCountry ?? detail.list?.country ?? usualCountry;
  const read = async ({ uploadId, sheet }: FoundFile, mapping: Mapping, inCountry: string) => {
    const { name, headerRow, rowCount } = sheet;
    const reading = { campaignId: detail.id, uploadId, sheet: name, headerRow, mapping, country: inCountry };
    const made = await run(uploadId, rowCount, () => call('list:import', reading));
    if (made !== null)
      setFile((now) => (now?.uploadId === uploadId ? { ...now, isRead: true, country: inCountry } : now));
  };
  /** Shows a sheet as it was found, and reads it if its phone column is known. */
  const show = async ({ uploadId, inspection, sheet }: FoundFile, known?: string) => {
    const { mapping, lastCountry } = sheet;
    setFile({ uploadId, inspection, sheet, mapping, isRead: false, country: null, added: [] });
    const its = known ?? lastCountry;
    if (its !== null) setChosenCountry(its);
    if (mapping !== null) await read({ uploadId, inspection, sheet }, mapping, its ?? country);
  };
  /** The mapping that the list is going to be read with. The next change builds on it. */
  const [nextMapping, setNextMapping] = useState<Mapping | null>(null);
  // A list is read again from its own rows, so decisions about them stay, and the file is not needed.
  const changeMapping = async (mapping: Mapping) => {
    setNextMapping(mapping);
    await change({ kind: 'mapping', mapping });
    setNextMapping((next) => (next === mapping ? null : next));
  };
  const setMapping = (mapping: Mapping) => {
    if (file !== null) setFile({ ...file, mapping });
    if (file !== null && !file.isRead) void read(file, mapping, country);
    else if (detail.list !== null) void changeMapping(mapping);
  };
  /** Reads the list for another country, and remembers it for later lists. */
  const setCountry = (chosen: string) => {
    setChosenCountry(chosen);
    void saveSettings({ country: chosen });
    if (file !== null && !file.isRead && file.mapping !== null) void read(file, file.mapping, chosen);
    else if (detail.list !== null) void change({ kind: 'country', country: chosen });
  };
  const addSheet = async (name: string) => {
    if (file === null) return;
    const { uploadId, sheet } = file;
    const ask = () => call('list:addSheet', { campaignId: detail.id, uploadId, sheet: name, from: sheet.name });
    const made = await inTurn(() => run(uploadId, null, ask));
    if (made !== null) setFile((now) => now && { ...now, added: [...now.added, name] });
  };
  const drop = () => {
    if (file !== null) void call('file:dropUpload', { uploadId: file.uploadId });
  };
  /** The list no longer comes from the file alone: reading the file again would lose what was added since. */
  const letGo = () => {
    drop();
    setFile(null);
  };
  return { file, country, nextMapping, show, setMapping, setCountry, addSheet, drop, letGo };
}

/** Nobody can use an uploaded file once its draft was left. A file being read still becomes its draft's list. */
function useDropWhenLeft(uploadId: string | null): void {
  const latest = useRef(uploadId);
  latest.current = uploadId;
  useEffect(
    () => () => {
      if (latest.current !== null) void call('file:dropUpload', { uploadId: latest.current });
    },
    [],
  );
}
