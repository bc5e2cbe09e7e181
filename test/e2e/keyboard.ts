/**
 * Works by the keyboard alone, and reads what a screen reader would say: the accessibility tree of the focused element.
 */
import type { CDPSession, Page } from 'playwright-core';
import { frames } from '../support/at-rest.ts';
import { until } from '../support/until.ts';

export type Stop = { readonly role: string; readonly name: string };

/** More presses than any screen has stops. */
const mostPresses = 120;
const framesToFollow = 4;

export class Keyboard {
  readonly #page: Page;
  readonly #session: CDPSession;
  /** Stops that had the focus without showing it. */
  readonly unseen: string[] = [];

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async at(page: Page): Promise<Keyboard> {
    const session = await page.context().newCDPSession(page);
    await session.send('Accessibility.enable');
    return new Keyboard(page, session);
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
    await frames(this.#page, framesToFollow);
  }

  type(words: string): Promise<void> {
    return this.#page.keyboard.type(words);
  }

  /** What a screen reader says about the focused element. */
  async focused(): Promise<Stop> {
    const { result } = await this.#session.send('Runtime.evaluate', { expression: 'document.activeElement' });
    const { nodes } = await this.#session.send('Accessibility.getPartialAXTree', {
      ...(result.objectId === undefined ? {} : { objectId: result.objectId }),
      fetchRelatives: false,
    });
    const [node] = nodes;
    return { role: String(node?.role?.value ?? ''), name: String(node?.name?.value ?? '') };
  }

  /** Presses Tab until the stop is reached. Throws with all stops on the way when it is never reached. */
  tabTo(role: string, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    return this.moveTo(role, name, key);
  }

  /** Presses another key that moves the focus, as `tabTo` does with Tab. */
  async moveTo(role: string, name: string | RegExp, key: string): Promise<void> {
    const stops: string[] = [];
    for (let presses = 0; presses < mostPresses; presses += 1) {
      const stop = await this.focused();
      if (stop.role === role && fits(stop.name, name)) return;
      stops.push(`${stop.role} “${stop.name}”`);
      await this.press(key);
      await this.#look();
    }
    throw new Error(`no ${role} “${name}” among: ${stops.join(', ')}`);
  }

  /** Waits until an element has the focus that the keyboard did not move there, as in a dialog that opened. */
  async untilFocused(role: string, name: string | RegExp): Promise<void> {
    await until(async () => {
      const stop = await this.focused();
      return stop.role === role && fits(stop.name, name);
    });
  }

  async activate(role: string, name: string | RegExp): Promise<void> {
    await this.tabTo(role, name);
    await this.press('Enter');
  }

  /** The names of all elements with this role that a screen reader finds on the screen. */
  async named(role: string): Promise<string[]> {
    const { nodes } = await this.#session.send('Accessibility.getFullAXTree');
    return nodes
      .filter((node) => !node.ignored && node.role?.value === role)
      .map((node) => String(node.name?.value ?? ''));
  }

  /** Stops without a name: a screen reader could say only their role. */
  async nameless(): Promise<string[]> {
    const roles = ['button', 'textbox', 'checkbox', 'radio', 'tab', 'combobox', 'link', 'switch', 'searchbox', 'grid'];
    const found: string[] = [];
    for (const role of roles) if ((await this.named(role)).includes('')) found.push(role);
    return found;
  }

  async #look(): Promise<void> {
    const seen = await this.#page.evaluate(() => {
      const element = document.activeElement;
      // Between the last stop of the page and the first, the focus is in the window's own frame.
      if (element === null || element === document.body) return true;
      // A field may show its focus on the frame around it, a tab on the background of its words.
      const frame = element.closest(':is(.editor, .input, .field)') ?? element;
      const styles = [getComputedStyle(element), getComputedStyle(frame), getComputedStyle(element, '::before')];
      return styles.some(({ outlineStyle, outlineWidth, boxShadow }) => {
        return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
      });
    });
    if (seen) return;
    const { role, name } = await this.focused();
    this.unseen.push(`${role} “${name}”`);
  }
}

function fits(name: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? name === wanted : wanted.test(name);
}
