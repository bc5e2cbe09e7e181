/** Where the keys go on when the control that had the focus is gone: the row of the list that Tab reaches, or its search. */
export function focusList(): void {
  focusLost([reached]);
}

/** The row of a message that was shown in the panel, when the panel that had the focus is gone. */
export function focusRow(id: number): void {
  focusLost([`.list tr[data-key="${id}"]`, reached]);
}

/** The way into the chats in doubt, when the round through them is left; where none is left, the row that Tab reaches. */
export function focusCheck(): void {
  focusLost(['.list [data-check]', reached]);
}

/** The search of the list, when the control that had the focus is gone. */
export function focusSearch(): void {
  focusLost([]);
}

const reached = '.list tr[tabindex="0"]';
const search = '.list .toolbar input';

/** The first of these that is there. */
function focusLost(wanted: readonly string[]): void {
  const isLost = document.activeElement === null || document.activeElement === document.body;
  if (!isLost) return;
  const found = [...wanted, search].map((one) => document.querySelector<HTMLElement>(one));
  found.find((element) => element !== null)?.focus({ preventScroll: true });
}
