/** The built app's window as an operator reads it: by roles and names alone. */
import type { Locator, Page } from 'playwright-core';
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
  await until(async () => (await countOf(page, name)) === count, 50);
}

/** Those of the people who stand in a list on the screen. */
export async function peopleIn(page: Page, list: ListName, people: readonly string[]): Promise<string[]> {
  const rows = await page.getByRole('grid', { name: list, exact: true }).getByRole('row').allInnerTexts();
  return people.filter((name) => rows.some((text) => text.includes(name)));
}

/** Picks the campaign that the outbox shows. */
export async function showCampaign(page: Page, name: string): Promise<void> {
  await goTo(page, 'Outbox');
  await page.getByRole('heading', { level: 1 }).getByRole('button').click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}
