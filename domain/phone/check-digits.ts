/** Identification numbers with check digits, such as tax numbers: a column of them holds no phone numbers. */
const checks: readonly ((digits: string) => boolean)[] = [isCpf, isCnpj, isGermanTaxId, isEgyptianId, isLuhn];

/** Whether nearly all of these cells are valid numbers of one kind with check digits. */
export function areCheckDigitNumbers(cells: readonly string[]): boolean {
  if (cells.length < leastCells) return false;
  const digits = cells.map((cell) => cell.replace(/\D/g, ''));
  return checks.some((check) => digits.filter(check).length >= digits.length * mostShare);
}

/** Fewer cells prove nothing: one phone number in ten passes some check by chance. */
const leastCells = 3;
const mostShare = 0.9;

/** Brazil's tax number of a person: 11 digits, the last two of which are check digits. */
function isCpf(digits: string): boolean {
  if (!/^\d{11}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  return [9, 10].every((length) => {
    const sum = weighted(digits.slice(0, length), (place) => length + 1 - place);
    return ((sum * 10) % 11) % 10 === Number(digits[length]);
  });
}

/** Brazil's tax number of a company: 14 digits, the last two of which are check digits. */
function isCnpj(digits: string): boolean {
  if (!/^\d{14}$/.test(digits)) return false;
  return [12, 13].every((length) => {
    const sum = weighted(digits.slice(0, length), (place) => ((length - 1 - place) % 8) + 2);
    const rest = sum % 11;
    return (rest < 2 ? 0 : 11 - rest) === Number(digits[length]);
  });
}

/** Germany's tax id: 11 digits, the last one a check digit of ISO 7064. */
function isGermanTaxId(digits: string): boolean {
  if (!/^[1-9]\d{10}$/.test(digits)) return false;
  let product = 10;
  for (const digit of digits.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits[10]);
}

/** Egypt's national id: a century, a date of birth and a place. */
function isEgyptianId(digits: string): boolean {
  return /^[23]\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:0[1-4]|1[1-9]|2[1-9]|3[1-5]|88)\d{5}$/.test(digits);
}

/** The check of cards and many ids. Only 12 digits or more count, since shorter ones are as often phone numbers. */
function isLuhn(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((all, digit, place) => {
    const value = place % 2 === 0 ? Number(digit) : Number(digit) * 2;
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function weighted(digits: string, weight: (place: number) => number): number {
  return [...digits].reduce((sum, digit, place) => sum + Number(digit) * weight(place), 0);
}
