/** A walk through every screen of the built app, with the violations that axe finds there. */
import type { Page } from 'playwright-core';
import { atRest } from '../support/at-rest.ts';
import { axeViolations } from '../support/axe-violations.ts';
import { button, goTo, panel, row, showCampaign, tab } from './window.ts';

/** Opens one screen after the other and names it, with a campaign that has messages in each tab. */
export async function* walkThrough(page: Page, campaign: string): AsyncGenerator<string> {
  await showCampaign(page, campaign);
  for (const name of ['Pending', 'Sent', 'Failed'] as const) {
    await tab(page, name).click();
    yield `Outbox, ${name}`;
  }
  // After the table's head and the line above the group.
  await row(page, 'Not confirmed', '').nth(2).click();
  await panel(page, '').waitFor();
  yield 'Message panel';
  await page.keyboard.press('Escape');
  for (const screen of ['Campaigns', 'People', 'Settings', 'Reports']) {
    await goTo(page, screen);
    yield screen;
  }
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(campaign) })
    .first()
    .click();
  await button(page, 'Export CSV').waitFor();
  yield 'Report';
  yield* wizard(page);
}

async function* wizard(page: Page): AsyncGenerator<string> {
  await button(page, 'New campaign').first().click();
  yield 'Recipients, empty';
  await button(page, 'Paste a list').click();
  yield 'Recipients, paste';
  await page.getByRole('textbox', { name: /Paste or type/ }).fill('Name,Phone\nEve,07700 900141\nFay,nobody');
  await button(page, 'Use these rows').click();
  await page.getByRole('heading', { name: '1 row needs a decision' }).waitFor();
  yield 'Recipients';
  await button(page, 'Next: message').click();
  await page.getByRole('textbox', { name: 'Message' }).fill('Hello {{name}}');
  await page.getByText('Hello Eve').waitFor();
  yield 'Message';
  await button(page, 'Next: when').click();
  yield 'When';
  await button(page, 'Next: check').click();
  await page.getByRole('heading', { name: '1 person will get this message, once.' }).waitFor();
  yield 'Check';
}

/** The rules of axe about colours, of those that it checks by default. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** The violations that axe finds on the screen as it is now, in the light theme and in the dark one, one per line. */
export async function violations(page: Page, screen: string): Promise<string[]> {
  const lines: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // While colours change, contrasts are different.
    await atRest(page);
    // The themes differ only in their colours.
    const found = await axeViolations(page, colorScheme === 'light' ? undefined : colourRules);
    lines.push(...found.map((line) => `${screen}, ${colorScheme}: ${line}`));
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  return lines;
}
