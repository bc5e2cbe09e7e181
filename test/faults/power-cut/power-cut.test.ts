import { describe, expect, it } from 'vitest';
import { skipAloud } from '../required.ts';
import { Disk } from './disk.ts';
import { runPowerCuts, sendOnEvery } from './power-cuts.ts';
import { whyNotRecordable } from './recording.ts';

const isSkipped = skipAloud('The power cut', whyNotRecordable());
/** Few states, to be quick: `npm run faults` tries thousands. */
const states = 50;
const weakenedStates = 60;
const sound = { unusable: 0, held: 0, may_go_twice: 0, lie: 0 };

describe.skipIf(isSkipped)('after a power cut', () => {
  it('the app starts from every disk that may be left, forgets nothing that left, and sends nothing twice', async () => {
    const found = await runPowerCuts({ states, seed: 1 });
    expect(found.bad, found.examples.join('\n')).toEqual(sound);
    expect(found).toMatchObject({ states, sentOn: states / sendOnEvery });
    expect(found.messages).toBeGreaterThan(30);
  });

  it('the database alone remembers what left, as long as every commit is synced', async () => {
    const found = await runPowerCuts({ states: weakenedStates, seed: 2, weaknesses: ['no_ledger'] });
    expect(found.bad, found.examples.join('\n')).toMatchObject({ unusable: 0, may_go_twice: 0, lie: 0 });
  });

  it('the ledger alone remembers what left, and holds, where SQLite syncs less', async () => {
    const found = await runPowerCuts({ states: weakenedStates, seed: 3, weaknesses: ['normal'] });
    expect(found.bad, found.examples.join('\n')).toMatchObject({ unusable: 0, may_go_twice: 0, lie: 0 });
    expect(found.bad.held).toBeGreaterThan(0);
  });

  it('messages are forgotten where SQLite syncs less and there is no ledger: this is what the two are for', async () => {
    const found = await runPowerCuts({ states: weakenedStates, seed: 4, weaknesses: ['normal', 'no_ledger'] });
    expect(found.bad.may_go_twice).toBeGreaterThan(12);
  });
});

describe('the simulated disk', () => {
  const path = '/data/file';
  const write = (text: string, at = 0) => ({ kind: 'write', path, at, data: Buffer.from(text) }) as const;
  const read = (disk: Disk, cut: Parameters<Disk['cut']>[0]) => disk.cut(cut).get(path)?.toString();
  const always = (number: number) => ({ random: () => number });

  it('keeps a file only once both it and its folder are synced', () => {
    const disk = new Disk();
    disk.apply(write('abc'));
    disk.apply({ kind: 'sync', path });
    expect(read(disk, 'nothing')).toBeUndefined();
    expect(read(disk, 'everything')).toBe('abc');
    disk.apply({ kind: 'sync', path: '/data' });
    expect(read(disk, 'nothing')).toBe('abc');
  });

  it('leaves of unsynced writes nothing, all, some, or some sectors', () => {
    const disk = new Disk();
    disk.apply(write('a'.repeat(1_024)));
    disk.apply({ kind: 'sync', path });
    disk.apply({ kind: 'sync', path: '/data' });
    disk.apply(write('b'.repeat(1_024)));
    expect(read(disk, 'nothing')).toBe('a'.repeat(1_024));
    expect(read(disk, 'everything')).toBe('b'.repeat(1_024));
    // Drawn in turn: both changes arrive, the write is torn, and only its second sector arrives.
    const drawn = [0.9, 0.5, 0.9, 0.1];
    expect(read(disk, { random: () => drawn.shift() ?? 0 })).toBe('a'.repeat(512) + 'b'.repeat(512));
    expect(read(disk, always(0.99))).toBe('a'.repeat(1_024));
  });

  it('brings back a file that was removed, until its folder is synced', () => {
    const disk = new Disk();
    disk.apply(write('old'));
    disk.apply({ kind: 'sync', path });
    disk.apply({ kind: 'sync', path: '/data' });
    disk.apply({ kind: 'unlink', path });
    disk.apply(write('new'));
    expect(read(disk, 'nothing')).toBe('old');
    expect(read(disk, 'everything')).toBe('new');
    disk.apply({ kind: 'sync', path: '/data' });
    expect(read(disk, 'nothing')).toBe('');
  });
});
