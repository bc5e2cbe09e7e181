import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect } from 'vitest';

/** Everything that Tab stops at; with a dialog open, what is in it. */
function stops(): HTMLElement[] {
  const dialogs = document.querySelectorAll<HTMLElement>('[role="dialog"]:not(.toast), [role="alertdialog"]');
  const area = [...dialogs].at(-1) ?? document.body;
  return [...area.querySelectorAll<HTMLElement>('a[href], button, input, textarea, select, [tabindex]')].filter(
    (element) =>
      element.tabIndex >= 0 &&
      !element.matches(':disabled') &&
      element.closest('[hidden], [inert], [aria-hidden="true"]') === null,
  );
}

const focused = () => document.activeElement as HTMLElement;

/** What has the focus, and something always has it. */
async function keptFocus(): Promise<HTMLElement> {
  await waitFor(() => expect(focused()).not.toBe(document.body));
  return focused();
}

/** Presses Tab until a control of that role and name has the focus. */
export async function tabTo(role: string, name: string | RegExp): Promise<HTMLElement> {
  // A control that cannot be used yet is no stop yet.
  const wanted = await waitFor(() => {
    const found = screen.getByRole(role, { name });
    expect(stops(), `Tab stops at ${role} “${name}”`).toContain(found);
    return found;
  });
  await keptFocus();
  const all = stops();
  // From where the focus is on, as Tab goes: what has the focus need not be a stop itself.
  const behind = all.findIndex(
    (stop) => (focused().compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  const order = [...all.slice(behind === -1 ? 0 : behind), ...all.slice(0, behind === -1 ? 0 : behind)];
  for (const stop of order) {
    if (focused() === wanted) break;
    fireEvent.keyDown(focused(), { key: 'Tab' });
    stop.focus();
  }
  expect(focused()).toBe(wanted);
  return wanted;
}

/** Presses and lets go a key; Enter on a button or a link presses it. */
export function pressKey(key: string, more: object = {}): void {
  const target = focused();
  const isTaken = !fireEvent.keyDown(target, { key, ...more });
  if (!isTaken && key === 'Enter' && target.matches('button, a[href]')) fireEvent.click(target, { detail: 0 });
  fireEvent.keyUp(target, { key, ...more });
}

/** Tabs to a button, presses it with Enter, and waits until something has the focus. */
export async function activate(name: string | RegExp): Promise<HTMLElement> {
  await tabTo('button', name);
  pressKey('Enter');
  return keptFocus();
}

/** Types into what has the focus, key by key. */
export function typeKeys(words: string): void {
  let written = '';
  for (const sign of words) {
    const target = focused();
    fireEvent.keyDown(target, { key: sign });
    written += sign;
    fireEvent.input(target, { target: { value: written } });
    fireEvent.keyUp(target, { key: sign });
  }
}

const controls = ['button', 'link', 'textbox', 'combobox', 'radio', 'checkbox', 'switch', 'tab', 'spinbutton'] as const;

/** Controls of the screen that a screen reader could only call by their role. */
export function nameless(): string[] {
  return controls.flatMap((role) => {
    const named = new Set(screen.queryAllByRole(role, { name: /\S/ }));
    return screen
      .queryAllByRole(role)
      .filter((element) => !named.has(element))
      .map((element) => element.outerHTML);
  });
}
