import type { InputEvent, WebContents } from 'electron';
import { type PressedChannel, pressedWithinMs } from '../../domain/needs-press.ts';
import type { Clock } from '../ports.ts';

/** The input events that count as a press; moving the mouse does not. */
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
  /** Asks the operator, outside of the page, whether they gave the command. */
  readonly ask: (name: PressedChannel) => Promise<boolean>;
};

/**
 * Real presses on the window, as the browser process sees them: the page can make events of its own, but not these. The
 * press of a screen reader may come another way; then the operator is asked in a dialog that no page can answer.
 */
export class Presses {
  readonly #parts: PressesParts;
  #lastMs = Number.NEGATIVE_INFINITY;
  #asking: Promise<boolean> | null = null;

  constructor(parts: PressesParts) {
    this.#parts = parts;
  }

  watch(contents: Pick<WebContents, 'on'>): void {
    contents.on('input-event', (_event, { type }) => {
      if (presses.has(type)) this.#lastMs = this.#parts.clock.monotonicMs();
    });
  }

  /** Whether a person gave the command: a press came shortly before, or they confirm it now. */
  async isOfPerson(name: PressedChannel): Promise<boolean> {
    if (this.#parts.clock.monotonicMs() - this.#lastMs <= pressedWithinMs(name)) return true;
    // A page that asks again and again gets one dialog, and its answer is for the first command.
    if (this.#asking) return false;
    this.#asking = this.#parts.ask(name);
    return this.#asking.finally(() => {
      this.#asking = null;
    });
  }
}
