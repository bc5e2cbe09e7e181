import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect } from 'vitest';

/** Everything that Tab stops at; while a dialog is open, only its content. */
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

/** The focused element; throws when nothing has the focus. */
async function keptFocus(): Promise<HTMLElement> {
  await waitFor(() => expect(focused()).not.toBe(document.body));
  return focused();
}

/** Presses Tab until a control of that role and name has the focus. */
export async function tabTo(role: string, name: string | RegExp): Promise<HTMLElement> {
  // A disabled control is no stop yet.
  const wanted = await waitFor(() => {
    const found = screen.getByRole(role, { name });
    expect(stops(), `Tab stops at ${role} “${name}”`).toContain(found);
    return found;
  });
  await keptFocus();
  const all = stops();
  // Continues from the focused element in Tab's order; that element need not be a stop itself.
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

/** Presses and releases a key; Enter on a button or a link activates it. */
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

/** Types into the focused element, key by key. */
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

/** Controls of the screen without a name, for which a screen reader could say only their role. */
export function nameless(): string[] {
  return controls.flatMap((role) => {
    const named = new Set(screen.queryAllByRole(role, { name: /\S/ }));
    return screen
      .queryAllByRole(role)
      .filter((element) => !named.has(element))
      .map((element) => element.outerHTML);
  });
}
