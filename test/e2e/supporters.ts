/** A spreadsheet with the usual problems, as long as wanted, that says of each row what is to become of it. */

/** What a row of the file is to become. */
export type Fate = 'recipient' | 'repeat' | 'cannot be used';
export type Supporter = { readonly name: string; readonly first: string; readonly mobile: string; readonly fate: Fate };

export type Words = {
  readonly title: string;
  readonly headers: readonly [name: string, first: string, mobile: string, town: string];
  readonly firstNames: readonly string[];
  readonly familyNames: readonly string[];
  readonly towns: readonly string[];
};

export const words: Readonly<Record<'en' | 'ar', Words>> = {
  en: {
    title: 'Supporters, spring 2026 (exported by the office)',
    headers: ['Full name', 'First', 'Mobile', 'Town'],
    firstNames: ['Ada', 'Ben', 'Chloë', 'Dan', 'Eilidh', 'Frank', 'Grace', 'Hugo'],
    familyNames: ["O'Neill", 'Ashdown', 'Müller', 'Okonkwo', 'Shah', 'Nyström'],
    towns: ['Leith', 'Portobello', ''],
  },
  ar: {
    title: 'المناصرون، ربيع ٢٠٢٦',
    headers: ['الاسم الكامل', 'الاسم الأول', 'الجوال', 'المدينة'],
    firstNames: ['ليلى', 'عمر', 'نور', 'سلمى', 'يوسف', 'هدى'],
    familyNames: ['الحسن', 'منصور', 'خليل', 'سعيد'],
    towns: ['الميناء', 'الحي القديم', ''],
  },
};

const everyNth = 25;
/** How people write one and the same kind of number. */
const spellings: readonly ((digits: string) => string)[] = [
  (digits) => `0${digits.slice(0, 4)} ${digits.slice(4)}`,
  (digits) => `+44 ${digits.slice(0, 4)} ${digits.slice(4)}`,
  (digits) => `0044 ${digits}`,
  (digits) => `(0${digits.slice(0, 4)}) ${digits.slice(4, 7)}-${digits.slice(7)}`,
  (digits) => `0${digits}`.replaceAll(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? ''),
  (digits) => `0${digits.slice(0, 4)}.${digits.slice(4)}`,
];
const unusable = ['4.47701E+11', 'ask her sister', '', '07700 9001'] as const;

/** The last three digits 801, 803 and 814 play scenarios: a slow phone, a silent one, and nobody on WhatsApp. */
export const scenarioNumbers = { slow: '7700900801', silent: '7700900803', absent: '7700900814' } as const;

/** `count` rows; the same `count` gives the same rows. */
export function makeSupporters(count: number, { firstNames, familyNames }: Words): Supporter[] {
  const scenarios = Object.values(scenarioNumbers);
  const rows: Supporter[] = [];
  for (let index = 0; index < count; index += 1) {
    const first = firstNames[index % firstNames.length] ?? '';
    const name = `${first} ${familyNames[index % familyNames.length]} ${index + 1}`;
    const digits = scenarios[index / 10 - 1] ?? `${7_700_900_000 + index}`;
    const spelt = spellings[index % spellings.length]?.(digits) ?? digits;
    const before = rows[index - 1];
    if (index % everyNth === 7) {
      rows.push({ name, first, mobile: unusable[index % unusable.length] ?? '', fate: 'cannot be used' });
    } else if (index % everyNth === 13 && before?.fate === 'recipient') {
      rows.push({ name, first, mobile: before.mobile, fate: 'repeat' });
    } else {
      rows.push({ name, first, mobile: spelt, fate: 'recipient' });
    }
  }
  return rows;
}

/** As an office saves it: a title and an empty line above the columns, semicolons, an empty line in the middle. */
export function asFile(rows: readonly Supporter[], { title, headers, towns }: Words): Buffer {
  const lines = rows.map(({ name, first, mobile }, index) =>
    [name, first, mobile, towns[index % towns.length]].join(';'),
  );
  const middle = Math.floor(lines.length / 2);
  const all = [title, ';;;', headers.join(';'), ...lines.slice(0, middle), ';;;', ...lines.slice(middle)];
  return Buffer.from(`\ufeff${all.join('\r\n')}\r\n`);
}
