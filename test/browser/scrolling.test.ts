import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scroll } from '../bench/screen.ts';
import { Gallery } from './screens/gallery.ts';

let gallery: Gallery;
beforeAll(async () => {
  gallery = await Gallery.open();
});
afterAll(() => gallery.close());

describe('a list of 100,000 rows', () => {
  it('draws only the rows about those in sight while it is scrolled, and goes on reading', async () => {
    await gallery.show('outboxPendingMany', { language: 'en', width: 1_024, height: 700 });
    const seen = await scroll(gallery, { steps: 30, pixelsEachFrame: 400 });
    expect(seen.framesMs.length).toBe(30);
    expect(seen.mostRowsDrawn).toBeLessThan(100);
    expect(seen.rowsGoneBy).toBeGreaterThan(100);
  });
});
