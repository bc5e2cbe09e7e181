/** Rows of a list as parties have them: a name, a number, and four more columns. */
const givenNames = [
  ...['Amina', 'José', 'Layla', 'Oğuz', 'Grace', 'Łukasz', 'Chloë', 'Raj', 'Søren', 'Inés', 'Ann', 'Bo', 'Wei', 'Marc'],
  ...[
    'محمد',
    'فاطمة',
    'أحمد',
    'ليلى',
    'يوسف',
    'Thomas',
    'Deborah',
    'Ximena',
    'Kwame',
    'Nadia',
    'Ólafur',
    'Jürgen',
    'Priya',
  ],
] as const;
const familyNames = [
  ...['Okafor', 'Müller', 'García', 'Haddad', 'Silva', 'Nowak', 'Brown', 'Ferreira', 'Khan', 'Ó Briain', 'Li', 'Zhang'],
  ...[
    'الحسن',
    'عبد الله',
    'Fitzgerald',
    'Nkrumah',
    'Xu',
    'Papadopoulos',
    'Sørensen',
    'Quispe',
    'Vázquez',
    'Ito',
    'Jones',
  ],
] as const;
const syllables = [
  'ba',
  'lo',
  'mi',
  'ra',
  'sen',
  'tor',
  'vi',
  'ka',
  'du',
  'wen',
  'pre',
  'gol',
  'ni',
  'shu',
  'fe',
  'zar',
];
const firstNumber = 447_800_000_000;
const firstBrazilian = 5_511_960_000_000;

export const headers = ['Name', 'Mobile', 'Ward', 'Street', 'Member since', 'Note'] as const;
export const mapping = {
  phone: 1,
  further: [],
  area: null,
  name: 0,
  country: null,
  fields: [{ index: 2, key: 'ward' }],
};

/** The name of the person with this index: a common one, and for every third person a rare family name. */
export function nameOf(index: number): string {
  const scattered = (index * 2_654_435_761) % 2 ** 32;
  const given = givenNames[scattered % givenNames.length] ?? '';
  const common = familyNames[Math.floor(scattered / 64) % familyNames.length] ?? '';
  return `${given} ${index % 3 === 0 ? rareName(scattered) : common}`;
}

function rareName(scattered: number): string {
  const letters = [4, 8, 12, 16].map((shift) => syllables[(scattered >>> shift) & 15]).join('');
  return letters.charAt(0).toUpperCase() + letters.slice(1);
}

/** Nine of ten are British mobile phones, the others Brazilian ones. */
export function phoneOf(index: number): string {
  return `+${index % 10 === 9 ? firstBrazilian + index : firstNumber + index}`;
}

/** Returns the same rows at each call. */
export function rowsOf(count: number): string[][] {
  return Array.from({ length: count }, (_, index) => [
    nameOf(index),
    phoneOf(index),
    `Ward ${index % 40}`,
    `${index % 300} High Street`,
    String(1980 + (index % 45)),
    index % 7 === 0 ? 'met at the fair, prefers mornings' : '',
  ]);
}
