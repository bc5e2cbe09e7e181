import { expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import type { LookUp } from '../../../electron/ports.ts';
import { Queries } from '../../../electron/whatsapp/queries.ts';

const account = { id: '447700900118@c.us', phone: '+447700900118', name: 'Olivia' };
const person = '5511987654321@c.us';

/** Asks for a person on a page that answers with that; `isLost`: the link is lost while it is asked. */
function lookUp(said: LookUp, isLost = false): Promise<LookUp> {
  const connection = { account: account as typeof account | null, page: { ask } };
  async function ask(): Promise<LookUp> {
    if (isLost) connection.account = null;
    return said;
  }
  return new Queries(() => connection as never, limits).lookUp('+5511987654321');
}

it('a number that WhatsApp answers with another number is not looked up: that person would be fenced with this one', async () => {
  const ids = [person, '7@lid', '551187654321@c.us'];
  const registered = { kind: 'registered', chatId: '7@lid', ids } as const;
  expect(await lookUp(registered)).toEqual(registered);
  const none = { kind: 'unavailable', why: 'an answer of an unknown shape' };
  expect(await lookUp({ ...registered, ids: [...ids, '5511987654322@c.us'] })).toEqual(none);
  expect(await lookUp({ ...registered, chatId: '5511987654322@c.us' })).toEqual(none);
});

it('what a page says of a number while its link is lost is no answer', async () => {
  expect(await lookUp({ kind: 'absent' })).toEqual({ kind: 'absent' });
  expect(await lookUp({ kind: 'absent' }, true)).toEqual({ kind: 'unavailable', why: 'not connected' });
});
