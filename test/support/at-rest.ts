import type { Page } from 'playwright-core';

/** First answers come at once, and later ones within this many frames: a third of a second on an idle machine. */
const framesToRest = 21;

/** Waits until the window has drawn this many frames: at most 60 a second, fewer on a busy machine. */
export async function frames(page: Page, count: number): Promise<void> {
  await page.evaluate(async (most) => {
    for (let frame = 0; frame < most; frame++) await new Promise(requestAnimationFrame);
  }, count);
}

/** Waits until the first answers have arrived and animations of colours and panels have ended. */
export async function atRest(page: Page): Promise<void> {
  await frames(page, framesToRest);
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity),
  );
}
