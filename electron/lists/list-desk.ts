import { randomUUID } from 'node:crypto';
import type { Campaigns } from '../../db/campaigns.ts';
import type { Lists } from '../../db/lists.ts';
import type { Queries } from '../../db/queries.ts';
import type { SavedLists } from '../../db/saved-lists.ts';
import type { CommandInput, CommandResult, FileInspection, ListReport, SavedList } from '../../domain/contract.ts';
import { fail, succeed } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';
import type { CampaignDesk } from '../campaigns/campaign-desk.ts';
import type { Uploads } from '../files/uploads.ts';
import { type Job, type RunningJob, startJob } from '../worker/jobs.ts';

export type ListDeskParts = {
  readonly workerFile: string;
  readonly database: string;
  readonly uploads: Uploads;
  readonly campaigns: Campaigns;
  readonly lists: Lists;
  readonly savedLists: SavedLists;
  readonly queries: Queries;
  readonly desk: CampaignDesk;
  readonly settings: () => Settings;
  readonly onProgress: (workId: string, rows: number, totalRows: number | null) => void;
};
/** The jobs that make a list. */
type ListKind = 'import' | 'savedList' | 'correct' | 'saveList';

const notFound: CommandResult<never> = fail({ code: 'not_found', detail: '' });
const nameTaken: CommandResult<never> = fail({ code: 'name_taken', detail: '' });

/**
 * What the operator does with lists of people: files in, corrected rows, lists that are kept. The heavy part runs in a
 * worker.
 */
export class ListDesk {
  readonly #parts: ListDeskParts;
  /** Work that is going on, by the id that can stop it. */
  readonly #running = new Map<string, RunningJob<ListKind>>();

  constructor(parts: ListDeskParts) {
    this.#parts = parts;
  }

  async inspect({ uploadId, header }: CommandInput<'list:inspect'>): Promise<CommandResult<FileInspection>> {
    const { workerFile, database, uploads, settings } = this.#parts;
    const upload = uploads.get(uploadId);
    const { language } = settings();
    return upload ? startJob(workerFile, { kind: 'inspect', ...upload, header, language, database }).reply : notFound;
  }

  async importList(input: CommandInput<'list:import'>): Promise<CommandResult<ListReport>> {
    const { database, uploads, settings } = this.#parts;
    const upload = uploads.get(input.uploadId);
    if (!upload) return notFound;
    const { campaignId, uploadId, ...rest } = input;
    const { language } = settings();
    return this.#give(campaignId, uploadId, { kind: 'import', ...upload, ...rest, language, database });
  }

  async addCorrected({ campaignId, uploadId }: CommandInput<'list:addCorrected'>): Promise<CommandResult<ListReport>> {
    const { database, uploads, campaigns } = this.#parts;
    const upload = uploads.get(uploadId);
    const listId = campaigns.get(campaignId)?.listId;
    if (!upload || !listId) return notFound;
    const reply = await this.#give(campaignId, uploadId, { kind: 'correct', listId, ...upload, database });
    uploads.drop(uploadId);
    return reply;
  }

  cancelImport(workId: string): void {
    this.#running.get(workId)?.cancel();
    this.#running.delete(workId);
  }

  saved(): SavedList[] {
    return this.#parts.savedLists.all();
  }

  async save({ listId, name }: CommandInput<'list:save'>): Promise<CommandResult<SavedList[]>> {
    const { savedLists, lists, database } = this.#parts;
    const list = lists.get(listId);
    if (!list?.publishedAtMs) return notFound;
    // Nobody is left on a list whose people are forgotten; one from before its columns were kept cannot be read again.
    if (list.erasedAtMs !== null || list.phoneIndex === null) return fail({ code: 'not_allowed_now', detail: '' });
    if (savedLists.isTaken(name)) return nameTaken;
    const reply = await this.#run(randomUUID(), { kind: 'saveList', listId, name: name.trim(), database });
    return reply.ok ? succeed(savedLists.all()) : reply;
  }

  rename({ id, name }: CommandInput<'list:renameSaved'>): CommandResult<SavedList[]> {
    const { savedLists } = this.#parts;
    if (savedLists.isTaken(name, id)) return nameTaken;
    savedLists.rename(id, name.trim());
    return succeed(savedLists.all());
  }

  delete(id: number): CommandResult<SavedList[]> {
    const { savedLists } = this.#parts;
    if (!savedLists.has(id)) return notFound;
    savedLists.unname(id);
    this.#dropUnused(id);
    return succeed(savedLists.all());
  }

  async use({ campaignId, id, workId }: CommandInput<'list:useSaved'>): Promise<CommandResult<ListReport>> {
    return this.#give(campaignId, workId, { kind: 'savedList', savedListId: id, database: this.#parts.database });
  }

  /** A draft that goes takes its list along. */
  deleteDraft(campaignId: number): CommandResult<undefined> {
    const { campaigns, desk } = this.#parts;
    const listId = campaigns.get(campaignId)?.listId ?? null;
    const reply = desk.deleteDraft(campaignId);
    if (reply.ok && listId !== null) this.#dropUnused(listId);
    return reply;
  }

  /** Makes a list and gives it to the draft, in place of the one it had. */
  async #give(
    campaignId: number,
    workId: string,
    job: Job<Exclude<ListKind, 'saveList'>>,
  ): Promise<CommandResult<ListReport>> {
    const { campaigns, queries, desk } = this.#parts;
    const made = await this.#run(workId, job);
    if (!made.ok) return made;
    const { listId } = made.value;
    const before = campaigns.get(campaignId)?.listId ?? null;
    const given = desk.setList(campaignId, listId);
    const unused = given.ok ? before : listId;
    if (unused !== null) this.#dropUnused(unused);
    if (!given.ok) return given;
    const report = queries.list(listId);
    return report ? succeed(report) : notFound;
  }

  async #run(workId: string, job: Job<ListKind>): Promise<CommandResult<{ listId: number }>> {
    const { workerFile, lists, onProgress } = this.#parts;
    this.cancelImport(workId);
    const running = startJob<ListKind>(workerFile, job, (rows, total) => onProgress(workId, rows, total));
    this.#running.set(workId, running);
    const reply = await running.reply;
    if (this.#running.get(workId) === running) this.#running.delete(workId);
    if (!reply.ok && this.#running.size === 0) lists.dropUnpublished();
    return reply;
  }

  /** What a list that nobody uses any more holds of people is taken out beside everything else. */
  #dropUnused(listId: number): void {
    const { workerFile, database, savedLists } = this.#parts;
    if (savedLists.hideUnused(listId)) startJob(workerFile, { kind: 'dropList', listId, database });
  }
}
