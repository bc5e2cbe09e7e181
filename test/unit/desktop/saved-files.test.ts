import { expect, it, vi } from 'vitest';
import type { CommandResult } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { refuse, succeed } from '../../../domain/result.ts';
import { SavedFiles } from '../../../electron/desktop/saved-files.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';

const shown = vi.hoisted(() => [] as string[]);
vi.mock('electron', () => ({ shell: { showItemInFolder: (path: string) => shown.push(path) } }));

type Saved = CommandResult<{ path: string }>;

function writing() {
  const clock = new FakeClock(0);
  const files = new SavedFiles(clock);
  const file = Promise.withResolvers<Saved>();
  const answer = files.untilWritten('/reports/spring.xlsx', file.promise);
  let hasEnded = false;
  const end = () =>
    void files.stop().then(() => {
      hasEnded = true;
    });
  return { clock, files, file, answer, end, hasEnded: () => hasEnded };
}

it('the app does not end before a file is there that it writes, or cannot be', async () => {
  for (const outcome of [succeed({ path: '/reports/spring.xlsx' }), refuse('disk_full')]) {
    const { files, file, answer, end, hasEnded } = writing();
    end();
    await settle();
    expect(hasEnded()).toBe(false);
    file.resolve(outcome);
    expect(await answer).toEqual(outcome);
    await settle();
    expect(hasEnded()).toBe(true);
    // The window may show that file then, and no file that the app did not write.
    files.show('/reports/spring.xlsx');
    expect(shown.splice(0)).toEqual(outcome.ok ? ['/reports/spring.xlsx'] : []);
  }
});

it('one that takes longer than a message on its way may is not waited for', async () => {
  const { clock, end, hasEnded } = writing();
  end();
  await clock.pass(limits.quitDrainMs);
  expect(hasEnded()).toBe(true);
});
