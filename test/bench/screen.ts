import { Gallery } from '../browser/screens/gallery.ts';
import type { Benchmark, Row } from './benchmark.ts';
import { inWords, quantile, spread } from './measure.ts';

const steps = 240;
/** A fast flick of a wheel: it scrolls most of a screen in each frame. */
const pixelsEachFrame = 400;

/** How smoothly the window draws while the operator scrolls a list of 100,000 rows. Needs a Chromium. */
export const screenBenchmark: Benchmark = {
  name: 'Scrolling the outbox in Chromium, 100,000 rows',
  beside: 'of it',
  run: async () => {
    const gallery = await Gallery.open();
    try {
      await gallery.show('outboxPendingMany', { language: 'en' });
      const seen = await scroll(gallery, { steps, pixelsEachFrame });
      const frames = seen.framesMs.toSorted((a, b) => a - b);
      const rows: Row[] = [
        { what: 'a frame', took: spread(frames), beside: `${frames.length} frames` },
        { what: 'the longest frame', took: inWords(quantile(frames, 1)), beside: '' },
        { what: 'rows drawn at once, at most', took: String(seen.mostRowsDrawn), beside: 'of 100,000' },
        { what: 'rows gone by', took: String(seen.rowsGoneBy), beside: '' },
      ];
      return rows;
    } finally {
      await gallery.close();
    }
  },
};

export type Scrolled = { framesMs: number[]; mostRowsDrawn: number; rowsGoneBy: number };

/** Scrolls the list of the outbox, a step in each frame, and checks what is drawn. */
export function scroll(gallery: Gallery, how: { steps: number; pixelsEachFrame: number }): Promise<Scrolled> {
  return gallery.page.evaluate(async ({ steps, pixelsEachFrame }) => {
    const table = document.querySelector('table');
    let scroller = table?.parentElement ?? null;
    while (scroller && scroller.scrollHeight <= scroller.clientHeight) scroller = scroller.parentElement;
    if (!table || !scroller) throw new Error('no list that scrolls');
    const framesMs: number[] = [];
    let mostRowsDrawn = 0;
    let last = await new Promise<number>(requestAnimationFrame);
    for (let step = 0; step < steps; step += 1) {
      scroller.scrollTop += pixelsEachFrame;
      const now = await new Promise<number>(requestAnimationFrame);
      framesMs.push(now - last);
      last = now;
      mostRowsDrawn = Math.max(mostRowsDrawn, table.querySelectorAll('tr[data-index]').length);
    }
    const lastDrawn = [...table.querySelectorAll('tr[data-index]')].at(-1)?.getAttribute('data-index');
    return { framesMs, mostRowsDrawn, rowsGoneBy: Number(lastDrawn) };
  }, how);
}
