/** Digits of Arabic and Persian keyboards as those of ours. */
export function latinDigits(text: string): string {
  return text.replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

/** A number as people type it, in the digits of any keyboard, its tenths behind a point or a comma; NaN where it is none. */
export function typedNumber(text: string): number {
  const plain = latinDigits(text)
    .trim()
    .replace(/[,\u066b]/, '.');
  return /^[\d.]+$/.test(plain) ? Number(plain) : Number.NaN;
}
