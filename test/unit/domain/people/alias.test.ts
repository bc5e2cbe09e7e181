import { expect, it } from 'vitest';
import { idAliases, personAliases, phonesOf } from '../../../../domain/people/alias.ts';

it('an id of WhatsApp that spells a number is that number, and any other is an id', () => {
  expect(idAliases('447700900101@c.us')).toEqual(['phone:+447700900101']);
  expect(idAliases('447700900101@s.whatsapp.net')).toEqual(['phone:+447700900101']);
  for (const id of ['12345678901234@lid', 'a447700900101@c.us', '447700900101@c.us.example'])
    expect(idAliases(id)).toEqual([`id:${id}`]);
});

it('a person is known by their number and by every id, each once', () => {
  const aliases = personAliases('+447700900101', ['447700900101@c.us', '447700900999@c.us', '1@lid']);
  expect(aliases).toEqual(['phone:+447700900101', 'phone:+447700900999', 'id:1@lid']);
  expect(personAliases('+447700900101', [])).toEqual(['phone:+447700900101']);
  expect(phonesOf(aliases)).toEqual(['+447700900101', '+447700900999']);
});
