import { expect, it } from 'vitest';
import { rowNames } from '../../../../domain/lists/full-name.ts';

/** Whom a row with these cells names, in a list with these headers. */
function named(name: number | null, row: Readonly<Record<string, string>>): string {
  const cells = Object.values(row);
  const columns = Object.keys(row).map((header, index) => ({ header, index }));
  return rowNames(name, columns)((index) => cells[index] ?? '');
}

it('first and last names of two columns are one name, in the order in which they are said', () => {
  expect(named(1, { Nachname: 'Krüger', Vorname: 'Uwe', Mobil: '1' })).toBe('Uwe Krüger');
  expect(named(0, { 'First Name': 'Ana', Phone: '1', 'Last Name': 'Silva' })).toBe('Ana Silva');
  expect(named(0, { Name: 'von der Heide', Vorname: 'Uwe' })).toBe('Uwe von der Heide');
  expect(named(0, { Nombre: 'Ana', Apellidos: 'López García', Teléfono: '1' })).toBe('Ana López García');
  expect(named(0, { Name: 'Ana', 'Mother’s surname': 'Luz', Apelido: 'Nina' })).toBe('Ana');
  expect(named(null, { Phone: '1', Surname: 'Silva' })).toBe('');
});

it('what the name says already is not said again, and blanks say nothing', () => {
  expect(named(1, { Vorname: 'Uwe', Name: 'uwe', Nachname: 'KRUGER' })).toBe('Uwe KRUGER');
  expect(named(0, { 'First name': 'Ann', 'Last name': 'Anna Hahn' })).toBe('Ann Anna Hahn');
  expect(named(0, { Name: 'James', 'First name': 'James' })).toBe('James');
  expect(named(0, { 'First name': ' ', Surname: 'Voß' })).toBe('Voß');
});

it('a whole name stands alone beside the short one of a greeting', () => {
  expect(named(0, { Name: 'Oluwaseun Adeyemi', First: 'Seun' })).toBe('Oluwaseun Adeyemi');
  expect(named(1, { Vorname: 'Uwe', Name: 'Krüger' })).toBe('Uwe Krüger');
});
