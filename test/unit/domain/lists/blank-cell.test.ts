import { describe, expect, test } from 'vitest';
import { blankReason, valueOfCell } from '../../../../domain/lists/blank-cell.ts';

describe('a cell with something in it counts as blank', () => {
  test.each([
    '???',
    '-',
    ' – ',
    '.',
    'n/a',
    'N/A',
    'NA',
    'Sem nome',
    '#N/A',
    '#REF!',
    'unknown',
    'null',
    'TBC',
    'لا يوجد',
  ])('where %j says that there is nothing', (cell) => {
    expect([blankReason(cell), valueOfCell(cell)]).toEqual(['nothing_meant', '']);
  });

  test.each([
    'Mar\ufffda',
    'Jos\ufffd',
    '\ufffd\ufffd',
    'MarÃ­a',
    'SiÃ¢n',
    'Jo?o',
    'Zo??',
    '?ukasz',
    'Jo?o, https://example.org/form?id=7',
    'GonÃ§alves',
    'Ø§Ù„',
  ])('where a code page destroyed the letters of %j', (cell) => {
    expect([blankReason(cell), valueOfCell(cell)]).toEqual(['letters_lost', '']);
  });
});

describe('a cell is what it says', () => {
  test.each([
    ...['Ana', 'Null', 'Na', 'X', 'José', 'Ångström', 'São Paulo', 'Ñandú', 'Ðorđe', 'Ready?', 'Are you coming? Yes'],
    ...['https://example.org/form?id=7', 'wa.me/447700900118?text=Sí', 'See HTTPS://example.org?a=b&c=d or call us'],
    ...['0', '12', '🙂', 'ليلى', '王', "D'Arcy", 'A/B', 'ÂNGELA', 'Ø'],
  ])('%j', (cell) => {
    expect([blankReason(cell), valueOfCell(` ${cell} `)]).toEqual([null, cell]);
  });

  test('and an empty one is blank without a reason', () => {
    expect([blankReason('  '), valueOfCell('  ')]).toEqual([null, '']);
  });
});
