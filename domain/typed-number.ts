/** The text with Arabic and Persian digits as ASCII digits. */
export function latinDigits(text: string): string {
  return text.replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

/** A number as people type it, with the digits of any keyboard and a decimal point or comma; NaN where it is none. */
export function typedNumber(text: string): number {
  const plain = latinDigits(text)
    .trim()
    .replace(/[,\u066b]/, '.');
  return /^[\d.]+$/.test(plain) ? Number(plain) : Number.NaN;
}
