import { setTimeout as delay } from 'node:timers/promises';
import { TimedOut } from '../../electron/timeout.ts';
import type { Found } from '../../electron/whatsapp/check/found.ts';
import { resultOf, type StepResult } from '../../electron/whatsapp/check/result-file.ts';
import { codeOf } from '../../electron/whatsapp/page/page-codes.ts';
import { checkLine, checkMessages, checkReload } from './message-steps.ts';
import { checkCanary, checkCode, checkPage, checkShapes } from './page-steps.ts';
import type { CheckParts } from './types.ts';

type Step = {
  readonly name: string;
  readonly title: string;
  readonly needsLink: boolean;
  readonly run: (parts: CheckParts) => Promise<Found>;
};

/** The order matters: each step needs what the step before it left. */
export const steps = [
  { name: 'page', title: 'WhatsApp opens', needsLink: false, run: checkPage },
  { name: 'code', title: 'Codes are renewed, and one links', needsLink: false, run: checkCode },
  { name: 'shapes', title: 'Its parts are as we know them', needsLink: true, run: checkShapes },
  { name: 'gate', title: 'A message can be stopped', needsLink: true, run: checkCanary },
  { name: 'messages', title: 'Messages arrive once', needsLink: true, run: checkMessages },
  { name: 'reload', title: 'A restart sends nothing again', needsLink: true, run: checkReload },
  { name: 'line', title: 'A lost connection sends once', needsLink: true, run: checkLine },
] as const satisfies readonly Step[];

export type StepName = (typeof steps)[number]['name'];

type Options = {
  readonly onBegin?: (step: Step, number: number) => void;
  readonly onResult?: (result: StepResult, step: Step) => void;
  readonly only?: readonly StepName[];
};

/**
 * Runs all steps, or some, in order and within the total time. A step that cannot be tried does not count as failed.
 */
export async function runCheck(parts: CheckParts, options: Options = {}): Promise<StepResult[]> {
  const { onBegin, onResult, only } = options;
  const results: StepResult[] = [];
  const end = new AbortController();
  const timeUp = delay(parts.waits.allMs, undefined, { signal: end.signal }).then((): Found => tooLate);
  timeUp.catch(() => undefined);
  let isOver = false;
  for (const [index, step] of steps.entries()) {
    if (only && !only.includes(step.name)) continue;
    onBegin?.(step, index + 1);
    const found: Found = isOver ? tooLate : await Promise.race([foundBy(step, parts), timeUp]);
    isOver ||= found === tooLate;
    const result = resultOf(step.name, found);
    results.push(result);
    onResult?.(result, step);
  }
  end.abort();
  return results;
}

const tooLate: Found = { word: 'unknown', why: 'the time for the check was over' };

async function foundBy({ needsLink, run }: Step, parts: CheckParts): Promise<Found> {
  if (needsLink && parts.checked.session.account() === null) return { word: 'unknown', why: 'there is no link' };
  try {
    return await run(parts);
  } catch (error) {
    return { word: error instanceof TimedOut ? 'unknown' : 'fail', why: codeOf(error) };
  }
}
