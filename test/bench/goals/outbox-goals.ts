import { Gallery } from '../../browser/screens/gallery.ts';
import { absolute, binding, type Figure } from './figures.ts';

const changesEachSecond = 50;
const patchEveryMs = 100;
const mebibyteBytes = 1024 * 1024;
const framesMs = 50;
const warmUpMs = 5_000;

/** The open outbox of 100,000 rows while 50 of the visible ones change each second. Needs a Chromium. */
export async function outboxGoals(watchedMs: number): Promise<Figure[]> {
  const gallery = await Gallery.open();
  try {
    await gallery.show('outboxPendingMany', { language: 'en' });
    await gallery.page.clock.resume();
    const session = await gallery.page.context().newCDPSession(gallery.page);
    await session.send('Performance.enable');
    const metric = async (name: string) => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find((one) => one.name === name)?.value ?? Number.NaN;
    };
    const held = async () => {
      await session.send('HeapProfiler.collectGarbage');
      return (await metric('JSHeapUsedSize')) / mebibyteBytes;
    };
    await change(gallery, warmUpMs);
    const [heapBefore, scriptBefore] = [await held(), await metric('ScriptDuration')];
    const longTasks = await change(gallery, watchedMs);
    const script = ((await metric('ScriptDuration')) - scriptBefore) / (watchedMs / 1_000);
    const heap = (await held()) / heapBefore;
    return [
      absolute(
        `outbox, ${watchedMs / 1_000} s of 50 changes a second: longest task, ms`,
        Math.max(0, ...longTasks),
        framesMs,
      ),
      binding('outbox: script, share of a core in %', script * 100, 10),
      binding('outbox: heap after ÷ before', heap, 1.1),
    ];
  } finally {
    await gallery.close();
  }
}

/**
 * Reports changed rows to the window as the main process does. Returns the page's tasks that took longer than 50 ms.
 */
function change(gallery: Gallery, forMs: number): Promise<number[]> {
  return gallery.page.evaluate(
    async ({ forMs, patchEveryMs, rowsEach }) => {
      const { sendonce, emit } = window as unknown as {
        sendonce: { commands: Record<string, (input: unknown) => Promise<{ value: { rows: object[] } }>> };
        emit: (name: string, payload: object) => void;
      };
      const filter = {
        campaignId: null,
        tab: 'pending',
        certainty: null,
        reason: null,
        delivery: null,
        replied: false,
        account: null,
        search: '',
      };
      const sort = { by: 'time', descending: false };
      const page = await sendonce.commands['message:page']?.({ filter, sort, after: null });
      const overview = (await sendonce.commands['app:overview']?.(undefined)) as unknown as {
        value: { counts: object; campaigns: object[] };
      };
      const rows = page?.value.rows ?? [];
      const longTasks: number[] = [];
      const observer = new PerformanceObserver((list) =>
        longTasks.push(...list.getEntries().map(({ duration }) => duration)),
      );
      observer.observe({ entryTypes: ['longtask'] });
      const startedMs = performance.now();
      for (let turn = 0; performance.now() - startedMs < forMs; turn += 1) {
        const changed = Array.from({ length: rowsEach }, (_, index) => ({
          ...rows[(turn * rowsEach + index) % rows.length],
          setAside: turn % 2 === 0 ? 'no_answer' : null,
        }));
        emit('messages:changed', { rows: changed, reread: false, counts: overview.value.counts, contradictions: 0 });
        emit('campaigns:changed', { changed: overview.value.campaigns, removed: [] });
        await new Promise((done) => setTimeout(done, patchEveryMs));
      }
      observer.disconnect();
      return longTasks;
    },
    { forMs, patchEveryMs, rowsEach: (changesEachSecond * patchEveryMs) / 1_000 },
  );
}
