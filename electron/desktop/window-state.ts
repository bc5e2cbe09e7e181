import { z } from 'zod';
import type { Db } from '../../db/database.ts';
import { writeMeta } from '../../db/meta.ts';
import { fromJson } from '../../domain/result.ts';
import type { Log } from '../ports.ts';

const Rectangle = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
type Rectangle = z.infer<typeof Rectangle>;

/** The place of the window, in the desktop's own pixels. `bounds` are those it has when it is not maximised. */
export const WindowState = z.object({ bounds: Rectangle, isMaximised: z.boolean() });
export type WindowState = z.infer<typeof WindowState>;

export const usualSize = { width: 1280, height: 800 } as const;
export const leastSize = { width: 640, height: 480 } as const;
/** How much of the window must be on a display, so that it can be seen and dragged. */
const leastVisible = { width: 200, height: 100 } as const;

/** Where the window was when the app last ended; null where that is not known. */
export function readWindowState(stored: string | undefined): WindowState | null {
  // A state of another version is worth no more than none.
  return WindowState.safeParse(fromJson(stored ?? '')).data ?? null;
}

/** Stores where the window is. A full disk, or another program that writes, must not stop anything for this. */
export function keepWindowState(db: Db, state: WindowState, log: Pick<Log, 'error'>): void {
  try {
    writeMeta(db, 'window', JSON.stringify(state));
  } catch (error) {
    log.error('window state not stored', error);
  }
}

/** Where the window opens: where it was, or where the system puts it if that display is gone or smaller. */
export function placeWindow(
  saved: WindowState | null,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> & { width: number; height: number } {
  if (saved === null) return usualSize;
  const { bounds } = saved;
  const area = workAreas.find((one) => isVisibleOn(bounds, one));
  if (area) {
    const width = Math.min(bounds.width, area.width);
    return { x: bounds.x, y: bounds.y, width, height: Math.min(bounds.height, area.height) };
  }
  const [first] = workAreas;
  return {
    width: Math.max(leastSize.width, Math.min(bounds.width, first?.width ?? usualSize.width)),
    height: Math.max(leastSize.height, Math.min(bounds.height, first?.height ?? usualSize.height)),
  };
}

/** Whether the title bar is on the display, since the window is moved by it. */
function isVisibleOn(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const height = Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y);
  return width >= leastVisible.width && height >= leastVisible.height && bounds.y >= area.y;
}
