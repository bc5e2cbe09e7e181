/** The built app's window as an operator reads it: only by roles and names. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { until } from '../support/until.ts';

export type TabName = 'Pending' | 'Sent' | 'Failed';
export type ListName = 'Pending' | 'Sent' | 'Not confirmed' | 'Not sent';

export function button(page: Page | Locator, name: string | RegExp): Locator {
  return page.getByRole('button', { name, exact: typeof name === 'string' });
}

export function tab(page: Page, name: TabName): Locator {
  return page.getByRole('tab', { name: new RegExp(`^${name}`) });
}

export function row(page: Page, list: ListName, name: string): Locator {
  return page.getByRole('grid', { name: list, exact: true }).getByRole('row').filter({ hasText: name });
}

export function panel(page: Page, name: string): Locator {
  return page.getByRole('complementary', { name: `Message to ${name}` });
}

export async function goTo(page: Page, screen: string): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(`^${screen}`) })
    .click();
}

/** The number beside a tab's name. */
export async function countOf(page: Page, name: TabName): Promise<number> {
  const shown = tab(page, name).locator('.number');
  return Number(((await shown.textContent()) ?? '').replaceAll(/\D/g, ''));
}

export async function untilCount(page: Page, name: TabName, count: number): Promise<void> {
  await until(async () => (await countOf(page, name)) === count);
}

/** Waits until exactly these people are in a list on the screen, which may be later than the number of its tab. */
export async function untilPeopleIn(
  page: Page,
  list: ListName,
  people: readonly string[],
  wanted: readonly string[],
): Promise<void> {
  const rows = page.getByRole('grid', { name: list, exact: true }).getByRole('row');
  const shown = async () => {
    const texts = await rows.allInnerTexts();
    return people.filter((name) => texts.some((text) => text.includes(name)));
  };
  await expect.poll(shown).toEqual(wanted);
}

/** Selects the campaign that the outbox shows. */
export async function showCampaign(page: Page, name: string): Promise<void> {
  await goTo(page, 'Outbox');
  await page.getByRole('heading', { level: 1 }).getByRole('button').click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}
