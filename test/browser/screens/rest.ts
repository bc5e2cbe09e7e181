import type { Page } from 'playwright-core';

type Watched = {
  readonly pauses: ReadonlySet<unknown>;
  /** Resolves once no short pause is left. */
  afterPauses(): Promise<void>;
  /** Resolves once the page has come to what it was asked for before. */
  turn(): Promise<unknown>;
};

/** In the page, before its own scripts: notes the short pauses after which it does something more. */
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
  // A window that draws without a pause is never idle; a port's message only waits its turn behind the page's own tasks.
  const turn = () =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(null);
    });
  // Nothing is drawn meanwhile: that would keep the processor busy with what is about to change.
  const afterPauses = async () => {
    while (pauses.size > 0) await new Promise((done) => set(done, longestMs / 50));
  };
  Object.assign(window, { setTimeout: setNoted, clearTimeout: clearNoted, pauses, afterPauses, turn });
}

/** In the page, before its own scripts: it is always that moment. Playwright's own clock also slows drawing down. */
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

/**
 * Has the window draw itself so many times, and come to all that it has to do in between. Where nothing changes Chromium
 * is in no hurry, so a dot changes its colour.
 */
export async function draws(page: Page, count: number): Promise<void> {
  await page.evaluate(async (most) => {
    const dot = document.body.appendChild(document.createElement('i'));
    for (let frame = 0; frame < most; frame++) {
      dot.style.cssText = `position: fixed; top: 0; left: 0; width: 1px; height: 1px; background: rgb(0 0 ${frame % 2})`;
      await new Promise(requestAnimationFrame);
      await (window as unknown as Watched).turn();
    }
    dot.remove();
  }, count);
}

/** Waits until no short pause is left, nothing moves, and the window has been idle after so many drawings without a change. */
export async function untilCalm(page: Page): Promise<void> {
  await page.evaluate(async () => {
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
  });
}
