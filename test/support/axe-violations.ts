import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * What axe holds against the page as it is now, a line each, by all its rules or by some. It is brought into the page once
 * and asked there: its own way through Playwright brings it anew each time and takes five times as long. The window has no
 * frames, which it would look into.
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
