import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { recoverPage } from '../../../electron/desktop/page-recovery.ts';
import { FakeClock } from '../../support/fake-clock.ts';

let did: string[];
let clock: FakeClock;
let page: EventEmitter;
let isDestroyed: boolean;
beforeEach(() => {
  did = [];
  isDestroyed = false;
  clock = new FakeClock(0);
  page = Object.assign(new EventEmitter(), {
    isDestroyed: () => isDestroyed,
    reload: () => void did.push('reload'),
    forcefullyCrashRenderer: () => {
      did.push('crash');
      page.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    },
  });
  const note = (what: string) => void did.push(what);
  recoverPage(page as never, clock, { info: note, warn: note, error: note });
});

describe('a page that crashes', () => {
  it('is loaded again, later each time', async () => {
    for (const delayMs of limits.pageReloadDelayMs) {
      did = [];
      page.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 });
      await clock.pass(delayMs - 1);
      expect(did).toEqual(['window page gone']);
      await clock.pass(1);
      expect(did).toEqual(['window page gone', 'reload']);
    }
  });

  it('is left alone where it ended well, or where the window has gone too', async () => {
    page.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    page.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    isDestroyed = true;
    await clock.pass(limits.pageReloadDelayMs[0]);
    page.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    expect(did).toEqual(['window page gone']);
  });
});

describe('a page that hangs', () => {
  it('is ended and comes back', async () => {
    page.emit('unresponsive');
    await clock.pass(limits.pageHungMs);
    expect(did).toEqual(['window page hangs', 'crash', 'window page gone']);
    await clock.pass(limits.pageReloadDelayMs[0]);
    expect(did.at(-1)).toBe('reload');
  });

  it('is left alone where it comes to itself, or is closed meanwhile', async () => {
    page.emit('unresponsive');
    page.emit('responsive');
    await clock.pass(limits.pageHungMs);
    page.emit('unresponsive');
    isDestroyed = true;
    await clock.pass(limits.pageHungMs);
    expect(did).toEqual(['window page hangs', 'window page hangs']);
  });
});

it('whose preload fails is told of in the log', () => {
  page.emit('preload-error', {}, 'preload.cjs', new Error('no such module'));
  expect(did).toEqual(['preload']);
});
