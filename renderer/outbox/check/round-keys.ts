/** Keys belong to the round while the focus is in it, and when nothing has it. */
export function isOfRound({ target }: KeyboardEvent, root: HTMLElement | null): boolean {
  return target instanceof Node && (target === document.body || root?.contains(target) === true);
}
