/** Whether a key is a letter's: on a keyboard without Latin letters, the key that has the letter elsewhere. */
export function isLetterKey({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>, letter: string): boolean {
  const wanted = letter.toUpperCase();
  return key.toUpperCase() === wanted || (!/^[\u0020-\u007e]$/.test(key) && code === `Key${wanted}`);
}

/** The letter alone, once however long it is held. */
export function plainKey(letter: string): (event: KeyboardEvent) => boolean {
  return (event) => {
    const { repeat, ctrlKey, metaKey, altKey } = event;
    return !repeat && !ctrlKey && !metaKey && !altKey && isLetterKey(event, letter);
  };
}

/** Alt with a key that is no letter. */
export function withAlt(key: string): (event: KeyboardEvent) => boolean {
  return (event) => event.altKey && event.key === key;
}
