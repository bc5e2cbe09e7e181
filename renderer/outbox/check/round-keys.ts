import { isLetterKey } from '../../ui/hooks/letter-key.ts';

/** Keys belong to the round while the focus is in it, and when nothing has it. */
export function isOfRound({ target }: KeyboardEvent, root: HTMLElement | null): boolean {
  return target instanceof Node && (target === document.body || root?.contains(target) === true);
}

/** A letter alone. A key that is held counts once. */
export function isPlainKey(event: KeyboardEvent, letter: string): boolean {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return false;
  return isLetterKey(event, letter);
}
