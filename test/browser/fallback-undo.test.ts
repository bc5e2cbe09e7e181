import { afterAll, beforeAll, expect, it } from 'vitest';
import { Gallery } from './screens/gallery.ts';

let gallery: Gallery;
beforeAll(async () => {
  gallery = await Gallery.open();
});
afterAll(() => gallery.close());

it('a fall-back that was typed is taken back by the undo of the message, and what was typed before it', async () => {
  await gallery.show('message', { language: 'en' });
  const { page } = gallery;
  const message = page.getByRole('textbox', { name: 'Message' });
  const fallback = page.getByRole('textbox', { name: /meeting_point/ });
  const before = await message.inputValue();
  await message.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Bye');
  await fallback.click();
  await page.keyboard.type('the hall');
  expect(await fallback.inputValue()).toBe('the hall');
  // It stands in the message at once, before the field of the message itself says so.
  const [inSight] = await message.evaluate((area) => {
    const isSeen = (one: Element) => {
      const { color, opacity } = getComputedStyle(one);
      return opacity !== '0' && !/^rgba\(.*, 0\)$/.test(color);
    };
    const texts = [area, ...(area.parentElement?.children ?? [])].filter(isSeen);
    return texts.map((one) => (one as { value?: string }).value ?? one.textContent);
  });
  expect(inSight).toContain('{{meeting_point|the hall}}');
  await page.keyboard.press('Tab');
  await expect
    .poll(() => message.inputValue())
    .toBe(`${before.replace('{{meeting_point}}', '{{meeting_point|the hall}}')} Bye`);
  // The focus went on, and is not in the message.
  expect(await message.evaluate((area) => document.activeElement === area)).toBe(false);
  await message.focus();
  await page.keyboard.press('Control+Z');
  await expect.poll(() => message.inputValue()).toBe(`${before} Bye`);
  expect(await fallback.inputValue()).toBe('');
  const undone = async () => {
    await page.keyboard.press('Control+Z');
    return message.inputValue();
  };
  await expect.poll(undone).toBe(before);
});
