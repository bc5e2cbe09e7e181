import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * The violations that axe finds in the page as it is now, one per line, by all rules or the given ones. Axe is loaded
 * into the page once and called there: its Playwright package loads it anew each time, which takes five times as long,
 * in order to search frames as well, and the window has none.
 */
export async function axeViolations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.evaluate(axe.source);
    await page.evaluate(prepare);
  }
  const found = await page.evaluate(
    async (only) => {
      const { run } = (window as unknown as { axe: typeof axe }).axe;
      const { violations } = await run({ resultTypes: ['violations'], ...(only ? { runOnly: only } : {}) });
      return violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    },
    rules && [...rules],
  );
  return found;
}

/**
 * Runs in the page. Nobody reads the HTML that axe would copy for each element. And axe draws texts on a canvas to see
 * whether a font draws icons for words: it takes joined Arabic letters for such icons, and says nothing of the contrast
 * of two texts in five. No font of the window has icons, so every text is drawn as one whose letters stand by themselves.
 */
function prepare(): void {
  (window as unknown as { axe: typeof axe }).axe.configure({ noHtml: true });
  const data = new Uint8ClampedArray(4).fill(255);
  const drawing = {
    fillText: () => undefined,
    clearRect: () => undefined,
    measureText: ({ length }: string) => ({ width: length }),
    getImageData: () => ({ data }),
  };
  // The window itself has no canvas.
  Object.assign(HTMLCanvasElement.prototype, {
    getContext(this: HTMLCanvasElement) {
      return { ...drawing, canvas: this };
    },
  });
}
