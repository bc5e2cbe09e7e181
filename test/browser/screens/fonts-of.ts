import type { Page } from 'playwright-core';

/** The font families that Chromium uses for each of the texts, in the given part of the window. */
export async function fontsOf(page: Page, texts: Readonly<Record<string, string>>): Promise<Record<string, string[]>> {
  await page.evaluate((all) => {
    for (const [name, text] of Object.entries(all)) {
      const line = document.createElement('p');
      line.id = `font-sample-${name}`;
      line.textContent = text;
      document.body.append(line);
    }
  }, texts);
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const found: Record<string, string[]> = {};
  for (const name of Object.keys(texts)) {
    const selector = `#font-sample-${name}`;
    const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
    const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
    found[name] = fonts.map(({ familyName }) => familyName);
    await page.locator(selector).evaluate((line) => line.remove());
  }
  await session.detach();
  return found;
}
