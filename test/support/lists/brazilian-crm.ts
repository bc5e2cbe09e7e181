import { csv, type GeneratedList, type TrueRow } from './generated-list.ts';
import { type Random, random } from './random.ts';

const headers = [
  ...[
    'Código',
    'Nome completo',
    'CPF',
    'CNPJ',
    'DDD',
    'Celular',
    'Telefone fixo',
    'Contato (recado)',
    'E-mail',
    'Cidade',
  ],
  ...['CEP', 'Valor em aberto', 'Vencimento', 'Situação', 'Ref. pedido', 'Observações'],
] as const;
const areas = '11 12 19 21 22 24 27 31 34 41 44 47 48 51 55 61 62 65 71 79 81 85 91 92 98'.split(' ');
const names = 'Ana José Francisca Antônio Thaís João Conceição Luiz Márcia Edvaldo Ísis Zuleide'.split(' ');
const families = 'Silva,dos Santos,de Souza,Pereira,Araújo,Guimarães,da Conceição,Luz,Falcão,Bloch'.split(',');
const cities = ['São Paulo', 'Belo Horizonte', 'Óbidos', 'Niterói', 'Feira de Santana', 'Não-Me-Toque'] as const;

/** An export of a Brazilian customer file, with the usual faults of such files. */
export function brazilianCrm(seed: number, count = 4_000): GeneratedList {
  const draw = random(seed);
  const rows = Array.from({ length: count }, (_, place) => row(draw, place));
  return { fileName: 'clientes.csv', headers, rows, content: csv([headers, ...rows.map(({ cells }) => cells)], ';') };
}

type Numbers = {
  area: string;
  cell: string;
  fixed: string;
  message: string;
  own: string[];
  isUsable: boolean;
  kind: string;
};

function row(draw: Random, place: number): TrueRow {
  const numbers = phones(draw);
  const says = remark(draw);
  const money = `${1 + draw.below(9)}.${draw.digits(3)},${draw.digits(2)}`;
  const cells = [
    String(100_234 + place),
    `${draw.of(names)} ${draw.of(families)}`.toUpperCase(),
    cpf(draw),
    draw.chance(0.1) ? `${draw.digits(2)}.${draw.digits(3)}.${draw.digits(3)}/0001-${draw.digits(2)}` : '',
    ...[numbers.area, numbers.cell, numbers.fixed, numbers.message],
    `cliente${place}@exemplo.com.br`,
    draw.of(cities),
    `${draw.digits(5)}-${draw.digits(3)}`,
    draw.of([money, `R$ ${money}`]),
    `${10 + draw.below(18)}/0${1 + draw.below(9)}/2026`,
    draw.weighted({ Ativo: 80, Inativo: 19, Bloqueado: 1 }),
    `${11 + draw.below(88)}9${draw.digits(8)}`,
    says.text,
  ];
  const isBlocked = cells[13] === 'Bloqueado';
  const saysNo = says.saysNo || isBlocked;
  return {
    cells,
    own: saysNo ? [] : numbers.own,
    isUsable: numbers.isUsable && !saysNo,
    kind: saysNo ? `says no: ${says.text}` : numbers.kind,
  };
}

function remark(draw: Random): { text: string; saysNo: boolean } {
  if (draw.chance(0.03))
    return {
      text: draw.of([
        'não ligar',
        'NAO LIGAR!!',
        'Falecido em 2024',
        'falecida',
        'pediu para sair da lista',
        'Não quer mais receber mensagens',
        'numero errado',
        'opt-out 12/03',
        'não contatar - jurídico',
      ]),
      saysNo: true,
    };
  if (draw.chance(0.6)) return { text: '', saysNo: false };
  return {
    text: draw.of([
      'cliente VIP',
      'ligar só à tarde',
      'não ligar antes das 10h',
      'paga em dia',
      'veio pela indicação da Ana',
      'aceita WhatsApp',
      'viúva do Sr. José',
      'rua do Bloqueio, 12',
      'Nao atende de manha',
    ]),
    saysNo: false,
  };
}

function phones(draw: Random): Numbers {
  const area = draw.of(areas);
  const mobile = `9${draw.of(['6', '7', '8', '9'])}${draw.digits(7)}`;
  const fixed = `${draw.of(['2', '3', '4'])}${draw.digits(7)}`;
  const e164 = `+55${area}${mobile}`;
  const fixed164 = `+55${area}${fixed}`;
  const [a, b] = [mobile.slice(0, 5), mobile.slice(5)];
  const [c, d] = [fixed.slice(0, 4), fixed.slice(4)];
  const beside = draw.chance(0.3) ? `(${area}) ${c}-${d}` : '';
  const whole = (cell: string, kind: string, given: Partial<Numbers> = {}): Numbers => ({
    area: '',
    cell,
    fixed: beside,
    message: '',
    own: [e164],
    isUsable: true,
    kind,
    ...given,
  });
  const kind = draw.weighted({
    plain: 470,
    area: 160,
    odd: 120,
    message: 30,
    landline: 40,
    swapped: 25,
    several: 50,
    words: 25,
    spreadsheet: 20,
    old: 30,
    foreign: 14,
    none: 12,
    local: 16,
  });
  switch (kind) {
    case 'plain':
      return whole(
        draw.of([
          `(${area}) ${a}-${b}`,
          `${area} ${a}-${b}`,
          `${area}${mobile}`,
          `+55 ${area} ${a}-${b}`,
          `55${area}${mobile}`,
          `0${area} ${a}${b}`,
          `+55${area}${mobile}`,
        ]),
        kind,
      );
    case 'area': {
      // The area code is in a column of its own, and sometimes repeated in the number.
      const code = draw.of([area, `0${area}`, `(${area})`, `${area}.0`]);
      return whole(
        draw.of([`${a}-${b}`, `${a}${b}`, `${a} ${b}`, `${a}-${b}`, `(${area}) ${a}-${b}`, `${area}${a}${b}`]),
        kind,
        { area: code },
      );
    }
    case 'odd':
      return whole(
        draw.of([
          `+55 (0${area}) ${a}-${b}`,
          `0xx${area} ${a}-${b}`,
          `+55 (0xx${area}) ${a}-${b}`,
          `(0XX${area})${a}-${b}`,
          `015 ${area} ${a}${b}`,
          `0${draw.of(['15', '21', '31', '41'])}${area}${a}${b}`,
          `0055 ${area} ${a}-${b}`,
          `+55${area} 9 ${mobile.slice(1, 5)} ${b}`,
          `\u202a+55 ${area} ${a}\u2011${b}\u202c`,
          `${area}.${a}.${b}`,
          ` ${area}  ${a} - ${b} `,
          `+055 ${area} ${a}-${b}`.replace('+055', '+0055'),
        ]),
        kind,
      );
    case 'message':
      // The only number is one at which somebody else takes messages.
      return whole(
        draw.of([
          '',
          `recado ${area} ${c}-${d}`,
          `${area} 9${draw.digits(4)}-${draw.digits(4)} (mãe)`,
          `falar com a filha: ${area} 9${draw.digits(8)}`,
        ]),
        kind,
        { fixed: '', message: `(${area}) 9${draw.digits(4)}-${draw.digits(4)} mãe`, own: [], isUsable: false },
      );
    case 'landline':
      return whole(`(${area}) ${c}-${d}`, kind, { fixed: '', own: [fixed164] });
    case 'swapped':
      // The mobile number is in the landline's column.
      return draw.chance(0.5)
        ? whole('', 'swapped, empty', { fixed: `(${area}) ${a}-${b}` })
        : whole(`(${area}) ${c}-${d}`, 'swapped', { fixed: `(${area}) ${a}-${b}` });
    case 'several':
      return several(draw, { area, a, b, c, d, e164, whole });
    case 'words':
      return whole(
        draw.of([
          `cel: ${area} ${a}-${b}`,
          `${area} ${a}-${b} (WhatsApp)`,
          `${area} ${a}-${b} zap`,
          `tel. ${area}${mobile}`,
          `Whats ${area} ${a} ${b}`,
          `${area} ${a}-${b} Claro`,
        ]),
        kind,
      );
    case 'spreadsheet': {
      const full = `55${area}${mobile}`;
      if (draw.chance(0.3))
        return whole(`5,5${full.slice(2, 6)}E+12`, 'rounded', { fixed: '', own: [e164], isUsable: false });
      return whole(
        draw.of([
          `${area}${mobile}.0`,
          `${full}.0`,
          `${full[0]},${full.slice(1)}E+12`,
          `${area}${mobile.replace('0', 'O')}`,
        ]),
        kind,
      );
    }
    case 'old':
      return whole(draw.of([`(${area}) ${mobile.slice(1, 5)}-${b}`, `${area} ${mobile.slice(1, 5)}${b}`]), kind);
    case 'foreign': {
      const [number, text] = draw.of([
        ['+351912345678', '+351 912 345 678'],
        ['+595981123456', '+595 981 123 456'],
        ['+12025550143', '+1 202 555 0143'],
        ['+351961234567', '00351961234567'],
        ['+5491123456789', '+54 9 11 2345-6789'],
      ] as const);
      const last = draw.digits(3);
      return whole(text.replace(/\d{3}$/, last).replace(/(\d)-(\d{4})$/, `$1-${text.slice(-4, -3)}${last}`), kind, {
        own: [number.replace(/\d{3}$/, last)],
        fixed: '',
      });
    }
    case 'none':
      return whole(draw.of(['', '-', 'não tem', 'ver com a esposa', `${area} ${a}`, 'x']), kind, {
        fixed: '',
        own: [],
        isUsable: false,
      });
    default:
      // Complete only within its town: nobody can tell which town that is.
      return whole(draw.of([`${a}-${b}`, mobile, `${c}-${d}`, fixed]), kind, {
        fixed: '',
        own: [e164, fixed164],
        isUsable: false,
      });
  }
}

type Parts = {
  area: string;
  a: string;
  b: string;
  c: string;
  d: string;
  e164: string;
  whole: (cell: string, kind: string, given?: Partial<Numbers>) => Numbers;
};

function several(draw: Random, { area, a, b, c, d, e164, whole }: Parts): Numbers {
  const second = `9${draw.of(['7', '8', '9'])}${draw.digits(7)}`;
  const [e, f] = [second.slice(0, 5), second.slice(5)];
  // Two mobile numbers without a note: either may be the right one.
  if (draw.chance(0.12))
    return whole(draw.of([`${area} ${a}-${b} / ${area} ${e}-${f}`, `${area}${a}${b} ${area}${e}${f}`]), 'two mobiles', {
      fixed: '',
      own: [e164, `+55${area}${second}`],
      isUsable: false,
    });
  return whole(
    draw.of([
      `(${area}) ${a}-${b} / ${c}-${d}`,
      `${area} ${c}-${d} / ${area} ${a}-${b}`,
      `${area} ${a}-${b} ::: ${area} ${c}-${d}`,
      `${area} ${a}-${b}, ${area} ${c}-${d}`,
      `${area} ${c}-${d} e ${area} ${a}-${b}`,
      `(${area}) ${a}-${b} ou ${c}-${d}`,
      `${area} ${a}-${b} ${area} ${c}-${d}`,
      `${area} ${c}${d}|${area} ${a}${b}`,
      `res ${area} ${c}-${d} cel ${area} ${a}-${b}`,
      `${area} ${a}-${b} / recado ${area} ${e}-${f} (mãe)`,
      `${area} ${e}-${f} (filha) ; ${area} ${a}-${b}`,
      `${area} ${a}-${b} WhatsApp, ${area} ${e}-${f}`,
    ]),
    'several',
    { fixed: '' },
  );
}

function cpf(draw: Random): string {
  const nine = draw.digits(9);
  const check = (digits: string) => {
    const sum = [...digits].reduce((all, digit, index) => all + Number(digit) * (digits.length + 1 - index), 0);
    return String(((sum * 10) % 11) % 10);
  };
  const ten = nine + check(nine);
  const all = ten + check(ten);
  return draw.chance(0.7) ? all.replace(/(\d{3})(\d{3})(\d{3})(\d{2})/, '$1.$2.$3-$4') : all;
}
