type Watched = {
  readonly pauses: ReadonlySet<unknown>;
  /** Resolves once no short timer is pending. */
  afterPauses(): Promise<void>;
  /** Resolves once the page has done all work that it was asked for before. */
  turn(): Promise<unknown>;
};

/** Runs in the page before its own scripts: records the short timers after which the page does more. */
export function notePauses(): void {
  const longestMs = 350;
  const pauses = new Set<unknown>();
  const { setTimeout: set, clearTimeout: clear } = window;
  const setNoted = (act: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => {
    const timer: unknown = set(() => {
      pauses.delete(timer);
      act(...given);
    }, ms);
    if (ms <= longestMs) pauses.add(timer);
    return timer;
  };
  const clearNoted = (timer: number) => {
    pauses.delete(timer);
    clear(timer);
  };
  // A window that draws all the time is never idle; the message of a port only waits for the page's own tasks.
  const turn = () =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(null);
    });
  // No frame is drawn meanwhile, which would use the processor for content that is about to change.
  const afterPauses = async () => {
    while (pauses.size > 0) await new Promise((done) => set(done, longestMs / 50));
  };
  Object.assign(window, { setTimeout: setNoted, clearTimeout: clearNoted, pauses, afterPauses, turn });
}

/** Runs in the page before its own scripts: fixes the time. Playwright's own clock would also slow drawing down. */
export function standStill(nowMs: number): void {
  const Running = Date;
  window.Date = class extends Running {
    constructor(...given: []) {
      super(...((given.length > 0 ? given : [nowMs]) as []));
    }
    static override now(): number {
      return nowMs;
    }
  } as DateConstructor;
}

/** Runs in the page, like all below: waits until there is such an element. */
export async function untilShown(selector: string, patienceMs: number): Promise<void> {
  const endMs = performance.now() + patienceMs;
  while (document.querySelector(selector) === null) {
    if (performance.now() > endMs) throw new Error(`not within ${patienceMs} ms: ${selector}`);
    await new Promise(requestAnimationFrame);
  }
}

/**
 * Makes the window draw this many frames and finish its work between them. Without changes Chromium draws seldom, so a
 * dot changes its colour.
 */
export async function draws(count: number): Promise<void> {
  const { turn } = window as unknown as Watched;
  const dot = document.body.appendChild(document.createElement('i'));
  for (let frame = 0; frame < count; frame++) {
    dot.style.cssText = `position: fixed; top: 0; left: 0; width: 1px; height: 1px; background: rgb(0 0 ${frame % 2})`;
    await new Promise(requestAnimationFrame);
    await turn();
  }
  dot.remove();
}

/**
 * Waits until no short timer is pending, nothing moves, and the window has been idle for this many frames without a
 * change.
 */
export async function untilCalm(): Promise<void> {
  const calmDraws = 4;
  const { pauses, afterPauses, turn } = window as unknown as Watched;
  let changes = 0;
  const observer = new MutationObserver(() => changes++);
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  for (let calm = 0; calm < calmDraws; ) {
    await afterPauses();
    const before = changes;
    await new Promise(requestAnimationFrame);
    await turn();
    const isMoving = document
      .getAnimations()
      .some(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity);
    calm = changes === before && !isMoving && pauses.size === 0 ? calm + 1 : 0;
  }
  observer.disconnect();
}
