import type { CampaignDetail, Mapping } from '../../../../domain/contract.ts';
import type { Condition } from '../../../../domain/people/person-filter.ts';
import { call } from '../../../api.ts';
import { type ChangeList, useListChange } from '../use-list-change.ts';
import { type ImportPhase, useWork } from '../use-work.ts';
import { type OpenFile, useOpenFile } from './use-open-file.ts';

export type Import = {
  readonly file: OpenFile | null;
  readonly phase: ImportPhase;
  /** The country that numbers without a country code are read for. */
  readonly country: string;
  readonly take: (file: File, country?: string) => Promise<void>;
  readonly setSheet: (name: string) => void;
  /** Names another row of the file as the one with the names of the columns; null where none has them. */
  readonly setHeaderRow: (row: number | null) => Promise<void>;
  readonly setMapping: (mapping: Mapping) => void;
  /** Adds the rows of another sheet of the file. */
  readonly addSheet: (name: string) => Promise<void>;
  /** Reads the list for another country, and keeps it for the lists to come. */
  readonly setCountry: (country: string) => void;
  /** Adds rows that were corrected to the draft's list. Returns how many recipients it has more; null when nothing was added. */
  readonly addCorrected: (file: File) => Promise<number | null>;
  /** Makes the draft's list from a saved one. */
  readonly takeSaved: (id: number) => Promise<void>;
  /** Makes it of the people who fit conditions now. */
  readonly takePeople: (conditions: Condition[]) => Promise<void>;
  /** Decides about rows of the list, or reads them in another way. */
  readonly change: ChangeList;
  readonly stop: () => void;
};

/** The ways in which a draft gets its list: from a file, from one with corrected rows, and from a saved list. */
export function useImport(
  { detail, reread }: { detail: CampaignDetail; reread: () => Promise<void> },
  usualCountry: string,
): Import {
  const work = useWork(reread);
  const { takeIn, run, phase, stop } = work;
  const campaignId = detail.id;
  const listChange = useListChange(campaignId, work);
  const { change, inTurn } = listChange;
  const { letGo, ...open } = useOpenFile(detail, usualCountry, work, listChange);

  const addCorrected = async (corrected: File) => {
    const { list } = detail;
    const taken = await takeIn(corrected, async (uploadId) => ({ ok: true, value: uploadId }));
    if (taken === null) return null;
    const { uploadId } = taken;
    const ask = () => call('list:addCorrected', { campaignId, uploadId });
    const made = await inTurn(() => run(uploadId, list?.rows ?? null, ask));
    if (made === null) return null;
    letGo();
    return made.recipients - (list?.recipients ?? 0);
  };

  const takeSaved = async (id: number) => {
    const workId = crypto.randomUUID();
    const made = await run(workId, null, () => call('list:useSaved', { campaignId, id, workId }));
    if (made !== null) letGo();
  };

  const takePeople = async (conditions: Condition[], usesOld = false) => {
    const workId = crypto.randomUUID();
    const made = await run(workId, null, () => call('list:ofPeople', { campaignId, conditions, usesOld, workId }));
    if (made !== null) letGo();
  };

  return { ...open, phase, stop, change, addCorrected, takeSaved, takePeople };
}
