import type { GeneratedList, TrueRow } from './generated-list.ts';
import { type Random, random } from './random.ts';

const headers = [
  ...['Mitglieds-Nr.', 'Name', 'Steuer-ID', 'Vorwahl', 'Telefon', 'Festnetz', 'Notfallkontakt Telefon', 'PLZ', 'Ort'],
  ...['Beitrag', 'Eintritt', 'Bemerkung'],
] as const;
const names = ['Wiebke', 'Jürgen', 'Käthe', 'Sören', 'Heike', 'Ole', 'Grete', 'Björn'] as const;
const families = ['Albers', 'Behrends', 'Müller', 'Groß', 'von der Heide', 'Janßen', 'Saathoff'] as const;

/** Marks generated cells that are written as numbers, as spreadsheets keep them. */
const asNumber = '\u0000';

/** The members of a German club, in a workbook where cells that nobody formatted are numbers. */
export function germanClub(
  seed: number,
  workbook: (sheets: Readonly<Record<string, string>>) => Uint8Array,
  count = 1_200,
): GeneratedList {
  const draw = random(seed);
  const rows = Array.from({ length: count }, (_, place) => row(draw, place));
  const xml = [headers, ...rows.map(({ cells }) => cells)].map(
    (cells, place) => `<row r="${place + 1}">${cells.map((cell) => cellXml(cell)).join('')}</row>`,
  );
  const content = workbook({ Mitglieder: xml.join('') });
  const plain = rows.map((one) => ({ ...one, cells: one.cells.map((cell) => cell.replace(asNumber, '')) }));
  return { fileName: 'mitglieder.xlsx', headers, rows: plain, content };
}

function cellXml(cell: string): string {
  if (cell === '') return '<c/>';
  if (cell.startsWith(asNumber)) return `<c><v>${cell.slice(1)}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`;
}

type Numbers = { area: string; phone: string; land: string; own: string[]; isUsable: boolean; kind: string };

function row(draw: Random, place: number): TrueRow {
  const numbers = phones(draw);
  const says = draw.chance(0.02)
    ? {
        text: draw.of([
          'nicht anrufen',
          'verstorben',
          'gesperrt',
          'Verstorben 03/2025',
          'bitte keine Nachrichten',
          'Kontaktsperre',
          'Will keine WhatsApp',
        ]),
        saysNo: true,
      }
    : {
        text: draw.of([
          '',
          '',
          '',
          'zahlt bar',
          'Kassenwart',
          'abends nicht anrufen vor 18 Uhr'.replace('abends ', ''),
          'Ehrenmitglied',
          'wohnt in Sperrenberg',
        ]),
        saysNo: false,
      };
  const cells = [
    `${asNumber}${10_017 + place * 3}`,
    `${draw.of(names)} ${draw.of(families)}`,
    taxId(draw),
    ...[numbers.area, numbers.phone, numbers.land],
    draw.chance(0.2) ? `0${draw.of(['171', '160', '152'])} ${draw.digits(8)}` : '',
    `${asNumber}2${draw.digits(4)}`,
    draw.of(['Emden', 'Hamburg', 'Leer']),
    draw.of(['1.236,56 €', '48,00 €', '0,00 €', `${asNumber}48`]),
    `0${1 + draw.below(9)}.0${1 + draw.below(9)}.20${10 + draw.below(15)}`,
    says.text,
  ];
  return {
    cells,
    own: says.saysNo ? [] : numbers.own,
    isUsable: numbers.isUsable && !says.saysNo,
    kind: says.saysNo ? `says no: ${says.text}` : numbers.kind,
  };
}

function phones(draw: Random): Numbers {
  const [code, rest] = draw.of([
    ['171', draw.digits(7)],
    ['175', draw.digits(7)],
    ['176', draw.digits(8)],
    ['151', draw.digits(8)],
    ['160', draw.digits(7)],
    ['157', draw.digits(8)],
  ] as const);
  const e164 = `+49${code}${rest}`;
  const [place, local] = draw.of([
    ['40', `6${draw.digits(7)}`],
    ['4921', `9${draw.digits(4)}`],
    ['491', `7${draw.digits(4)}`],
    ['30', `4${draw.digits(7)}`],
  ] as const);
  const landline = `+49${place}${local}`;
  const land = draw.chance(0.25) ? draw.of([`0${place} ${local}`, `0${place}/${local}`, `+49 ${place} ${local}`]) : '';
  const whole = (phone: string, kind: string, given: Partial<Numbers> = {}): Numbers => ({
    area: '',
    phone,
    land,
    own: [e164],
    isUsable: true,
    kind,
    ...given,
  });
  const kind = draw.weighted({
    plain: 700,
    lostPlus: 60,
    lostZero: 40,
    area: 50,
    landline: 100,
    swapped: 40,
    several: 45,
    words: 25,
    own: 20,
    abroad: 16,
    odd: 60,
    spreadsheet: 14,
    none: 15,
    others: 8,
    local: 12,
  });
  switch (kind) {
    case 'plain':
      return whole(
        draw.of([
          `0${code} ${rest}`,
          `0${code}/${rest}`,
          `0${code}-${rest.slice(0, -2)} ${rest.slice(-2)}`,
          `0${code}${rest}`,
          `(0${code}) ${rest}`,
        ]),
        kind,
      );
    case 'own':
      return whole(
        draw.of([`+49 ${code} ${rest}`, `0049${code}${rest}`, `+49 (0)${code} ${rest}`, `+49(0)${code}/${rest}`]),
        kind,
      );
    case 'lostPlus':
      // The German country code without a plus, kept as a number, looks like a landline in the area 0491.
      return whole(`${draw.of([asNumber, ''])}49${code}${rest}`, kind);
    case 'lostZero':
      return whole(`${draw.of([asNumber, ''])}${code}${rest}`, kind);
    case 'area':
      return draw.chance(0.6)
        ? whole(draw.of([rest, `${rest.slice(0, 3)} ${rest.slice(3)}`]), kind, {
            area: draw.of([`0${code}`, code, `${asNumber}${code}`]),
          })
        : whole(local, kind, { area: draw.of([`0${place}`, place]), land: '', own: [landline] });
    case 'landline':
      return whole(draw.of([`0${place} ${local}`, `0${place}/${local}`, `+49 ${place} ${local}`]), kind, {
        land: '',
        own: [landline],
      });
    case 'swapped':
      return draw.chance(0.5)
        ? whole('', 'swapped, empty', { land: `0${code} ${rest}` })
        : whole(`0${place} ${local}`, 'swapped', { land: `0${code}/${rest}` });
    case 'several':
      if (draw.chance(0.15))
        return whole(`0${code} ${rest} / 0171 ${draw.digits(7)}`, 'two mobiles', { land: '', isUsable: false });
      return whole(
        draw.of([
          `0${code} ${rest} / 0${place} ${local}`,
          `0${place} ${local}, mobil 0${code} ${rest}`,
          `0${place}/${local} 0${code}/${rest}`,
          `0${code}/${rest} oder 0${place}/${local}`,
          `0${place} ${local} und 0${code} ${rest}`,
          `p: 0${place} ${local}; m: 0${code} ${rest}`,
          `0${code} ${rest} (0171 ${draw.digits(7)} Mutter)`,
          `0171 ${draw.digits(7)} (Mutter), 0${code} ${rest}`,
        ]),
        kind,
        { land: '' },
      );
    case 'words':
      return whole(
        draw.of([
          `mobil: 0${code} ${rest}`,
          `0${code} ${rest} (privat)`,
          `Handy 0${code}-${rest}`,
          `0${code} ${rest} ab 18 Uhr`,
        ]),
        kind,
      );
    case 'abroad': {
      const [number, text] = draw.of([
        ['+43664', '+43 664 '],
        ['+4179', '0041 79 '],
        ['+43660', '0043660'],
      ] as const);
      const tail = `${1 + draw.below(9)}${draw.digits(6)}`;
      return whole(`${text}${tail}`, kind, { own: [`${number}${tail}`], land: '' });
    }
    case 'odd':
      return whole(
        draw.of([
          `0${code}.${rest}`,
          ` 0${code}  ${rest} `,
          `0${code} – ${rest}`,
          `'0${code}${rest}`,
          `tel:0${code}${rest}`,
          `0 ${code} ${rest}`,
          `+0049 ${code} ${rest}`,
          `00 49 ${code} ${rest}`,
        ]),
        kind,
      );
    case 'spreadsheet':
      if (draw.chance(0.4)) return whole('4,91E+11', 'rounded', { land: '', isUsable: false });
      return whole(draw.of([`49${code}${rest}.0`, `${code}${rest}.0`]), kind);
    case 'none':
      return whole(draw.of(['', 'siehe Vertrag', `0${code} 39`, '---', 'hat keins']), kind, {
        land: '',
        own: [],
        isUsable: false,
      });
    case 'others':
      return whole(`0171 ${draw.digits(7)} (Mutter)`, kind, { land: '', own: [], isUsable: false });
    default:
      // Complete only within its town.
      return whole(local, kind, { land: '', own: [landline], isUsable: false });
  }
}

function taxId(draw: Random): string {
  const ten = `${1 + draw.below(9)}${draw.digits(9)}`;
  let product = 10;
  for (const digit of ten) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  const id = `${ten}${(11 - product) % 10}`;
  return draw.chance(0.5) ? id.replace(/(\d{2})(\d{3})(\d{3})(\d{3})/, '$1 $2 $3 $4') : id;
}
