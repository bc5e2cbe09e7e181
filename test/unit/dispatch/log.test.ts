import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, makeRig, type Rig } from '../../support/dispatch-rig.ts';

const [one, two] = ['+447700900101', '+447700900102'] as const;
const hash = 'ab'.repeat(32);
const lines: unknown[][] = [];
let rig: Rig;
beforeEach(() => {
  lines.length = 0;
  const log = {
    info: (...line: unknown[]) => void lines.push(['info', ...line]),
    warn: (...line: unknown[]) => void lines.push(['warn', ...line]),
    error: (...line: unknown[]) => void lines.push(['error', ...line]),
  };
  rig = makeRig({ log });
});
afterEach(() => rig.close());

const failing = (code: string) => () => {
  throw Object.assign(new Error(`failed with ${code}`), { code });
};
const error = (what: string, message: string) => ['error', what, expect.objectContaining({ message })];

describe('the log of sending', () => {
  it('says how a message ended, by its number alone', async () => {
    const { messageIds } = rig.start([one]);
    await rig.clock.pass(1_000);
    expect(lines).toEqual([['info', 'answered', { messageId: messageIds[0], answer: 'acknowledged' }]]);
    expect(JSON.stringify(lines)).not.toContain(one.slice(1));
  });

  it('says why a claim was refused', async () => {
    const { messageIds, campaignId } = rig.start([one, two]);
    rig.messenger.readChat = async () => {
      rig.stores.campaigns.move(campaignId, 'running', 'paused', rig.clock.nowMs(), 'operator');
      return [];
    };
    await rig.clock.pass(1_000);
    expect(lines).toEqual([['info', 'claim refused', { messageId: messageIds[0], claimed: 'not_running' }]]);
  });

  it('says why the gate stayed shut, and why sending stopped', async () => {
    rig.messenger.scripts.set(one, { ask: { accountIds: [] } });
    rig.start([one]);
    await rig.clock.pass(1_000);
    expect(lines).toEqual([
      ['warn', 'paused', { reason: 'other_account', detail: '' }],
      ['warn', 'gate refused', { why: 'other_account' }],
    ]);
  });

  it('has what went wrong while a refusal was written down', async () => {
    rig.stores.attempts.noteRefusal = failing('SQLITE_FULL');
    rig.messenger.scripts.set(one, { ask: { text: 'Other' } });
    rig.start([one]);
    await rig.clock.pass(1_000);
    expect(lines).toContainEqual(error('refusal not noted', 'failed with SQLITE_FULL'));
  });

  it('has what went wrong with an acknowledgement', () => {
    rig.stores.attempts.isOf = () => true;
    rig.stores.acks.recordAck = failing('SQLITE_FULL');
    rig.ackReceipt.receive({ random: 'r', remote: 'x', fromMe: true, ack: 1 });
    expect(lines).toContainEqual(error('acknowledgement', 'failed with SQLITE_FULL'));
  });

  it('has what stopped the loop', async () => {
    rig.stores.queue.runningCampaigns = failing('SQLITE_CORRUPT');
    rig.dispatcher.nudge();
    await rig.clock.pass(10);
    expect(lines).toContainEqual(error('dispatcher', 'failed with SQLITE_CORRUPT'));
  });

  it('says that a pause could not be kept, and the pause holds all the same', () => {
    rig.stores.db.sqlite.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON meta WHEN NEW.key = 'dispatcher_pause'
      BEGIN SELECT RAISE(ABORT, 'no space'); END`);
    rig.dispatcher.pause('operator');
    expect(lines).toContainEqual(error('pause not stored', 'no space'));
    expect(rig.dispatcher.state).toMatchObject({ kind: 'paused', reason: 'operator' });
  });

  it.each([
    ['dispatcher_doubt_1', 'doubts not stored'],
    ['dispatcher_tick', 'tick not stored'],
  ])('says that %s could not be kept, and sending goes on', async (key, what) => {
    rig.stores.db.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON meta WHEN NEW.key = '${key}'
      BEGIN SELECT RAISE(ABORT, 'no space'); END`);
    rig.messenger.scripts.set(one, { after: 'lost' });
    const { messageIds } = rig.start([one, two]);
    await rig.clock.pass(5 * 60_000);
    expect(lines).toContainEqual(error(what, 'no space'));
    expect(messageIds.map(rig.status)).toEqual(['failed:no_confirmation', 'sent']);
  });
});

it('says that the wait for acknowledgements could not be kept, and sending waits all the same', async () => {
  rig.stores.db.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON meta WHEN NEW.key = 'dispatcher_doubt_since_1'
    BEGIN SELECT RAISE(ABORT, 'no space'); END`);
  rig.settings.unconfirmedInARow = 1;
  rig.messenger.scripts.set(one, { after: 'lost' });
  rig.start([one, two]);
  await rig.clock.pass(5 * 60_000);
  expect(lines).toContainEqual(error('doubts not stored', 'no space'));
  expect(rig.dispatcher.state).toMatchObject({ kind: 'waiting', why: 'unconfirmed_in_a_row', count: 1 });
});

it('says that the rejections which the operator knows could not be kept, and sending goes on', async () => {
  rig.stores.db.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON meta WHEN NEW.key = 'dispatcher_known_rejections_1'
    BEGIN SELECT RAISE(ABORT, 'no space'); END`);
  rig.messenger.scripts.set(one, { after: 'reject' });
  rig.start([one]);
  await rig.clock.pass(60_000);
  rig.dispatcher.resume();
  const { messageIds } = rig.start([two]);
  await rig.clock.pass(60_000);
  expect(lines).toContainEqual(error('known rejections not stored', 'no space'));
  expect(messageIds.map(rig.status)).toEqual(['sent']);
});

describe('the log of an attachment', () => {
  const startWithAttachment = async () => {
    const file = { hash, fileName: 'map.png', mimeType: 'image/png', kind: 'image' as const, bytes: 3 };
    rig.stores.campaigns.addAttachment(file, rig.clock.nowMs());
    rig.dispatcher.pause('operator');
    const { campaignId, messageIds } = rig.start([one], 'Hello First1');
    rig.stores.campaigns.update(campaignId, { attachmentHash: hash });
    rig.dispatcher.resume();
    await rig.clock.pass(1_000);
    expect(messageIds.map(rig.status)).toEqual(['pending']);
    expect(rig.stores.campaigns.get(campaignId)?.pauseReason).toBe('attachment_unreadable');
    return file;
  };

  it('has what went wrong while it was read', async () => {
    const file = { hash, fileName: 'map.png', mimeType: 'image/png', kind: 'image' as const, bytes: 3 };
    rig.attachments.set(hash, { file, read: () => Promise.reject(new Error('gone')) });
    await startWithAttachment();
    expect(lines).toContainEqual(error('attachment', 'gone'));
  });

  it('has no error where the app simply has it no more', async () => {
    await startWithAttachment();
    expect(lines.filter(([level]) => level === 'error')).toEqual([]);
    expect(
      await rig.dispatcher.sendTest('Hello', { attachmentHash: hash, attachmentName: null, keepsPlace: false }),
    ).toBe('not_sent');
    expect(rig.messenger.account()).toBe(account);
  });
});
