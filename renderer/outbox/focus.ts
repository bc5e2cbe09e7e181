/** Where the keys go on when the control that had the focus is gone: the row of the list that Tab reaches, or its search. */
export function focusList(): void {
  focusLost('.list tr[tabindex="0"]');
}

/** The search of the list, when the control that had the focus is gone. */
export function focusSearch(): void {
  focusLost(search);
}

const search = '.list .toolbar input';

function focusLost(wanted: string): void {
  const isLost = document.activeElement === null || document.activeElement === document.body;
  if (!isLost) return;
  const target = document.querySelector<HTMLElement>(wanted) ?? document.querySelector<HTMLElement>(search);
  target?.focus({ preventScroll: true });
}
