import type { CommandInput, CommandResult, Days, DaysReport, Report, ReportScope } from '../../domain/contract.ts';
import { paperOf } from '../../domain/paper.ts';
import { fail, succeed } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';
import { createText } from '../../domain/text/index.ts';
import { directions } from '../../domain/text/languages.ts';
import type { CampaignDesk } from '../campaigns/campaign-desk.ts';
import type { Print } from '../desktop/print-to-pdf.ts';
import type { SaveRequest } from '../desktop/save-dialog.ts';
import { writeAtomically } from '../files/atomic-file.ts';
import { fileFailure } from '../files/file-failure.ts';
import type { Clock } from '../ports.ts';
import { startJob } from '../worker/jobs.ts';
import { daysWords } from './report-words.ts';

export type ReportDeskParts = {
  readonly workerFile: string;
  readonly database: string;
  readonly campaigns: CampaignDesk;
  readonly isVerifying: (campaignId: number) => boolean;
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly timeZone: () => string;
  readonly askWhereToSave: (request: SaveRequest) => Promise<string | null>;
  /** What the window shows, as a PDF; null while there is no window. */
  readonly print: (print: Print) => Promise<Buffer | null>;
  readonly onSaved: (path: string) => void;
};

type Saved = CommandResult<{ path: string } | null>;

const notFound: CommandResult<never> = fail({ code: 'not_found', detail: '' });

/** What the operator asks of reports: on the screen and as files. Adding up and writing run in a worker. */
export class ReportDesk {
  readonly #parts: ReportDeskParts;

  constructor(parts: ReportDeskParts) {
    this.#parts = parts;
  }

  async ofCampaign(campaignId: number): Promise<CommandResult<Report>> {
    const { workerFile, database, campaigns, clock, isVerifying } = this.#parts;
    const job = { kind: 'campaignReport', campaignId, database, nowMs: clock.nowMs() } as const;
    const made = await startJob(workerFile, job).reply;
    if (!made.ok) return made;
    const [campaign] = campaigns.summariesOf([campaignId]);
    if (!campaign) return notFound;
    const verification = { campaignId, isRunning: isVerifying(campaignId), ...made.value.verification };
    return succeed({ ...made.value, campaign, verification });
  }

  ofDays(days: Days): Promise<CommandResult<DaysReport>> {
    const { workerFile, database, clock, timeZone } = this.#parts;
    const job = { kind: 'daysReport', days, database, timeZone: timeZone(), nowMs: clock.nowMs() } as const;
    return startJob(workerFile, job).reply;
  }

  async export({ scope, format }: CommandInput<'report:export'>): Promise<Saved> {
    const { workerFile, database, settings, timeZone, clock, askWhereToSave, onSaved } = this.#parts;
    const title = this.#titleOf(scope);
    if (title === null) return notFound;
    const path = await askWhereToSave({ fileName: title, extension: format, kindName: format.toUpperCase() });
    if (path === null) return succeed(null);
    const { language } = settings();
    const job = {
      kind: 'report',
      scope,
      database,
      path,
      language,
      timeZone: timeZone(),
      nowMs: clock.nowMs(),
    } as const;
    const saved =
      format === 'pdf' ? await this.#print(path, title) : await startJob(workerFile, { ...job, format }).reply;
    if (saved.ok) onSaved(path);
    return saved;
  }

  async #print(path: string, title: string): Promise<CommandResult<{ path: string }>> {
    const { language, country } = this.#parts.settings();
    const { text } = createText(language);
    try {
      const pdf = await this.#parts.print({
        paper: paperOf(country),
        title,
        pageWords: (page, pages) => text('reportFile.page', { page, pages }),
        direction: directions[language],
      });
      if (pdf === null) return fail({ code: 'not_allowed_now', detail: '' });
      await writeAtomically(path, (file) => file.writeFile(pdf));
      return succeed({ path });
    } catch (error) {
      return fileFailure(error);
    }
  }

  #titleOf(scope: ReportScope): string | null {
    if (scope.kind === 'campaign') return this.#parts.campaigns.summariesOf([scope.id])[0]?.name ?? null;
    const { text } = createText(this.#parts.settings().language);
    return `${text('report.title')} ${daysWords(scope.days)}`;
  }
}
