import type { Page } from 'playwright-core';

/** First answers come at once, what is asked after a pause within so many: a third of a second on an idle machine. */
const framesToRest = 21;

/** Waits until the window has drawn itself so many times: 60 a second at most, fewer on a busy machine. */
export async function frames(page: Page, count: number): Promise<void> {
  await page.evaluate(async (most) => {
    for (let frame = 0; frame < most; frame++) await new Promise(requestAnimationFrame);
  }, count);
}

/** Waits until first answers are there and colours and panels have come to rest. */
export async function atRest(page: Page): Promise<void> {
  await frames(page, framesToRest);
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity),
  );
}
