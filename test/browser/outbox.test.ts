import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { EventPayload, MessageRow } from '../../domain/contract.ts';
import { noCounts } from '../../domain/messages/message.ts';
import type { Language } from '../../domain/settings.ts';
import { createText } from '../../domain/text/index.ts';
import { scroll } from '../bench/screen.ts';
import { fixtureNowMs, messageRow, messageRows, sentRow } from '../renderer/support/fixtures.ts';
import { atRest, frames } from '../support/at-rest.ts';
import { axeViolations } from '../support/axe-violations.ts';
import { until } from '../support/until.ts';
import { isWholeRun } from '../support/whole-run.ts';
import { Gallery } from './screens/gallery.ts';

const rowPx = 36;
/** Longer than the time after a press in which the next chat takes no answer, against double presses. */
const deadTimeMs = 600;
let gallery: Gallery;
beforeAll(async () => {
  gallery = await Gallery.open();
});
afterAll(() => gallery.close());

type Emit = { readonly emit: (name: string, payload: EventPayload<'messages:changed'>) => void };

/** The main process tells the window of changed rows, with one patch for each. */
async function tell(rows: readonly MessageRow[]): Promise<void> {
  for (const row of rows) {
    const change = { rows: [row], reread: false, counts: { ...noCounts, pending: 9, sent: 9 }, contradictions: 0 };
    await gallery.page.evaluate((payload) => (window as unknown as Emit).emit('messages:changed', payload), change);
    await frames(gallery.page, 3);
  }
  await atRest(gallery.page);
}

const scrollTo = async (topPx: number) => {
  await gallery.page.locator('.list .scroll').evaluate((list, to) => list.scrollTo(0, to), topPx);
  await atRest(gallery.page);
};

/** The row in the middle of the list, and its position in the window. */
const middleRow = () =>
  gallery.page.locator('.list .scroll').evaluate((list) => {
    const box = list.getBoundingClientRect();
    const row = document.elementFromPoint(box.left + 200, box.top + box.height / 2)?.closest('tr');
    return { key: row?.dataset.key, topPx: Math.round(row?.getBoundingClientRect().top ?? 0) };
  });

const firstRow = () => gallery.page.locator('tr[data-key]').first().getAttribute('data-key');

describe.each([2_000, 6_000, 60_000])('a list that is scrolled %d px down', (topPx) => {
  it('keeps what is in sight where it is while rows come in on top', async () => {
    await gallery.show('outboxSentMany', { language: 'en' });
    await scrollTo(topPx);
    const before = await middleRow();
    await tell([1, 2, 3].map((at) => sentRow(900_000 + at, 2, { changedAtMs: fixtureNowMs + at * 1_000 })));
    expect(await middleRow()).toEqual(before);
  });

  it('keeps what is in sight where it is while rows above it leave, many at once too', async () => {
    await gallery.show('outboxPendingMany', { language: 'en' });
    const ids = await gallery.page
      .locator('tr[data-key]')
      .evaluateAll((rows) => rows.slice(1, 30).map((row) => Number((row as HTMLElement).dataset.key)));
    await scrollTo(topPx);
    const before = await middleRow();
    const left = ids.map((id) => messageRow(id, { status: 'cancelled' }));
    await tell(left.slice(0, 3));
    expect(await middleRow()).toEqual(before);
    const counts = { ...noCounts, pending: 9 };
    await gallery.page.evaluate(
      ([rows, sums]) =>
        (window as unknown as Emit).emit('messages:changed', { rows, reread: false, counts: sums, contradictions: 0 }),
      [left.slice(3), counts] as const,
    );
    await atRest(gallery.page);
    expect(await middleRow()).toEqual(before);
  });
});

it('the row that takes the place of one that leaves has the focus, which Chromium takes away without a word', async () => {
  await gallery.show('outboxPendingMany', { language: 'en' });
  const focused = () =>
    gallery.page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.key ?? 'nothing');
  const rows = gallery.page.locator('tr[data-key]');
  await rows.nth(3).focus();
  const [left, next] = [await rows.nth(3).getAttribute('data-key'), await rows.nth(4).getAttribute('data-key')];
  expect(await focused()).toBe(left);
  await tell([messageRow(Number(left), { status: 'cancelled' })]);
  await until(async () => (await focused()) === next);
});

describe('a list at its beginning', () => {
  it('shows what comes in on top', async () => {
    await gallery.show('outboxSentMany', { language: 'en' });
    await tell([sentRow(900_001, 2, { changedAtMs: fixtureNowMs + 1_000 })]);
    await until(async () => (await firstRow()) === '900001');
  });

  it('is where another sort begins, and the head that was pressed keeps the focus', async () => {
    await gallery.show('outboxPendingMany', { language: 'en' });
    await scrollTo(50 * rowPx);
    const head = gallery.page.getByRole('button', { name: 'Name', exact: true });
    await head.focus();
    await gallery.page.keyboard.press('Enter');
    await gallery.page.locator('th[aria-sort="ascending"]', { hasText: 'Name' }).waitFor();
    await until(() => gallery.page.locator('.list .scroll').evaluate((list) => list.scrollTop === 0));
    await atRest(gallery.page);
    expect(await gallery.page.locator('.list .scroll').evaluate((list) => list.scrollTop)).toBe(0);
    expect(await head.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

describe('a window of 1024 × 700 at 200 % zoom', () => {
  const small = { width: 512, height: 350 } as const;
  it.each([
    ['outboxPending', 'en'],
    ['outboxSent', 'es'],
    ['outboxPendingMany', 'pt-BR'],
    ['outboxFailed', 'ar'],
    ['outboxSent', 'pseudo'],
  ] as const)('shows rows of %s in %s at once', async (name, language) => {
    await gallery.show(name, { language, ...small });
    const box = await gallery.page.locator('tr[data-key]').first().boundingBox();
    expect((box?.y ?? small.height) + rowPx).toBeLessThanOrEqual(small.height);
  });

  it('shows an opened message at once, and gives the focus back to the row that was shown last', async () => {
    await gallery.show('outboxPending', { language: 'en', ...small });
    await gallery.page.locator('tr[data-key]').nth(1).click();
    const top = () => gallery.page.locator('.panel').evaluate((panel) => panel.getBoundingClientRect().top);
    await until(async () => (await top()) < small.height / 3);
    await gallery.page.keyboard.press('Alt+ArrowDown');
    await gallery.page.keyboard.press('Escape');
    const focused = () => gallery.page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.key);
    const next = await gallery.page.locator('tr[data-key]').nth(2).getAttribute('data-key');
    await until(async () => (await focused()) === next);
  });
});

describe('a list of 100,000 rows', () => {
  it('draws only the rows about those in sight while it is scrolled, and goes on reading', async () => {
    await gallery.show('outboxPendingMany', { language: 'en', width: 1_024, height: 700 });
    const seen = await scroll(gallery, { steps: 30, pixelsEachFrame: 400 });
    expect(seen.framesMs.length).toBe(30);
    expect(seen.mostRowsDrawn).toBeLessThan(100);
    expect(seen.rowsGoneBy).toBeGreaterThan(100);
  });
});

const languages: readonly Language[] = isWholeRun ? ['en', 'ar'] : ['ar'];
describe.each(languages)('the chats in doubt, in %s', (language) => {
  it('an operator goes through them by keys alone, and axe finds nothing on the way', async () => {
    const { text } = createText(language);
    const [first, second] = messageRows(2).map(({ name }) => name);
    const { page } = gallery;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    onTestFinished(() => page.emulateMedia({ reducedMotion: null }));
    await gallery.show('outboxCheck', { language });
    const panel = page.getByRole('region', { name: text('check.title', { count: 2 }) });
    const asks = (name: string | undefined) => panel.getByRole('heading', { level: 2, name: name ?? '' }).waitFor();
    const press = async (key: string) => {
      await panel.getByRole('heading', { name: text('check.question') }).waitFor();
      await page.waitForTimeout(deadTimeMs);
      await page.keyboard.press(key);
    };
    await asks(first);
    expect(await axeViolations(gallery.page)).toEqual([]);
    await press('y');
    await asks(second);
    await panel.getByText(text('campaign.check.undo')).waitFor();
    expect(await axeViolations(gallery.page)).toEqual([]);
    await press('u');
    await asks(first);
    await press('c');
    await asks(second);
    await press('n');
    await panel.getByRole('heading', { name: text('check.ended') }).waitFor();
    // A chat that shows a clock is not asked about again by itself.
    await page.waitForTimeout(deadTimeMs);
    await panel.getByRole('button', { name: text('check.again', { count: 1 }) }).click();
    await asks(first);
    await press('y');
    await panel.getByRole('heading', { name: text('check.ended') }).waitFor();
    expect(await axeViolations(gallery.page)).toEqual([]);
    await panel.getByRole('button', { name: text('check.toList') }).click();
    await page.getByRole('tab', { name: new RegExp(`^${text('outbox.sent')}.*14`) }).waitFor();
    await page.getByText(text('outbox.settledNotThere')).waitFor();
  });
});
