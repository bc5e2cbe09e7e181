import type { PracticeSettings } from '../protocol.ts';
import type { Connection } from './connection.ts';
import { never, pause } from './emitter.ts';
import type { Journal } from './journal.ts';
import type { Scenario } from './scenarios.ts';

const crashDepth = 10_000;

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

/** Lays out elements nested deeper than the engine's stack, which ends the renderer's process within seconds. */
function crash(): void {
  let nested = document.createElement('div');
  for (let depth = 0; depth < crashDepth; depth++) {
    const outer = document.createElement('div');
    outer.append(nested);
    nested = outer;
  }
  document.body.append(nested);
  nested.getBoundingClientRect();
}
