import { fireEvent } from '@testing-library/react';

export type TextBox = HTMLInputElement | HTMLTextAreaElement;

/**
 * Types as a person does, one key after the other. After each key the field must contain its former text and that key.
 * Returns the field's text at the first key that it does not accept.
 */
export function typeInto(field: () => TextBox, words: string): { readonly wanted: string; readonly shown: string } {
  let wanted = field().value;
  for (const key of words) {
    wanted += key;
    fireEvent.keyDown(field(), { key });
    fireEvent.input(field(), { target: { value: wanted }, inputType: 'insertText', data: key });
    fireEvent.keyUp(field(), { key });
    if (field().value !== wanted) break;
  }
  return { wanted, shown: field().value };
}

/**
 * Writes through an input method: letters that become other letters, and Enter, which accepts them and must not submit.
 */
export function compose(field: () => TextBox, steps: readonly string[]): { wanted: string; shown: string } {
  const before = field().value;
  const isComposing = true;
  fireEvent.compositionStart(field());
  for (const letters of steps) {
    fireEvent.keyDown(field(), { key: 'Process', isComposing });
    fireEvent.compositionUpdate(field(), { data: letters });
    fireEvent.input(field(), { target: { value: before + letters }, isComposing, inputType: 'insertCompositionText' });
    if (field().value !== before + letters) return { wanted: before + letters, shown: field().value };
  }
  fireEvent.keyDown(field(), { key: 'Enter', isComposing });
  fireEvent.compositionEnd(field(), { data: steps.at(-1) ?? '' });
  fireEvent.keyUp(field(), { key: 'Enter' });
  return { wanted: before + (steps.at(-1) ?? ''), shown: field().value };
}

/** Pastes words into the middle of the text. */
export function paste(field: () => TextBox, words: string): { wanted: string; shown: string } {
  const { value } = field();
  const middle = Math.floor(value.length / 2);
  const wanted = value.slice(0, middle) + words + value.slice(middle);
  fireEvent.paste(field(), { clipboardData: { getData: () => words } });
  fireEvent.input(field(), { target: { value: wanted }, inputType: 'insertFromPaste' });
  return { wanted, shown: field().value };
}
