import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textScope } from '../../../domain/messages/scope.ts';
import { templateScope } from '../../../electron/dispatch/text-scope.ts';
import type { LookUp } from '../../../electron/ports.ts';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { addList, startAtOnce } from '../../support/temporary-database.ts';

const one = '+447700900101';
const two = '+447700900102';
const three = '+447700900103';
const [four, five, six] = ['+447700900104', '+447700900105', '+447700900106'] as const;
const minuteMs = 60_000;
let rig: Rig;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.close());

const coded = (code: string) => Object.assign(new Error(`failed with ${code}`), { code });
const outgoingMessageOf = (token: string) => ({
  token,
  chatId: '447700900101@c.us',
  text: 'Hello First1',
  attachment: null,
});
const tokenOf = () => rig.stores.db.sqlite.prepare('SELECT token FROM attempt').pluck().get() as string;

describe('the gate, when the database fails after the ledger has its line', () => {
  it.each([
    ['SQLITE_FULL', 'disk_full'],
    ['ENOSPC', 'disk_full'],
    ['SQLITE_CORRUPT', 'database_corrupt'],
    ['SQLITE_NOTADB', 'database_corrupt'],
    ['SQLITE_READONLY', 'database_read_only'],
    ['EROFS', 'database_read_only'],
    ['EACCES', 'database_read_only'],
    ['SQLITE_BUSY', 'database_busy'],
    ['SQLITE_BUSY_SNAPSHOT', 'database_busy'],
    ['SQLITE_IOERR_WRITE', 'database_moved'],
    ['SQLITE_CANTOPEN', 'database_moved'],
    ['SOMETHING_ELSE', 'internal'],
  ])('stays shut at %s, keeps the doubt, and pauses as %s', async (code, reason) => {
    rig.stores.attempts.pass = () => {
      throw coded(code);
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(rig.deliveries(one)).toBe(0);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:interrupted');
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason });
  });

  it('finds its line also when another computer’s report was written behind it', async () => {
    rig.stores.attempts.pass = () => {
      const handed = {
        scopes: [textScope('x')],
        account: account.phone,
        newToken: () => 'elsewhere'.padEnd(40, '-'),
        nowMs: 1,
      };
      rig.stores.replay.recordExternalSends([two], handed, rig.ledger);
      throw coded('SQLITE_FULL');
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:interrupted');
    expect(rig.dispatcher.state).toMatchObject({ reason: 'disk_full' });
  });

  it('stays shut when the attempt was closed before its row could be written, and such doubts are no hand-overs that failed', async () => {
    rig.stores.attempts.pass = () => false;
    const { messageIds } = rig.start([one, two, three, four]);
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.asked[0]?.answer).toEqual({ go: false, why: 'attempt_closed' });
    expect(messageIds.map(rig.status)).toEqual(Array(4).fill('failed:interrupted'));
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });
});

describe('the way to the gate', () => {
  it('stays shut when the database file was moved, and sending stops', async () => {
    Object.assign(rig.stores.db, { isInPlace: () => false });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(rig.deliveries(one)).toBe(0);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:not_handed_over');
    expect(rig.dispatcher.state).toMatchObject({ reason: 'database_moved' });
  });

  it('stops when the gate is missing three times in a row, and goes on where it was missing once', async () => {
    for (const phone of [one, three, four, five]) rig.messenger.scripts.set(phone, { before: 'gate_missing' });
    const { messageIds } = rig.start([one, two, three, four, five, six]);
    await rig.clock.pass(2 * minuteMs);
    const lost = 'failed:not_handed_over';
    expect(messageIds.map(rig.status)).toEqual([lost, 'sent', lost, lost, lost, 'pending']);
    expect(rig.dispatcher.state).toMatchObject({ reason: 'gate_missing' });
  });

  it('stops when several in a row do not reach the gate', async () => {
    for (const phone of [one, two, three]) rig.messenger.scripts.set(phone, { before: 'throw' });
    rig.start([one, two, three]);
    await rig.clock.pass(minuteMs);
    expect(rig.dispatcher.state).toMatchObject({ reason: 'not_handed_over_in_a_row', count: 3 });
  });

  it('says of whom the account has blocked that it has, and stops where a page says so of several in a row', async () => {
    for (const phone of [one, three, four, five]) rig.messenger.scripts.set(phone, { before: 'blocked' });
    const { messageIds } = rig.start([one, two, three, four, five, six]);
    await rig.clock.pass(2 * minuteMs);
    const blocked = 'failed:blocked_in_whatsapp';
    expect(messageIds.map(rig.status)).toEqual([blocked, 'sent', blocked, blocked, blocked, 'pending']);
    expect(rig.dispatcher.state).toMatchObject({ reason: 'not_handed_over_in_a_row', count: 3 });
  });

  it('waits for the acknowledgement when the gate opened just before the attempt was to be closed', async () => {
    rig.messenger.handOver = async (outgoing) => {
      queueMicrotask(() => queueMicrotask(() => rig.messenger.reachGate(outgoing)));
      return { kind: 'threw', why: 'the call ended first' };
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(rig.deliveries(one)).toBe(1);
    expect(rig.status(messageIds[0] ?? 0)).toBe('sent');
  });

  it('refuses a second message under the token whose gate has opened', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    rig.start([one]);
    await rig.clock.pass(1_000);
    rig.messenger.reachGate(outgoingMessageOf(tokenOf()));
    expect(rig.messenger.asked.at(-1)?.answer).toEqual({ go: false, why: 'attempt_closed' });
    expect(rig.deliveries(one)).toBe(1);
  });
});

describe('what changes during the look', () => {
  it.each<LookUp>([{ kind: 'absent' }, { kind: 'unavailable', why: 'offline' }])(
    'leaves the message as it was when the link is lost, and waits without a pause: $kind',
    async (said) => {
      rig.messenger.lookUp = async () => {
        rig.messenger.account_ = null;
        return said;
      };
      const { messageIds } = rig.start([one]);
      await rig.clock.pass(1_000);
      expect(rig.status(messageIds[0] ?? 0)).toBe('pending');
      expect(rig.stores.db.values('SELECT set_aside FROM message')).toEqual([null]);
      expect(rig.stores.db.values('SELECT unanswered_since_ms FROM campaign')).toEqual([null]);
      expect(rig.dispatcher.state).toEqual({ kind: 'not_linked' });
    },
  );

  it('claims nobody when the link is lost right before the claim, and waits without a pause', async () => {
    let looks = 0;
    rig.messenger.standing_ = () => {
      looks += 1;
      if (looks === 2) rig.messenger.account_ = null;
      return { kind: 'stands' };
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(rig.status(messageIds[0] ?? 0)).toBe('pending');
    expect(rig.dispatcher.state).toEqual({ kind: 'not_linked' });
  });

  it('asks nothing when the link is lost in the moment between decision and look', async () => {
    const asked: string[] = [];
    rig.messenger.lookUp = async (phone) => {
      asked.push(phone);
      return { kind: 'absent' };
    };
    const accounts = [account];
    rig.messenger.account = () => accounts.shift() ?? null;
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(asked).toEqual([]);
    expect(rig.status(messageIds[0] ?? 0)).toBe('pending');
  });

  it.each([
    ['the campaign was paused', 'pending'],
    ['the person was put on the do-not-contact list', 'failed:do_not_contact'],
    ['the message was cancelled', 'cancelled'],
  ])('claims nothing when %s', async (what, status) => {
    const { campaignId, messageIds } = (() => {
      rig.dispatcher.pause('operator');
      return rig.start([one]);
    })();
    rig.messenger.readChat = async () => {
      const nowMs = rig.clock.nowMs();
      if (what.startsWith('the campaign'))
        rig.stores.campaigns.move(campaignId, 'running', 'paused', nowMs, 'operator');
      else if (what.startsWith('the person')) rig.stores.doNotContact.add(one, '', nowMs);
      else rig.stores.messages.cancel(messageIds, 'operator', nowMs);
      return [];
    };
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(rig.status(messageIds[0] ?? 0)).toBe(status);
    expect(rig.messenger.asked).toEqual([]);
  });

  it('leaves a message that was cancelled meanwhile as it is, whatever the look-up says', async () => {
    rig.messenger.lookUp = async () => {
      rig.stores.messages.cancel([1], 'operator', rig.clock.nowMs());
      return { kind: 'absent' };
    };
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(messageIds).toEqual([1]);
    expect(rig.status(1)).toBe('cancelled');
  });

  it('looks for a copy since the start of the campaign where it is a declared repeat', async () => {
    const { campaigns } = rig.stores;
    const campaignId = campaigns.create('Repeat', quickSchedule, rig.clock.nowMs());
    campaigns.update(campaignId, { text: 'Hello', repeat: 1, listId: addList(rig.stores, [one]) });
    const startedAtMs = rig.clock.nowMs();
    startAtOnce(campaigns, { campaignId, account: account.phone, textScope: null, nowMs: startedAtMs });
    const looked: (number | null)[] = [];
    rig.messenger.readChat = async (_chatId: string, _most: number, sinceMs: number | null) => {
      looked.push(sinceMs);
      return [];
    };
    rig.dispatcher.nudge();
    await rig.clock.pass(1_000);
    expect(looked).toEqual([startedAtMs]);
  });
});

describe('a text', () => {
  it('that has lost its words since the start is not sent, and stops nobody else', async () => {
    rig.dispatcher.pause('operator');
    const { messageIds } = rig.start([one, two]);
    const read = rig.stores.queue.message.bind(rig.stores.queue);
    rig.stores.queue.message = (id) => {
      const message = read(id);
      return message && id === messageIds[0] ? { ...message, cells: [] } : message;
    };
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(messageIds.map(rig.status)).toEqual(['pending', 'sent']);
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });

  it.each([
    ['before its turn', 'pause'],
    ['while WhatsApp is asked', 'look'],
  ] as const)(
    'that was changed %s is not sent without being shown: its person is set aside, and that is told',
    async (_, when) => {
      rig.dispatcher.pause('operator');
      const { campaignId, messageIds } = rig.start([one], 'Old text');
      const change = () => rig.stores.campaigns.update(campaignId, { text: 'New text' });
      if (when === 'pause') change();
      else
        rig.messenger.readChat = async () => {
          change();
          return [];
        };
      rig.told.messages.length = 0;
      rig.dispatcher.resume();
      await rig.clock.pass(1_000);
      expect([rig.messenger.delivered, rig.stores.queue.setAside(campaignId).textChanged]).toEqual([[], 1]);
      expect(rig.told.messages).toEqual(messageIds);
    },
  );

  it('without words of its own counts as each person gets it', async () => {
    expect(templateScope({ text: '{{first}}', attachmentHash: null, repeat: 0 })).toBeNull();
    rig.start([one, two], '{{first}}');
    await rig.clock.pass(minuteMs);
    const { messageIds } = rig.start([one], '{{first}}');
    await rig.clock.pass(minuteMs);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:duplicate');
  });

  it('that is declared a repeat has a scope of its own', () => {
    const identity = { text: 'Hello', attachmentHash: null, repeat: 0 };
    expect(templateScope({ ...identity, repeat: 2 })).toEqual({ ...templateScope(identity), repeat: 2 });
  });
});

describe('WhatsApp’s word', () => {
  it('of a message that is not ours stops nothing', async () => {
    rig.ackReceipt.receive({ random: 'unknown', remote: '447700900101@c.us', fromMe: true, ack: -1 });
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });

  it('of a late rejection is told of the message, and leaves the others alone', async () => {
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(2 * minuteMs);
    rig.messenger.acknowledge(rig.messenger.delivered[0]?.random ?? '', '447700900101@c.us', -1);
    await rig.clock.pass(10);
    expect(rig.status(messageIds[0] ?? 0)).toBe('failed:rejected');
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });

  it('of a rejected test to oneself stops nothing', async () => {
    rig.messenger.scripts.set(account.phone, { after: 'reject' });
    const outcome = rig.dispatcher.sendTest('Hello', null);
    await rig.clock.pass(1_000);
    expect(await outcome).toBe('not_confirmed');
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });

  it.each([
    [coded('SQLITE_FULL'), 'disk_full', 'SQLITE_FULL'],
    ['a text', 'internal', ''],
  ])('that cannot be written stops: %s', (thrown, reason, detail) => {
    rig.stores.acks.recordAck = () => {
      throw thrown;
    };
    rig.stores.attempts.isOf = () => true;
    rig.ackReceipt.receive({ random: 'r', remote: 'x', fromMe: true, ack: 1 });
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason, detail });
  });
});

describe('the loop', () => {
  it('stops on whatever is thrown, and keeps none of its words', async () => {
    rig.stores.queue.runningCampaigns = () => {
      throw 'no error but a text';
    };
    rig.dispatcher.nudge();
    await rig.clock.pass(10);
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'internal', detail: '' });
  });

  it('is idle, not unlinked, where there is nothing to send', async () => {
    rig.messenger.account_ = null;
    rig.dispatcher.nudge();
    await rig.clock.pass(10);
    expect(rig.dispatcher.state).toEqual({ kind: 'idle' });
  });

  it('ends at once when it stands still', async () => {
    await rig.dispatcher.stop();
    rig.start([one]);
    await rig.clock.pass(minuteMs);
    expect(rig.messenger.delivered).toEqual([]);
    expect(rig.clock.armed).toBe(0);
  });

  it('takes the campaign whose moment comes first, also when another is asked later', async () => {
    const schedule = (startAtMs: number | null) => ({ ...quickSchedule, startAtMs });
    rig.start([one], 'First', schedule(rig.clock.nowMs() + 10 * minuteMs));
    rig.start([two], 'Second', schedule(rig.clock.nowMs() + 20 * minuteMs));
    await rig.clock.pass(11 * minuteMs);
    expect(rig.messenger.delivered.map(({ phone }) => phone)).toEqual([one]);
    await rig.clock.pass(10 * minuteMs);
    expect(rig.messenger.delivered.map(({ phone }) => phone)).toEqual([one, two]);
  });
});
