import type { Campaigns } from '../../db/campaigns.ts';
import type { Lists } from '../../db/lists.ts';
import type { CampaignDetail, CommandInput, CommandResult } from '../../domain/contract.ts';
import { isCountry } from '../../domain/phone.ts';
import { fail, succeed } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';
import { createText } from '../../domain/text/index.ts';
import type { CampaignDesk } from '../campaigns/campaign-desk.ts';
import type { SaveRequest } from '../desktop/save-dialog.ts';
import type { NumberList } from '../lists/number-list.ts';
import type { Clock } from '../ports.ts';
import { type Job, startJob } from '../worker/jobs.ts';
import type { Attachments } from './attachments.ts';
import type { Uploads } from './uploads.ts';

export type FileDeskParts = {
  readonly workerFile: string;
  readonly database: string;
  readonly uploads: Uploads;
  readonly attachments: Attachments;
  readonly campaigns: Campaigns;
  readonly lists: Lists;
  readonly desk: CampaignDesk;
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly timeZone: () => string;
  readonly askWhereToSave: (request: SaveRequest) => Promise<string | null>;
  readonly onSaved: (path: string) => void;
};

const notFound: CommandResult<never> = fail({ code: 'not_found', detail: '' });

/**
 * What the operator does with files, lists and reports aside: numbers in and out, attachments. The heavy part runs in a
 * worker.
 */
export class FileDesk {
  readonly #parts: FileDeskParts;

  constructor(parts: FileDeskParts) {
    this.#parts = parts;
  }

  async exportProblems({
    listId,
    format,
  }: CommandInput<'list:exportProblems'>): Promise<CommandResult<{ path: string } | null>> {
    const { lists, database, settings } = this.#parts;
    const list = lists.get(listId);
    if (!list) return notFound;
    const { language } = settings();
    const file = withoutExtension(list.fileName);
    const fileName = createText(language).text('campaign.recipients.fileToCorrect', { file });
    const request = { fileName, extension: format, kindName: format.toUpperCase() };
    return this.#save(request, (path) => ({ kind: 'problems', listId, database, path, format, language }));
  }

  /**
   * Another computer's report: everybody in it who has the text, or may have it, counts as having this draft's text.
   */
  async importReport({
    id,
    uploadId,
  }: CommandInput<'campaign:importReport'>): Promise<CommandResult<{ people: number }>> {
    const upload = this.#parts.uploads.get(uploadId);
    if (!upload) return notFound;
    const read = await startJob(this.#parts.workerFile, { kind: 'people', ...upload }).reply;
    this.#parts.uploads.drop(uploadId);
    return read.ok ? this.#parts.desk.countAsHaving(id, read.value.phones) : read;
  }

  /** The numbers of an uploaded file. */
  async readNumbers(uploadId: string): Promise<CommandResult<NumberList>> {
    const { workerFile, uploads, settings } = this.#parts;
    const upload = uploads.get(uploadId);
    if (!upload) return notFound;
    const { country } = settings();
    const job = { kind: 'numbers', ...upload, country: isCountry(country) ? country : 'GB' } as const;
    const read = await startJob(workerFile, job).reply;
    uploads.drop(uploadId);
    return read;
  }

  async exportDoNotContact(): Promise<CommandResult<{ path: string } | null>> {
    const { database, settings, timeZone } = this.#parts;
    const { language } = settings();
    const fileName = createText(language).text('doNotContact.title');
    const request = { fileName, extension: 'csv', kindName: 'CSV' };
    return this.#save(request, (path) => ({ kind: 'numbersFile', database, path, language, timeZone: timeZone() }));
  }

  async attach({ id, uploadId, mimeType }: CommandInput<'campaign:attach'>): Promise<CommandResult<CampaignDetail>> {
    const { uploads, attachments, campaigns, desk, clock } = this.#parts;
    const upload = uploads.get(uploadId);
    if (!upload) return notFound;
    const taken = await attachments.take(upload, mimeType);
    uploads.drop(uploadId);
    if (!taken.ok) return taken;
    campaigns.addAttachment(taken.value, clock.nowMs());
    return desk.setAttachment(id, taken.value.hash);
  }

  /**
   * A picture that is gone, or is not what was attached, is shown as nothing here: before a send it is found out as
   * well.
   */
  async picture(campaignId: number): Promise<CommandResult<string | null>> {
    const { attachments, campaigns } = this.#parts;
    const campaign = campaigns.get(campaignId);
    if (!campaign) return notFound;
    const file = campaigns.attachmentOf(campaign);
    if (file?.kind !== 'image') return succeed(null);
    const read = await attachments.read(file).catch(() => null);
    return succeed(read && `data:${read.mimeType};base64,${read.base64}`);
  }

  async #save(
    request: SaveRequest,
    makeJob: (path: string) => Job<'problems' | 'numbersFile'>,
  ): Promise<CommandResult<{ path: string } | null>> {
    const path = await this.#parts.askWhereToSave(request);
    if (path === null) return succeed(null);
    const reply = await startJob(this.#parts.workerFile, makeJob(path)).reply;
    if (reply.ok) this.#parts.onSaved(path);
    return reply;
  }
}

function withoutExtension(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, '');
}
