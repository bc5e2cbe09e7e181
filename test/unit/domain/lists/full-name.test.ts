import { expect, it } from 'vitest';
import { joinedName, mayHoldWholeNames, nameColumns } from '../../../../domain/lists/full-name.ts';

const columns = (...headers: string[]) => headers.map((header, index) => ({ header, index }));

it('first and last names of two columns are one name, in the order in which they are said', () => {
  expect(nameColumns(1, columns('Nachname', 'Vorname', 'Mobil'))).toEqual([1, 0]);
  expect(nameColumns(0, columns('First Name', 'Phone', 'Last Name'))).toEqual([0, 2]);
  expect(nameColumns(0, columns('Name', 'Vorname'))).toEqual([1, 0]);
  expect(nameColumns(0, columns('Nombre', 'Apellidos', 'Teléfono'))).toEqual([0, 1]);
  expect(nameColumns(0, columns('Name', 'Mother’s surname', 'Apelido'))).toEqual([0]);
  expect(nameColumns(null, columns('Phone', 'Surname'))).toEqual([]);
});

it('what the name says already is not said again, and blanks say nothing', () => {
  expect(joinedName(['Uwe', 'von der Heide'])).toBe('Uwe von der Heide');
  expect(joinedName(['Uwe', 'Uwe Krüger', 'KRUGER'])).toBe('Uwe Krüger');
  expect(joinedName(['Ann', 'Anna Hahn'])).toBe('Ann Anna Hahn');
  expect(joinedName(['James', 'James'])).toBe('James');
  expect(joinedName(['', ' ', 'Voß'])).toBe('Voß');
});

it('a whole name stands alone beside the short one of a greeting', () => {
  expect(['Name', 'Full name', 'Vorname', 'Apellidos'].map(mayHoldWholeNames)).toEqual([true, true, false, false]);
  expect(joinedName(['Seun', 'Oluwaseun Adeyemi'], 'Oluwaseun Adeyemi')).toBe('Oluwaseun Adeyemi');
  expect(joinedName(['Uwe', 'Krüger'], 'Krüger')).toBe('Uwe Krüger');
  expect(joinedName(['Uwe', 'von der Heide'], 'von der Heide')).toBe('Uwe von der Heide');
  expect(joinedName(['Ana', 'López García'])).toBe('Ana López García');
});
