import { setTimeout as delay } from 'node:timers/promises';
import type { DispatcherState } from '../../../domain/state/state.ts';
import type { BuiltApp } from '../../support/built-app.ts';
import { until } from '../../support/until.ts';

/** A change of WhatsApp in the middle of the campaign. Returns everything that breaks a promise, one line each. */
export type Change = {
  readonly name: string;
  /** Whether the person whose turn it is at that moment may stay in doubt. */
  readonly isOutage: boolean;
  readonly happen: () => Promise<readonly string[]>;
};

export const lastVersion = '2.3000.1099000000';
const cutMs = 800;
const catchUpMs = 3_000;
const lockMs = 8_000;

/** The changes, in the order in which they happen. */
export function changesOf(app: BuiltApp): readonly Change[] {
  const { journal } = app;
  const nothing: readonly string[] = [];
  const cut = async (catchUpsMs?: number) => {
    await journal.control({ name: 'disconnect', state: 'OPENING' });
    await delay(cutMs);
    await journal.control({ name: 'reconnect', ...(catchUpsMs === undefined ? {} : { catchUpMs: catchUpsMs }) });
    return nothing;
  };
  return [
    { name: 'the line is cut', isOutage: true, happen: () => cut() },
    { name: 'WhatsApp catches up for long', isOutage: true, happen: () => cut(catchUpMs) },
    { name: 'the lock on writing to new people', isOutage: false, happen: () => lock(app) },
    {
      name: 'another version of WhatsApp',
      isOutage: true,
      happen: async () => {
        await journal.control({ name: 'set_version', version: '2.3000.1098000000' });
        return nothing;
      },
    },
    { name: 'the line is cut again', isOutage: true, happen: () => cut() },
    {
      name: 'a version that calls the text of a key another way',
      isOutage: true,
      happen: async () => {
        await journal.control({ name: 'set_version', version: lastVersion });
        // The page is leaving already; the command waits for the next page.
        await delay(cutMs);
        await journal.control({ name: 'set_message_key_field', field: '$1' });
        return nothing;
      },
    },
  ];
}

/** A short restriction is waited out, sending continues by itself, and nobody is left without the message. */
async function lock(app: BuiltApp): Promise<readonly string[]> {
  const state = async () => (await app.overview()).dispatcher;
  await app.call('dispatcher:pause', undefined);
  // The message on its way ends first, since WhatsApp would refuse it.
  await until(async () => isPausedFor(await state(), 'operator'));
  await app.journal.control({ name: 'restrict', how: 'timelock', ms: lockMs });
  const endMs = Date.now() + lockMs;
  const takenBefore = app.journal.messages().length;
  await app.call('dispatcher:resume', undefined);
  await until(() => Date.now() > endMs - cutMs);
  const takenMeanwhile = app.journal.messages().length - takenBefore;
  await until(() => app.journal.messages().length > takenBefore);
  return takenMeanwhile === 0 ? [] : [`${takenMeanwhile} were handed over during the lock`];
}

function isPausedFor(state: DispatcherState, reason: string): boolean {
  return state.kind === 'paused' && state.reason === reason;
}
