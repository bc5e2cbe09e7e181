import { beforeEach, describe, expect, it } from 'vitest';
import { move, setAside } from '../../../../db/messages/message-status.ts';
import { startCampaign, startMs } from '../../../support/temporary-database.ts';
import { type TemporaryStores, temporaryStores } from '../../../support/temporary-stores.ts';

let stores: TemporaryStores;
let id: number;
beforeEach(() => {
  stores = temporaryStores();
  [id = 0] = startCampaign(stores, ['+447700900101']).messageIds;
});

const row = () =>
  stores.db.get('SELECT set_aside AS aside, set_aside_until_ms AS untilMs FROM message WHERE id = ?', id);
const history = () => stores.queries.message(id)?.history.map(({ what, detail }) => `${what}:${detail}`) ?? [];

describe('a message that is set aside', () => {
  it('waits for a person and no more for WhatsApp’s answer, and its history says why', () => {
    stores.db.run(`UPDATE message SET set_aside = 'no_answer', set_aside_until_ms = 5 WHERE id = ?`, id);
    expect(setAside(stores.db, id, 'list_changed', startMs)).toBe(true);
    expect(row()).toEqual({ aside: 'list_changed', untilMs: null });
    expect(history().at(-1)).toBe('set_aside:list_changed');
  });

  it('is one that waits: of any other nothing is changed or noted', () => {
    stores.messages.cancel([id], 'operator', startMs);
    const before = history();
    expect(setAside(stores.db, id, 'list_changed', startMs)).toBe(false);
    expect(row()).toEqual({ aside: null, untilMs: null });
    expect(history()).toEqual(before);
  });
});

it('a change of a status that is another one is an error of the program', () => {
  const change = { change: 'recovered', who: 'app', nowMs: startMs } as const;
  expect(() => move(stores.db, id, ['sending', 'failed'], change)).toThrow(`message ${id} was sending`);
});
