import type { FormatToken } from './format-tokens.ts';
import { exactIntegerMax } from './stored-number.ts';

/** More decimals than a spreadsheet's numbers have. */
const decimalsMost = 15;

/**
 * A number of at least zero as a section of a format shows it. `general` is the number where the section leaves its form
 * open. Null where the section holds something that is not known here: fractions, or groups among other signs.
 */
export function formatNumber(value: number, tokens: readonly FormatToken[], general: string): string | null {
  if (tokens.some(({ kind }) => kind === 'general')) return withGeneral(tokens, general);
  const places = tokens.flatMap((token, index) => (token.kind === 'digit' ? [index] : []));
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return literals(tokens);
  const point = tokens.findIndex(({ kind }) => kind === 'point');
  const whole = places.filter((index) => point < 0 || index < point);
  const decimals = places.length - whole.length;
  const isFraction = tokens.some((token, index) => token.kind === 'literal' && token.text === '/' && index > first);
  if (decimals > decimalsMost || isFraction) return null;
  const commas = tokens.flatMap(({ kind }, index) => (kind === 'comma' ? [index] : []));
  const isGrouped = commas.some((index) => index > first && index < (whole.at(-1) ?? 0));
  const isTorn = tokens.slice(first, whole.at(-1)).some(({ kind }) => kind !== 'digit' && kind !== 'comma');
  if (isGrouped && isTorn) return null;
  const thousands = commas.filter((index) => index > (whole.at(-1) ?? last)).length;
  const percents = tokens.filter(({ kind }) => kind === 'percent').length;
  const scaled = (value * 100 ** percents) / 1_000 ** thousands;
  if (!(scaled < exactIntegerMax)) return null;
  const [digits = '', fraction = ''] = rounded(scaled, decimals).split('.');
  const shownWhole = placeWhole(digits === '0' ? '' : digits, tokens, whole, isGrouped);
  return placeAll(tokens, shownWhole, fraction);
}

/** As a spreadsheet rounds: what its 15 digits say, halves away from zero. `value` is below `exactIntegerMax`. */
function rounded(value: number, decimals: number): string {
  const exact = Number(value.toPrecision(15));
  const shifted = Number(`${exact}e${decimals}`);
  // Of a very small number, which is written with an exponent, these decimals are exact.
  if (Number.isNaN(shifted)) return exact.toFixed(decimals);
  if (shifted >= exactIntegerMax) return withZeros(String(exact), decimals);
  return Number(`${Math.round(shifted)}e-${decimals}`).toFixed(decimals);
}

/** A number that has no more decimals than are shown. */
function withZeros(text: string, decimals: number): string {
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(decimals, '0')}`;
}

/** What stands at each place before the point, filled from its right end; the first one takes what is left. */
function placeWhole(
  digits: string,
  tokens: readonly FormatToken[],
  places: readonly number[],
  isGrouped: boolean,
): ReadonlyMap<number, string> {
  const shown = new Map<number, string>();
  let left = digits;
  let count = 0;
  for (const place of places.toReversed()) {
    const token = tokens[place];
    const needed = token?.kind === 'digit' && token.sign === '0' ? '0' : '';
    const mine = place === places[0] && left.length > 0 ? left : left.slice(-1) || needed;
    left = left.slice(0, left.length - mine.length);
    const grouped = isGrouped ? withCommas(mine, count) : mine;
    count += mine.length;
    shown.set(place, grouped);
  }
  return shown;
}

/** Digits with commas, where so many others already stand at their right. */
function withCommas(digits: string, behind: number): string {
  return [...digits]
    .map((digit, index) => {
      const right = behind + digits.length - index - 1;
      return right > 0 && right % 3 === 0 ? `${digit},` : digit;
    })
    .join('');
}

function placeAll(tokens: readonly FormatToken[], whole: ReadonlyMap<number, string>, fraction: string): string {
  const significant = fraction.replace(/0+$/, '').length;
  let decimal = -1;
  return tokens
    .map((token, index) => {
      if (token.kind === 'literal') return token.text;
      if (token.kind === 'percent') return '%';
      if (token.kind === 'point') return '.';
      if (token.kind !== 'digit') return '';
      const before = whole.get(index);
      if (before !== undefined) return before;
      decimal += 1;
      return token.sign === '0' || decimal < significant ? (fraction[decimal] ?? '') : '';
    })
    .join('')
    .trim();
}

function withGeneral(tokens: readonly FormatToken[], general: string): string | null {
  if (tokens.some(({ kind }) => kind !== 'general' && kind !== 'literal')) return null;
  return tokens.map((token) => (token.kind === 'literal' ? token.text : general)).join('');
}

function literals(tokens: readonly FormatToken[]): string | null {
  if (tokens.some(({ kind }) => kind !== 'literal' && kind !== 'percent')) return null;
  return tokens
    .map((token) => (token.kind === 'literal' ? token.text : '%'))
    .join('')
    .trim();
}
