import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { createText } from '../../../domain/text/index.ts';
import {
  applicationMenu,
  type MenuChoices,
  type MenuState,
  trayMenu,
  wordsMenu,
} from '../../../electron/desktop/menu.ts';

const { text } = createText('en');

function record(): { calls: string[]; choices: MenuChoices } {
  const calls: string[] = [];
  const note = (what: string) => () => void calls.push(what);
  return {
    calls,
    choices: {
      emit: (command) => void calls.push(`emit ${command}`),
      show: note('show'),
      pause: note('pause'),
      resume: note('resume'),
      showLogs: note('showLogs'),
      copyLogs: note('copyLogs'),
      showLicences: note('showLicences'),
      update: note('update'),
      quit: note('quit'),
    },
  };
}

function all(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])]);
}

function choose(template: readonly MenuItemConstructorOptions[], id: string): void {
  const item = all(template).find((one) => one.id === id);
  (item?.click as (() => void) | undefined)?.();
}

const windows = { isMac: false, sending: 'pausable', update: null } as const;
const mac = { isMac: true, sending: 'pausable', update: '1.2.0' } as const;

describe('the application menu', () => {
  it('brings the window to the front before it asks something of it', () => {
    const { calls, choices } = record();
    const menu = applicationMenu(text, windows, choices);
    choose(menu, 'reports');
    choose(menu, 'newCampaign');
    expect(calls).toEqual(['show', 'emit reports', 'show', 'emit newCampaign']);
  });

  it('gives no key to two items, and every item with an id an id of its own', () => {
    for (const state of [windows, mac]) {
      const items = all(applicationMenu(text, state, record().choices));
      const keys = items.flatMap(({ accelerator }) => accelerator ?? []);
      expect(keys.length).toBeGreaterThan(6);
      // Ctrl+5 and Ctrl+, both open the settings, by different keys.
      expect(new Set(keys).size).toBe(keys.length);
      const ids = items.flatMap(({ id }) => id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('offers a newer version once it lies ready, and not before', () => {
    const { calls, choices } = record();
    expect(all(applicationMenu(text, windows, choices)).some(({ id }) => id === 'update')).toBe(false);
    const menu = applicationMenu(text, mac, choices);
    expect(all(menu).find(({ id }) => id === 'update')?.label).toBe('Update to 1.2.0 and restart');
    choose(menu, 'update');
    expect(calls).toEqual(['update']);
  });

  it('asks before it quits: no item ends the app by its role', () => {
    for (const state of [windows, mac]) {
      const { calls, choices } = record();
      const menu = applicationMenu(text, state, choices);
      expect(all(menu).filter(({ role }) => role === 'quit')).toEqual([]);
      choose(menu, 'quit');
      expect(calls).toEqual(['quit']);
    }
  });

  it('follows the Mac’s habits on a Mac alone', () => {
    const { choices } = record();
    const [first] = applicationMenu(text, mac, choices);
    expect(first?.label).toBe('SendOnce');
    expect(all(first ? [first] : []).map(({ role, id }) => role ?? id)).toEqual(
      expect.arrayContaining(['about', 'preferences', 'services', 'hide', 'hideOthers', 'unhide', 'quit']),
    );
    const others = all(applicationMenu(text, windows, choices)).map(({ role }) => role);
    expect(others).not.toContain('services');
    expect(others).not.toContain('windowMenu');
  });

  it('offers to pause what goes out, to go on while it is paused, and neither where there is nothing', () => {
    const enabled = (sending: MenuState['sending']) => {
      const items = all(applicationMenu(text, { isMac: false, sending, update: null }, record().choices));
      return ['pauseAll', 'resumeAll'].map((id) => items.find((item) => item.id === id)?.enabled);
    };
    expect(enabled('pausable')).toEqual([true, false]);
    expect(enabled('paused')).toEqual([false, true]);
    expect(enabled('neither')).toEqual([false, false]);
  });

  it('says everything in words: each item has a label', () => {
    const items = all(applicationMenu(text, mac, record().choices)).filter(({ type }) => type !== 'separator');
    for (const { label, role } of items) expect(label, role).toMatch(/\p{L}/u);
  });
});

describe('the tray', () => {
  it('says what happens, and lets the operator pause, look and quit', () => {
    const { calls, choices } = record();
    const menu = trayMenu(text, 'Sending: 3 of 9 processed', windows, choices);
    expect(menu[0]).toMatchObject({ label: 'Sending: 3 of 9 processed', enabled: false });
    for (const id of ['pauseAll', 'show', 'quit']) choose(menu, id);
    choose(trayMenu(text, 'Paused', { isMac: false, sending: 'paused', update: null }, choices), 'resumeAll');
    expect(calls).toEqual(['pause', 'show', 'quit', 'resume']);
  });

  it('has nothing to pause while nothing waits', () => {
    const menu = trayMenu(
      text,
      'Nothing to send',
      { isMac: false, sending: 'neither', update: null },
      record().choices,
    );
    expect(menu.find(({ id }) => id === 'pauseAll')?.enabled).toBe(false);
  });
});

describe('a right click', () => {
  const editFlags = {
    canUndo: false,
    canRedo: false,
    canCut: true,
    canCopy: true,
    canPaste: true,
    canDelete: true,
    canSelectAll: true,
    canEditRichly: false,
  };
  const roles = (pressed: Partial<Parameters<typeof wordsMenu>[1]>) =>
    wordsMenu(text, { isEditable: false, selectionText: '', editFlags, ...pressed })
      .filter(({ enabled }) => enabled)
      .map(({ role }) => role);

  it('in a field offers what can be done with its words', () => {
    expect(roles({ isEditable: true })).toEqual(['cut', 'copy', 'paste', 'selectAll']);
  });

  it('on words that are selected offers to copy them, and elsewhere nothing', () => {
    expect(roles({ selectionText: '+44 7700 900123' })).toEqual(['copy']);
    expect(roles({ selectionText: ' ' })).toEqual([]);
  });
});
