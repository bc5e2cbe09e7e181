import { describe, expect, it } from 'vitest';
import { innerAddress, innerOrigin, outerAddress } from '../../host/addresses.ts';
import { printParameters } from '../../host/print.ts';
import { isShortcut } from '../../host/shortcut.ts';
import { decode, encode } from '../../host/wire.ts';

describe('addresses', () => {
  it('shows the app’s own scheme under an https origin and leads back', () => {
    const outer = outerAddress('app://bundle/a/b.html?c=d#e', ['app']);
    expect(outer).toBe('https://bundle.app.host.test/a/b.html?c=d#e');
    expect(innerAddress(outer)).toBe('app://bundle/a/b.html?c=d#e');
    expect(innerOrigin(outer)).toBe('app://bundle');
  });

  it('leaves every other address alone', () => {
    expect(outerAddress('http://localhost:5173/x', ['app'])).toBe('http://localhost:5173/x');
    expect(innerAddress('https://bundle.app.host.test.evil.invalid/')).toBe(
      'https://bundle.app.host.test.evil.invalid/',
    );
    expect(innerOrigin('https://elsewhere.invalid/page')).toBe('https://elsewhere.invalid');
  });
});

describe('wire', () => {
  it('brings back every kind of value that it takes', () => {
    const value = {
      nothing: undefined,
      empty: null,
      big: 9007199254740993n,
      notFinite: [Number.NaN, Number.NEGATIVE_INFINITY],
      date: new Date(1),
      map: new Map<unknown, unknown>([['$', new Set([1])]]),
      bytes: new Uint8Array(100_000).fill(200),
      $: 'u',
      ['__proto__']: 'kept',
    };
    expect(decode(encode(value))).toEqual(value);
    const error = decode(encode(new RangeError('too far'))) as Error;
    expect([error.name, error.message]).toEqual(['RangeError', 'too far']);
  });
});

describe('shortcuts', () => {
  const press = { key: 'n', ctrlKey: true, metaKey: false, altKey: false, shiftKey: false };

  it('takes CmdOrCtrl for the command key on a Mac and the control key elsewhere', () => {
    expect(isShortcut('CmdOrCtrl+N', press, 'linux')).toBe(true);
    expect(isShortcut('CommandOrControl+N', press, 'darwin')).toBe(false);
    expect(isShortcut('CmdOrCtrl+N', { ...press, ctrlKey: false, metaKey: true }, 'darwin')).toBe(true);
  });

  it('wants exactly the modifiers that are named', () => {
    expect(isShortcut('Ctrl+N', { ...press, shiftKey: true }, 'linux')).toBe(false);
    expect(isShortcut('Ctrl+Shift+N', press, 'linux')).toBe(false);
    expect(isShortcut('F5', { ...press, key: 'F5', ctrlKey: false }, 'linux')).toBe(true);
    expect(isShortcut('Ctrl+Plus', { ...press, key: '+' }, 'linux')).toBe(true);
  });
});

describe('printing', () => {
  it('gives Chromium the paper in inches, with Electron’s margins where none are set', () => {
    const given = printParameters({ pageSize: 'A4', landscape: true, margins: { top: 1 } });
    const paper = { paperWidth: 8.27, paperHeight: 11.7, landscape: true };
    expect(given).toEqual({ ...paper, marginTop: 1, marginBottom: 0.4, marginLeft: 0.4, marginRight: 0.4 });
  });
});
