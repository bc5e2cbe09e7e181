import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { StrayErrors } from '../../../electron/app/stray-errors.ts';

let source: EventEmitter;
let did: unknown[][];
let strays: StrayErrors;
const log = { error: (what: string, error: unknown) => void did.push(['log', what, error]) };
beforeEach(() => {
  source = new EventEmitter();
  did = [];
  strays = new StrayErrors(source, (error) => void did.push(['refuse', error]));
});

const error = new Error('nobody caught it');
const events = [
  ['an exception', 'uncaughtException', 'uncaught exception'],
  ['a rejection', 'unhandledRejection', 'unhandled rejection'],
] as const;

describe.each(events)('%s that nobody has caught', (_, event, said) => {
  it('ends the app while it starts', () => {
    source.emit(event, error);
    strays.logTo(log);
    source.emit(event, error);
    expect(did).toEqual([
      ['refuse', error],
      ['log', said, error],
      ['refuse', error],
    ]);
  });

  it('stops sending once there is something that sends', () => {
    strays.logTo(log);
    strays.stopBy((thrown) => void did.push(['stop', thrown]));
    source.emit(event, error);
    expect(did).toEqual([
      ['log', said, error],
      ['stop', error],
    ]);
  });

  it('does not end the app where the stop itself fails half way', () => {
    const failed = new Error('the window is gone');
    strays.logTo(log);
    strays.stopBy(() => {
      throw failed;
    });
    source.emit(event, error);
    expect(did).toEqual([
      ['log', said, error],
      ['log', 'stray error', failed],
    ]);
  });
});

it('a promise that the browser’s libraries let go of stops nothing, and is written down', () => {
  const gone = new Error('Target closed');
  gone.stack = `Error: Target closed
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at CdpPage._onTargetClosed (/app/node_modules/puppeteer-core/lib/cjs/puppeteer/cdp/Page.js:120:15)
    at become (/app/out/main/main.js:10:2)`;
  const ours = new Error('a promise of our own');
  strays.logTo(log);
  strays.stopBy((thrown) => void did.push(['stop', thrown]));
  source.emit('unhandledRejection', gone);
  source.emit('unhandledRejection', ours);
  expect(did).toEqual([
    ['log', 'unhandled rejection of the browser', gone],
    ['log', 'unhandled rejection', ours],
    ['stop', ours],
  ]);
});
