import { setTimeout as delay } from 'node:timers/promises';
import type { DispatcherState } from '../../../domain/state/state.ts';
import type { BuiltApp } from '../../support/built-app.ts';
import { until } from '../../support/until.ts';

/** Something that WhatsApp does in the middle of the campaign. Returns what is not as promised, a line each. */
export type Change = {
  readonly name: string;
  /** Whoever has a turn at that moment may stay in doubt. */
  readonly isOutage: boolean;
  readonly happen: () => Promise<readonly string[]>;
};

export const lastVersion = '2.3000.1099000000';
const cutMs = 800;
const catchUpMs = 3_000;
const lockMs = 8_000;

/** In the order in which they happen. */
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
        // The page is on its way; the command waits for the next one.
        await delay(cutMs);
        await journal.control({ name: 'set_message_key_field', field: '$1' });
        return nothing;
      },
    },
  ];
}

/** A short one is waited out, and sending goes on by itself. Nobody is used up by it. */
async function lock(app: BuiltApp): Promise<readonly string[]> {
  const state = async () => (await app.overview()).dispatcher;
  await app.call('dispatcher:pause', undefined);
  // The one in flight ends before; WhatsApp would refuse it.
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
