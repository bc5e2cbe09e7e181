import type { PracticeSettings } from '../protocol.ts';
import type { Connection } from './connection.ts';
import { never, pause } from './emitter.ts';
import type { Journal } from './journal.ts';
import type { Scenario } from './scenarios.ts';

type Effect = NonNullable<Scenario['afterTaken']>;

/** What can happen to the whole page. The journal is delivered before, since some of it leaves no chance later. */
export function createEffects(
  connection: Connection,
  journal: Journal,
  settings: PracticeSettings,
): (effect: Effect) => Promise<void> {
  const effects: Readonly<Record<Effect, () => Promise<void> | void>> = {
    timeout: () => {
      connection.socket.setState('TIMEOUT');
      void pause(settings.offlineMs).then(() => connection.socket.setState('CONNECTED'));
    },
    conflict: () => connection.socket.setState('CONFLICT'),
    reload: () => {
      location.reload();
      return never();
    },
    logout: () => {
      void connection.logOut('phone');
      return never();
    },
    freeze: () => blockFor(settings.freezeMs),
    crash,
    endless_loop: () => blockFor(Number.POSITIVE_INFINITY),
  };
  return async (effect) => {
    await journal.flush();
    await effects[effect]();
  };
}

/** Keeps the page's only thread busy: no timer, message or call gets through. */
export function blockFor(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Grows an array beyond what the engine can hold, which ends the renderer's process within a second. */
function crash(): void {
  const values: number[] = [];
  for (;;) values.push(0);
}
