import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SenderChooser } from '../../../../domain/schedule/sent-from.ts';

const office = { phone: '+447700900118', name: 'Office' };
const north = { phone: '+447700900121', name: 'Clinic North' };
const from = { accounts: [office.phone, north.phone], column: 1 };
const chooser = (column: number | null = 1) => new SenderChooser({ ...from, column }, [office, north]);

it.each([
  ['its name', 'Clinic North', north.phone],
  ['its name in other letters', ' clinic NORTH ', north.phone],
  ['its number', '+44 7700 900121', north.phone],
  ['its number without the plus', '447700900121', north.phone],
])('follows a row that names an account by %s, whoever wrote last', (_, cell, phone) => {
  expect(chooser().choose({ cells: ['Ana', cell], last: office.phone })).toEqual({
    phone,
    by: 'column',
    unknown: null,
  });
});

it('else keeps to the account that wrote with the person last, where that is one of the campaign', () => {
  expect(chooser().choose({ cells: ['Ana', ''], last: north.phone })).toMatchObject({ phone: north.phone, by: 'last' });
  expect(chooser(null).choose({ cells: ['Ana', 'Office'], last: '+447700900999' })).toMatchObject({ by: 'evenly' });
});

it('says what a row names that is no account, and treats it as if nothing stood there', () => {
  expect(chooser().choose({ cells: ['Ana', 'Klinik West'], last: north.phone })).toEqual({
    ...{ phone: north.phone, by: 'last' },
    unknown: 'Klinik West',
  });
});

it('leaves no account with two more than another where nothing else decides', () => {
  const cells = fc.array(fc.constantFrom('', 'Klinik West'), { maxLength: 40 });
  fc.assert(
    fc.property(cells, (rows) => {
      const choice = chooser();
      const people = rows.map((cell) => choice.choose({ cells: ['Ana', cell], last: null }).phone);
      const count = (phone: string) => people.filter((one) => one === phone).length;
      return Math.abs(count(office.phone) - count(north.phone)) <= 1;
    }),
  );
});
