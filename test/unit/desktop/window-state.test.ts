import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { readMeta } from '../../../db/meta.ts';
import { keepWindowState, placeWindow, readWindowState, usualSize } from '../../../electron/desktop/window-state.ts';
import { silentLog } from '../../support/dispatch-rig.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';

const display = { x: 0, y: 25, width: 1920, height: 1055 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };
const at = (x: number, y: number, width = 1000, height = 700) => ({
  bounds: { x, y, width, height },
  isMaximised: false,
});

describe('the window opens', () => {
  it('where it was, on whichever display that is', () => {
    expect(placeWindow(at(2000, 100), [display, second])).toEqual({ x: 2000, y: 100, width: 1000, height: 700 });
  });

  it('where the system puts it, in its old size, when its display is gone', () => {
    expect(placeWindow(at(2000, 100), [display])).toEqual({ width: 1000, height: 700 });
  });

  it('where it can be dragged: never with its title bar above the display, nor with a corner left in sight', () => {
    expect(placeWindow(at(100, -300), [display])).toEqual({ width: 1000, height: 700 });
    expect(placeWindow(at(1900, 500), [display])).toEqual({ width: 1000, height: 700 });
    expect(placeWindow(at(500, 1060), [display])).toEqual({ width: 1000, height: 700 });
  });

  it('no larger than a display that has become smaller', () => {
    expect(placeWindow(at(0, 30, 3000, 2000), [display])).toEqual({ x: 0, y: 30, width: 1920, height: 1055 });
    expect(placeWindow(at(9000, 0, 3000, 2000), [display])).toEqual({ width: 1920, height: 1055 });
  });

  it('in its usual size at the first start, and after a state that cannot be read', () => {
    expect(placeWindow(null, [display])).toEqual(usualSize);
    for (const stored of [undefined, '', '{', '{"bounds":{"x":1}}', '{"bounds":{"x":0,"y":0,"width":0,"height":1}}'])
      expect(readWindowState(stored), stored).toBeNull();
    const state = at(1, 2);
    expect(readWindowState(JSON.stringify(state))).toEqual(state);
  });
});

it('a window that is moved while another program writes to the data, or the disk is full, stops nothing by that', () => {
  const { db } = temporaryStores();
  keepWindowState(db, at(10, 20), silentLog);
  const other = new Database(db.file);
  other.exec('BEGIN IMMEDIATE');
  db.pragma('busy_timeout = 0');
  keepWindowState(db, at(30, 40), silentLog);
  other.close();
  expect(readWindowState(readMeta(db, 'window'))).toEqual(at(10, 20));
});
