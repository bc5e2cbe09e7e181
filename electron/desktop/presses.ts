import type { InputEvent, WebContents } from 'electron';
import { type PressedChannel, pressedWithinMs } from '../../domain/needs-press.ts';
import type { Clock } from '../ports.ts';

/** What a hand does that means something; not that the mouse was moved. */
const presses: ReadonlySet<InputEvent['type']> = new Set([
  'mouseDown',
  'mouseUp',
  'rawKeyDown',
  'keyDown',
  'keyUp',
  'char',
  'touchStart',
  'touchEnd',
  'gestureTap',
  'pointerDown',
  'pointerUp',
]);

type PressesParts = {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** Asks the operator outside of the page whether it was them. */
  readonly ask: (name: PressedChannel) => Promise<boolean>;
};

/**
 * Real presses on the window, as the browser process sees them: the page can make events of its own, but not these. A
 * screen reader's press may come another way; then the operator is asked in a dialog that no page can answer.
 */
export class Presses {
  readonly #parts: PressesParts;
  #lastMs = Number.NEGATIVE_INFINITY;
  #asking: Promise<boolean> | null = null;

  constructor(parts: PressesParts) {
    this.#parts = parts;
  }

  /** Sees the presses on a window's page from now on. */
  watch(contents: Pick<WebContents, 'on'>): void {
    contents.on('input-event', (_event, { type }) => {
      if (presses.has(type)) this.#lastMs = this.#parts.clock.monotonicMs();
    });
  }

  /** Whether a person gave the command: a press was seen shortly before, or they say so now. */
  async isOfPerson(name: PressedChannel): Promise<boolean> {
    if (this.#parts.clock.monotonicMs() - this.#lastMs <= pressedWithinMs(name)) return true;
    // A page that asks again and again gets one dialog, whose answer is for the first.
    if (this.#asking) return false;
    this.#asking = this.#parts.ask(name);
    return this.#asking.finally(() => {
      this.#asking = null;
    });
  }
}
