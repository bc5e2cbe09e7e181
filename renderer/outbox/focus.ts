/** Moves the focus, when its control is gone, to the row of the list that Tab reaches, or to the search. */
export function focusList(): void {
  focusLost([reached]);
}

/** Moves the focus, when a message's panel is gone, to the row of that message. */
export function focusRow(id: number): void {
  focusLost([`.list tr[data-key="${id}"]`, reached]);
}

/** Moves the focus, when the round through the chats is left, to the button that opens it. */
export function focusCheck(): void {
  focusLost(['.list [data-check]', reached]);
}

/** Moves the focus, when its control is gone, to the list's search. */
export function focusSearch(): void {
  focusLost([]);
}

const reached = '.list tr[tabindex="0"]';
const search = '.list .toolbar input';

/** Where nothing has the focus any more, focuses the first of these that exists, else the search. */
function focusLost(wanted: readonly string[]): void {
  const isLost = document.activeElement === null || document.activeElement === document.body;
  if (!isLost) return;
  const found = [...wanted, search].map((one) => document.querySelector<HTMLElement>(one));
  found.find((element) => element !== null)?.focus({ preventScroll: true });
}
