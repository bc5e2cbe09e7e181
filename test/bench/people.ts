/** Rows of a list as parties have them: a name, a number, and four more columns. */
const givenNames = ['Amina', 'José', 'Layla', 'Oğuz', 'Grace', 'Łukasz', 'Chloë', 'Raj', 'Søren', 'Inés'];
const familyNames = ['Okafor', 'Müller', 'García', 'Haddad', 'Silva', 'Nowak', 'Brown', 'Ferreira', 'Khan', 'Ó Briain'];
const firstNumber = 447_700_000_000;

export const headers = ['Name', 'Mobile', 'Ward', 'Street', 'Member since', 'Note'] as const;
export const mapping = { phone: 1, name: 0, fields: [{ index: 2, key: 'ward' }] };

/** The same rows each time. Every number is one of a British mobile phone. */
export function rowsOf(count: number): string[][] {
  return Array.from({ length: count }, (_, index) => [
    `${givenNames[index % givenNames.length]} ${familyNames[Math.floor(index / givenNames.length) % familyNames.length]}`,
    `+${firstNumber + index}`,
    `Ward ${index % 40}`,
    `${index % 300} High Street`,
    String(1980 + (index % 45)),
    index % 7 === 0 ? 'met at the fair, prefers mornings' : '',
  ]);
}
