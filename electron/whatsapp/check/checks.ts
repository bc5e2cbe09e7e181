import type { WhatsAppChecks } from '../../../domain/contract.ts';
import { refuse } from '../../../domain/result.ts';
import { createText } from '../../../domain/text/index.ts';
import { writeAtomically } from '../../files/atomic-file.ts';
import { type SavedFile, type SaveFileParts, saveFile, written } from '../../files/save-file.ts';
import type { Clock, TestOutcome } from '../../ports.ts';
import { type Checkable, checkLinked, type LinkedCheck } from './check-linked.ts';
import { reportText } from './result-file.ts';

export type ChecksParts = SaveFileParts & {
  /** Sends a text to the account with this number itself, like any other message. */
  readonly sendTest: (text: string, phone: string) => Promise<TestOutcome>;
  /** SendOnce's own version. */
  readonly version: string;
  readonly clock: Clock;
};

/** "Check WhatsApp" in the settings: runs the check, and keeps its last result so that it can be sent to support. */
export class Checks {
  readonly #parts: ChecksParts;
  #last: LinkedCheck | null = null;

  constructor(parts: ChecksParts) {
    this.#parts = parts;
  }

  /** Runs the check; `withMessage` sends one message to the account itself. */
  async run(session: Checkable, withMessage: boolean): Promise<WhatsAppChecks> {
    const { sendTest, settings } = this.#parts;
    const words = createText(settings().language).text('settings.check.messageText');
    const found = await checkLinked(
      session,
      withMessage ? () => sendTest(words, session.account()?.phone ?? '') : null,
    );
    this.#last = found;
    return {
      version: found.version,
      restrictedUntilMs: found.restriction?.untilMs ?? null,
      checks: found.results.map(({ step, word }) => ({ what: step, word })),
    };
  }

  /** Saves the last report where the operator chooses. It contains no numbers, names or texts. */
  async save(): Promise<SavedFile> {
    const { clock, isPractice, version } = this.#parts;
    const last = this.#last;
    if (last === null) return refuse('not_allowed_now', 'nothing was checked');
    const head = { app: version, version: last.version, platform: process.platform, atMs: clock.nowMs(), isPractice };
    const text = reportText(head, last.results);
    const request = { fileName: `SendOnce-WhatsApp-${last.version}`, extension: 'json', kindName: 'JSON' };
    const write = (path: string) => writeAtomically(path, (file) => file.writeFile(text));
    return saveFile(this.#parts, request, (path) => written(path, write(path)));
  }
}
