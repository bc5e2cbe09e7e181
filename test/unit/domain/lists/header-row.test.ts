import { describe, expect, test } from 'vitest';
import { columnHeaders, findHeaderRow } from '../../../../domain/lists/header-row.ts';

/** Rows as a sheet shows them, with bars between the cells; an empty line is an empty row. */
function rows(...lines: string[]) {
  return lines
    .map((line, index) => ({ rowNumber: index + 1, cells: line.split('|') }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
}

describe('the header row', () => {
  test('is found below a title, a note and an empty row', () => {
    const list = rows(
      'Volunteers, spring',
      '',
      'Please check your phone number',
      'Name|Mobile|City',
      'Ada|07700 900101|Leeds',
    );
    expect(findHeaderRow(list)).toBe(4);
  });

  test('is the first row where nothing stands above it', () => {
    expect(findHeaderRow(rows('Name|Mobile', 'Ada|07700 900101'))).toBe(1);
  });

  test('is not the last row, whatever its note says', () => {
    expect(findHeaderRow(rows('Name|Mobile|Notes', 'Ana|x|wa|end'))).toBe(1);
    expect(findHeaderRow(rows('Name|Mobile|City|Notes'))).toBe(1);
  });

  test('is none where the first row is a person', () => {
    expect(findHeaderRow(rows('Ada|07700 900101', 'Ben|07700 900102'))).toBeNull();
    expect(findHeaderRow(rows('07700 900101', '07700 900102'))).toBeNull();
  });

  test('is found without a word for phones, and loses nobody whose number is missing', () => {
    expect(findHeaderRow(rows('List 3', 'Who|Where|How', 'Ada|Leeds|', 'Ben|York|07700 900102'))).toBe(2);
    expect(findHeaderRow(rows('Who|Where|How', 'Ada|Leeds|see Maria', 'Ben|York|07700 900102'))).toBe(1);
  });

  test('is found below a title that gives a number to call', () => {
    const list = rows('Questions:|07700 900199', 'Name|Mobile|City', 'Ada|07700 900101|Leeds');
    expect(findHeaderRow(list)).toBe(2);
  });

  test('is not a title that speaks of phones', () => {
    expect(findHeaderRow(rows('Phone list', 'Phone|Name', '07700 900101|Ada'))).toBe(2);
  });

  test('is the first of those that a printed list repeats', () => {
    expect(findHeaderRow(rows('Name|Mobile', 'Ada|07700 900101', 'Name|Mobile', 'Ben|07700 900102'))).toBe(1);
  });

  test('is the lower of two where groups of columns have a name of their own', () => {
    const list = rows('Person|Contact||', 'Name|Mobile|Mail|Town', 'Ada|07700 900101|a@example.org|Leeds');
    expect(findHeaderRow(list)).toBe(2);
  });

  test('is the lower of two that each have columns the other has not', () => {
    const list = rows('No|Town|Notes|Phone|', '|||Mobile|Home', '1|Leeds||07700 900101|0113 4960101');
    expect(findHeaderRow(list)).toBe(2);
    expect(columnHeaders(list, 2, 5)).toEqual(['No', 'Town', 'Notes', 'Mobile', 'Home']);
    expect(findHeaderRow(rows('Name|Town|Phone|', 'Ada|Leeds|no phone|', 'Ben|York|07700 900102|'))).toBe(1);
  });

  test('is found in Arabic', () => {
    expect(findHeaderRow(rows('قائمة المتطوعين', 'الاسم|رقم الجوال', 'آدا|٠٧٧٠٠٩٠٠١٠١'))).toBe(2);
  });

  test('is the first row of a list without any number', () => {
    expect(findHeaderRow(rows('Who|Where', 'Ada|Leeds'))).toBe(1);
  });
});

describe('what the columns are called', () => {
  test('is taken from the row above where merged cells leave it empty', () => {
    const list = rows('Name|Contact|', '|Mobile|Mail', 'Ada|07700 900101|a@example.org');
    expect(columnHeaders(list, 2, 3)).toEqual(['Name', 'Mobile', 'Mail']);
  });

  test('is not taken from a title above', () => {
    expect(columnHeaders(rows('Spring', '|Mobile', 'Ada|07700 900101'), 2, 3)).toEqual(['A', 'Mobile', 'C']);
  });

  test('is a letter where there is no header', () => {
    expect(columnHeaders(rows('Ada|07700 900101'), null, 2)).toEqual(['A', 'B']);
  });
});
