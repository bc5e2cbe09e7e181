/** An artificial language: English with accents on every letter, 40 % longer, in brackets. */
const accented: Readonly<Record<string, string>> = Object.fromEntries(
  [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter, place) => [
    letter,
    [...'åƀçđéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ'][place] ?? letter,
  ]),
);
const growth = 0.4;
/** Values and markup stay as they are. */
const untouched = /(\{\{.*?\}\}|<.*?>)/;

type Words = { readonly [key: string]: string | Words };

export function pseudo<Section extends Words>(section: Section): Section {
  const entries = Object.entries(section).map(([key, value]) => [
    key,
    typeof value === 'string' ? pseudoWords(value) : pseudo(value),
  ]);
  return Object.fromEntries(entries);
}

function pseudoWords(words: string): string {
  const parts = words.split(untouched);
  const letters = parts.map((part) => (untouched.test(part) ? '' : part)).join('').length;
  const longer = parts.map((part) =>
    untouched.test(part) ? part : [...part].map((letter) => accented[letter] ?? letter).join(''),
  );
  // Spaces in the filling let it wrap as words would.
  return `[${longer.join('')}${' ñöñ'.repeat(Math.ceil((letters * growth) / 4))}]`;
}
