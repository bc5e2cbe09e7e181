import { csv, type GeneratedList, type TrueRow } from './generated-list.ts';
import { type Random, random } from './random.ts';

const headers = [
  ...[
    'م',
    'اسم المريض',
    'رقم الملف',
    'الرقم القومي',
    'رقم الموبايل',
    'تليفون المنزل',
    'هاتف المرافق',
    'الدولة',
    'تاريخ الموعد',
  ],
  ...['الطبيب', 'المبلغ', 'الحالة', 'ملاحظات'],
] as const;
const names = ['أحمد', 'فاطمة', 'مُحمَّد', 'سارة', 'عبد الله', 'منى', 'يوسف', 'هدى', 'الأمير', 'نوال'] as const;
const families = ['المصري', 'عبد الرحمن', 'حسين', 'الشريف', 'السيد', 'منصور', 'البنا'] as const;

/** The appointments of an Arabic clinic, as its reception writes them. */
export function arabicClinic(seed: number, count = 250): GeneratedList {
  const draw = random(seed);
  const rows = Array.from({ length: count }, (_, place) => row(draw, place));
  return { fileName: 'المواعيد.csv', headers, rows, content: csv([headers, ...rows.map(({ cells }) => cells)], ',') };
}

type Numbers = {
  mobile: string;
  home: string;
  companion: string;
  country: string;
  own: string[];
  isUsable: boolean;
  kind: string;
};

function row(draw: Random, place: number): TrueRow {
  const numbers = phones(draw);
  const says = draw.chance(0.04)
    ? {
        text: draw.of([
          'متوفى',
          'مُتَوَفَّاة',
          'لا تتصل',
          'لا ترسل رسائل',
          'لا يرغب في التواصل',
          'رقم خطأ',
          'محظور',
          'رفض التواصل',
        ]),
        saysNo: true,
      }
    : {
        text: draw.of(['', '', '', 'متابعة', 'يفضل الاتصال مساءً', 'حالة عاجلة', 'لا يتناول أدوية', 'أول زيارة']),
        saysNo: false,
      };
  const cells = [
    String(place + 1),
    `${draw.of(names)} ${draw.of(families)}`,
    arabicDigits(`${2_000 + place}`),
    `2${draw.digits(2)}0${1 + draw.below(9)}1${draw.below(10)}01${draw.digits(5)}`,
    ...[numbers.mobile, numbers.home, numbers.companion, numbers.country],
    draw.of([`${10 + draw.below(18)}/1/2026`, arabicDigits(`${10 + draw.below(18)}/1/2026`)]),
    draw.of(['د. سامي', 'د. ليلى']),
    arabicDigits(`${100 + draw.below(900)}`),
    draw.of(['مؤكد', 'ملغي', 'حضر', '']),
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
  const national = `1${draw.of(['0', '1', '2', '5'])}${draw.digits(8)}`;
  const e164 = `+20${national}`;
  const land = `2${draw.of(['2', '3'])}${draw.digits(7)}`;
  const home = draw.chance(0.3) ? `0${land}` : '';
  const companion = draw.chance(0.3) ? `01${draw.of(['0', '1'])}${draw.digits(8)}` : '';
  const whole = (mobile: string, kind: string, given: Partial<Numbers> = {}): Numbers => ({
    mobile: draw.chance(0.3) ? arabicDigits(mobile) : mobile,
    home,
    companion,
    country: draw.of(['', '', 'مصر']),
    own: [e164],
    isUsable: true,
    kind,
    ...given,
  });
  const spaced = `0${national.slice(0, 3)} ${national.slice(3, 6)} ${national.slice(6)}`;
  const kind = draw.weighted({
    plain: 120,
    marks: 20,
    stripped: 25,
    landline: 10,
    swapped: 8,
    several: 14,
    words: 10,
    abroad: 16,
    none: 5,
    companion: 4,
    spreadsheet: 4,
  });
  switch (kind) {
    case 'plain':
      return whole(
        draw.of([
          `0${national}`,
          spaced,
          `+20${national}`,
          `+20 ${national}`,
          `20${national}`,
          `0020${national}`,
          `+20 0${national}`,
          `(+20) ${national}`,
        ]),
        kind,
      );
    case 'marks':
      return whole(
        draw.of([
          `\u200f0${national}`,
          `\u202b${spaced}\u202c`,
          `\u2067+20${national}\u2069`,
          `${e164}\u200e`,
          `٠${arabicDigits(national)}`,
          `۰${persianDigits(national)}`,
          `+ 20 ${national}`,
        ]),
        kind,
      );
    case 'stripped':
      return whole(national, 'lost zero');
    case 'landline':
      return whole(`0${land}`, kind, { home: '', own: [`+20${land}`] });
    case 'swapped':
      return draw.chance(0.5)
        ? whole('', 'swapped, empty', { home: `0${national}` })
        : whole(`0${land}`, 'swapped', { home: `0${national}` });
    case 'several':
      if (draw.chance(0.2))
        return whole(`0${national} / 011${draw.digits(8)}`, 'two mobiles', { home: '', isUsable: false });
      return whole(
        draw.of([
          `0${national} / 0${land}`,
          `0${land} - 0${national}`,
          `0${national} أو 0${land}`,
          `0${national} و 0${land}`,
          `0${national}؛ 0${land}`,
          `0${national}، 010${draw.digits(8)} (زوجته)`,
          `واتساب 0${national} - 012${draw.digits(8)}`,
        ]),
        kind,
        { home: '' },
      );
    case 'words':
      return whole(
        draw.of([`موبايل: 0${national}`, `0${national} واتس`, `ت/ 0${national}`, `0${national} (فودافون)`]),
        kind,
      );
    case 'abroad': {
      const saudi = `5${draw.of(['0', '3', '4', '5', '6'])}${draw.digits(7)}`;
      const emirati = `5${draw.of(['0', '2', '4', '5', '6', '8'])}${draw.digits(7)}`;
      if (draw.chance(0.5))
        return whole(draw.of([`+966${saudi}`, `00966${saudi}`, `+966 ${saudi}`]), kind, {
          own: [`+966${saudi}`],
          country: '',
          home: '',
        });
      return draw.chance(0.5)
        ? whole(`0${saudi}`, 'abroad by row', { own: [`+966${saudi}`], country: 'السعودية', home: '' })
        : whole(`0${emirati}`, 'abroad by row', {
            own: [`+971${emirati}`],
            country: draw.of(['الإمارات', 'UAE']),
            home: '',
          });
    }
    case 'none':
      return whole(draw.of(['', 'لا يوجد', 'مع الزوج', '0100 12']), kind, { home: '', own: [], isUsable: false });
    case 'companion':
      return whole(`010${draw.digits(8)} (ابنه)`, kind, { home: '', own: [], isUsable: false });
    default:
      if (draw.chance(0.5)) return whole('2,01E+11', 'rounded', { home: '', own: [], isUsable: false });
      return whole(draw.of([`${national}.0`, `20${national}.0`]), kind);
  }
}

function arabicDigits(text: string): string {
  return text.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
}

function persianDigits(text: string): string {
  return text.replace(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit)));
}
