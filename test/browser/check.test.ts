import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../domain/settings.ts';
import { createText } from '../../domain/text/index.ts';
import { messageRows } from '../renderer/support/fixtures.ts';
import { axeViolations } from '../support/axe-violations.ts';
import { Gallery } from './screens/gallery.ts';

/** Longer than a double press is kept from answering for the next chat. */
const deadTimeMs = 600;

let gallery: Gallery;
beforeAll(async () => {
  gallery = await Gallery.open({ isHurried: true });
  await gallery.page.emulateMedia({ reducedMotion: 'reduce' });
});
afterAll(() => gallery.close());

describe.each(['en', 'ar'] as const satisfies readonly Language[])('in %s', (language) => {
  it('an operator goes through the chats in doubt by keys alone, and axe finds nothing on the way', async () => {
    const { text } = createText(language);
    const [first, second] = messageRows(2).map(({ name }) => name);
    const { page } = gallery;
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
    // The clock is not asked about again by itself.
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
