import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * The violations that axe finds in the page as it is now, one per line, by all rules or the given ones. Axe is loaded
 * into the page once and called there: its Playwright package loads it anew each time, which takes five times as long,
 * in order to search frames as well, and the window has none.
 */
export async function axeViolations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
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
