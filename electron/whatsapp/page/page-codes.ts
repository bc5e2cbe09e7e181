import { limits } from '../../../domain/limits.ts';
import { errorText } from '../../../domain/result.ts';
import type { LinkProblem } from '../../../domain/state/state.ts';
import { problemOf } from '../link/link-problem.ts';

/** The words of our own functions, in the page and beside it. No other text from the page is logged. */
const ownWords = [
  'not connected',
  'no answer in time',
  'an answer of an unknown shape',
  'no LID on an account that has them',
  'there is no page',
  'the page is not ready',
  'the page is not at WhatsApp',
  'the page was loaded anew',
  'the page does not answer',
  'the page left WhatsApp',
  'the page calls without end',
  'the page closed',
  'the browser closed',
  'the tools are missing',
  'the main process cannot be asked',
  'the gate was replaced during the call',
  'the gate was replaced',
  'the call ended without a question to the gate',
  'the library is not there',
  'the chat cannot be opened',
  'the account has no number',
  'catching up does not end',
  'no connection for long',
  'WhatsApp sends in another way',
  'WhatsApp encrypts in another way',
  'WhatsApp does not let itself be wrapped',
  'WhatsApp does not let itself be listened to',
  'WhatsApp does not take this browser',
  'the tap was replaced',
  'the send gate discarded a late go',
  'the send gate refused: not ours',
  'the send gate refused',
  'a message that was refused reached encryption',
  'the gate was not asked a second time',
  'the gate was not asked',
  'the gate was asked more than once',
  'a refusal was not told',
  'a message that was tried before was let through',
  'a "go" that came late let a message through',
  'it is being tried already',
  'the gate was asked for another message',
  'the key of a message cannot be read',
  'the person of a message cannot be read',
  'the text of a message cannot be read',
] as const;
export type PageCode = (typeof ownWords)[number] | LinkProblem;

/**
 * The text that the log has in place of words from the page: our own words unchanged, else the kind of the problem.
 * WhatsApp's errors name the people they are about, and a hostile page could write anything.
 */
export function codeOf(said: unknown): PageCode {
  const text = errorText(said);
  return ownWords.find((words) => text.includes(words)) ?? problemOf(said).problem;
}

/** The beginning of what the page said, to be shown to a person and never stored. */
export function detailOf(said: unknown): string {
  return withoutNumbers(String(said)).slice(0, limits.pageDetailCharacters);
}

/** A text for the log, without numbers: WhatsApp's errors name the people they are about by number or id. */
export function withoutNumbers(text: string): string {
  return text.replace(/\d{5,}/g, '…');
}
