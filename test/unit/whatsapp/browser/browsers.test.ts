import { describe, expect, it } from 'vitest';
import { Browsers } from '../../../../electron/whatsapp/browser/browsers.ts';
import type { Machine } from '../../../../electron/whatsapp/browser/find-browser.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const chrome = '/opt/google/chrome/chrome';
const edge = '/opt/microsoft/msedge/msedge';

/** A machine with these programs, and an operator who chooses `picked`. */
function rig(programs: readonly string[], picked: string | null = null) {
  const machine: Machine = {
    platform: 'linux',
    home: '/home/ana',
    env: {},
    exists: (path) => programs.includes(path),
    isProgram: (path) => programs.includes(path),
    realPath: (path) => path,
    scriptText: () => '',
  };
  const saved: { path: string | null } = { path: null };
  const browsers = new Browsers({
    folder: '/nowhere',
    computer: 'this one',
    clock: new FakeClock(0),
    chosen: () => saved.path,
    save: (path) => {
      saved.path = path;
    },
    askForProgram: async () => picked,
    machine,
  });
  return { browsers, saved };
}

describe('the choice of a browser', () => {
  it('is one of those that were found, or none: the window can name no other program', () => {
    const { browsers, saved } = rig([chrome, edge, '/bin/sh']);
    expect(browsers.use(edge)).toMatchObject({ ok: true, value: { chosen: { name: 'Microsoft Edge' } } });
    expect(browsers.use('/bin/sh')).toMatchObject({ ok: false, failure: { code: 'not_found' } });
    expect(saved.path).toBe(edge);
    expect(browsers.use(null)).toMatchObject({ ok: true, value: { chosen: null } });
  });

  it('is the program that the operator points at, inside a Mac’s application as well', async () => {
    const inside = '/Applications/Arc.app/Contents/MacOS/Arc';
    const { browsers, saved } = rig([chrome, inside], '/Applications/Arc.app');
    expect(await browsers.pick()).toMatchObject({ ok: true, value: { chosen: { name: 'Arc', path: inside } } });
    expect(saved.path).toBe(inside);
  });

  it('stays when the operator points at what is no program, or changes their mind', async () => {
    const wrong = rig([chrome], '/home/ana/letter.pdf');
    expect(await wrong.browsers.pick()).toMatchObject({ ok: false, failure: { code: 'not_a_browser' } });
    expect(wrong.saved.path).toBeNull();
    expect(await rig([chrome]).browsers.pick()).toEqual({ ok: true, value: null });
  });

  it('is said to be missing once its program is gone', () => {
    const { browsers, saved } = rig([chrome]);
    saved.path = edge;
    expect(browsers.list()).toMatchObject({ chosen: { name: 'Microsoft Edge' }, isChosenMissing: true });
  });
});
