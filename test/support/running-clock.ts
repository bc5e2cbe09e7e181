import { systemClock } from '../../electron/clock.ts';
import { FakeClock } from './fake-clock.ts';

/** A clock that runs by itself, for rigs that a test watches in real time. */
export class RunningClock extends FakeClock {
  constructor() {
    super(Date.now());
  }

  override nowMs(): number {
    return systemClock.nowMs();
  }

  override monotonicMs(): number {
    return systemClock.monotonicMs();
  }

  override bootedAtMs(): number {
    return systemClock.bootedAtMs();
  }

  override after(delayMs: number, call: () => void): () => void {
    return systemClock.after(delayMs, call);
  }
}
