import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import type { ClaimRequest } from '../../db/messages/claims.ts';
import { backUp } from '../../db/open.ts';
import { campaignScope, textScope } from '../../domain/messages/scope.ts';
import { chatOf, claimOf, tokenOf } from './attempts.ts';
import { account, type Rig } from './dispatch-rig.ts';
import { failPending } from './fail-pending.ts';
import { cancelAtOnce, startCampaign } from './temporary-database.ts';

const phones = ['+447700900101', '+447700900102', '+447700900103'];
const metaKeys = [
  ...['database', 'machine', 'unchecked', 'ledger', 'ledger_number', 'ledger_checksum', 'ledger_end_byte'],
  ...[
    'last_quick_check_ms',
    'last_backup_ms',
    'clean_stop',
    'dispatcher_pause',
    'dispatcher_tick',
    'dispatcher_doubt_1',
    'dispatcher_doubt_since_1',
  ],
];
const junk = ['', 'junk', '-1', '1e999', '{}', '[]', '99', 'null'];

const kinds = [
  ...['start', 'claim', 'claim', 'claim', 'pass', 'pass', 'passInLedgerOnly', 'refuse', 'giveUp', 'doubt'],
  ...['acknowledge', 'acknowledgeRefused', 'reject', 'wentAround', 'leaves', 'requeue', 'requeue', 'settle'],
  ...['pauseCampaign', 'cancelCampaign', 'cancelMessages', 'failPending', 'report', 'takeNote', 'takeNote'],
  ...['kill', 'kill', 'backUp', 'restore', 'keepLedger', 'putLedgerBack', 'loseLedger', 'tearLedger', 'damageLedger'],
  ...['editMeta', 'editLedgerKey', 'editSetting', 'editSchedule'],
] as const;
type Kind = (typeof kinds)[number];
export type LifeStep = { readonly kind: Kind; readonly pick: number };

/** The steps of a random life of the app: its own operations one by one, kills, and damage by a disk or by a hand. */
export const stepsOfLife = fc.array(fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat(1_000_000) }), {
  minLength: 5,
  maxLength: 40,
});

/** Does these steps on a rig whose dispatcher does not run. A step that is impossible at a moment does nothing. */
export function lifeSteps(rig: Rig): { do(step: LifeStep): void } {
  let count = 0;
  const next = (name: string) => {
    count += 1;
    return `${name}${count}`;
  };
  const nowMs = () => rig.clock.nowMs();
  const one = <Item>(items: readonly Item[], pick: number): Item | undefined => items[pick % items.length];
  const rows = <Row extends object>(sql: string) => rig.stores.db.all<Row>(sql);
  const messageIds = () => rows<{ id: number }>(`SELECT id FROM message`).map(({ id }) => id);
  const flying = () =>
    rows<{ id: number; token: string; chatId: string }>(
      `SELECT m.id, a.token, a.chat_id AS chatId FROM message m JOIN attempt a ON a.message_id = m.id
       WHERE m.status = 'sending' AND a.outcome = 'unknown'`,
    )[0];
  const lineOf = (token: string) => {
    const view = rig.stores.attempts.viewForGate(token);
    const held = rig.stores.fences.ofAttempt(view?.attemptId ?? 0);
    const { campaignUid, rowNumber } = view ?? { campaignUid: '', rowNumber: 0 };
    const place = { campaign: campaignUid ?? '', row: rowNumber ?? 0, account: account.phone };
    return { token, ...place, ...held, random: next('3EB0'), atMs: nowMs() };
  };
  const files = {
    database: `${rig.folder}/sendonce.db`,
    ledger: `${rig.folder}/ledger/fences.ledger`,
    keptDatabase: `${rig.folder}/kept.db`,
    keptLedger: `${rig.folder}/kept.ledger`,
  };
  const crash = (meanwhile?: () => void) => {
    rig.crash(meanwhile);
    rig.dispatcher.pause('operator');
  };
  const edit = (sql: string, ...values: string[]) => {
    rig.stores.db.pragma('ignore_check_constraints = ON');
    rig.stores.db.run(sql, ...values);
    rig.stores.db.pragma('ignore_check_constraints = OFF');
  };
  const claim = (pick: number) => {
    const found = one(
      rows<Pick<ClaimRequest, 'messageId' | 'phone'> & { uid: string }>(
        `SELECT m.id AS messageId, r.phone, c.uid FROM message m JOIN recipient r ON r.id = m.recipient_id
           JOIN campaign c ON c.id = m.campaign_id WHERE m.status = 'pending'`,
      ),
      pick,
    );
    if (!found || flying()) return;
    const { messageId, phone, uid } = found;
    const scopes = { campaign: campaignScope(uid), text: textScope(uid) };
    rig.stores.claims.claim(
      claimOf(rig.stores, { messageId, phone, token: tokenOf(next('token')), scopes, nowMs: nowMs() }),
    );
  };
  const steps: Record<Kind, (pick: number) => void> = {
    start: (pick) => void startCampaign(rig.stores, phones.slice(pick % 3), `Hello ${next('text')}`),
    claim,
    pass: () => {
      const now = flying();
      if (!now) return;
      const line = lineOf(now.token);
      const position = rig.ledger.append(line);
      const key = { serialized: `true_${now.chatId}_${line.random}`, remote: now.chatId };
      const id = { waKey: JSON.stringify(key), waRandom: line.random, ids: [now.chatId] };
      rig.stores.attempts.pass(now.token, id, position, nowMs());
    },
    // The commit failed after the ledger's line was written.
    passInLedgerOnly: () => {
      const now = flying();
      if (now) rig.ledger.append(lineOf(now.token));
    },
    refuse: () => {
      const now = flying();
      if (now) rig.stores.attempts.noteRefusal(now.token, next('refused'));
    },
    giveUp: () => {
      const now = flying();
      if (now) rig.stores.messages.giveUp(now.id, now.token, 'not_handed_over', nowMs());
    },
    doubt: () => {
      const now = flying();
      if (now && rig.stores.attempts.hasPassedByToken(now.token))
        rig.stores.messages.failNotConfirmed(now.id, 'no_confirmation', nowMs(), nowMs());
    },
    acknowledge: (pick) => {
      const found = one(rows<{ random: string; remote: string }>(passed), pick);
      if (found) rig.stores.acks.recordAck({ ...found, ack: 1 + (pick % 3) }, nowMs());
    },
    acknowledgeRefused: (pick) => {
      const found = one(rows<{ random: string; remote: string }>(refused), pick);
      if (found) rig.stores.acks.recordAck({ ...found, ack: 1 }, nowMs());
    },
    reject: (pick) => {
      const found = one(rows<{ random: string; remote: string }>(passed), pick);
      if (found) rig.stores.acks.recordRejection(found, nowMs());
    },
    wentAround: (pick) => {
      const found = one(rows<{ token: string }>(`SELECT token FROM attempt WHERE kind = 'campaign'`), pick);
      if (found) rig.bypass.callWentAround(found.token);
    },
    leaves: (pick) => {
      const found = one(rows<{ random: string; remote: string }>(refused), pick);
      rig.bypass.receiveLeaving(found ?? { random: next('stray'), remote: chatOf(phones[pick % 3] ?? '') });
    },
    requeue: () => void rig.stores.messages.requeue(messageIds(), 'operator', nowMs()),
    settle: (pick) => {
      const id = one(messageIds(), pick);
      if (id) rig.stores.messages.settle(id, pick % 2 === 0 ? 'seen' : 'not_there', 'operator', nowMs());
    },
    pauseCampaign: (pick) => {
      const id = one(campaignIds(), pick);
      if (id) rig.stores.campaigns.move(id, 'running', 'paused', nowMs(), 'operator');
    },
    cancelCampaign: (pick) => {
      const id = one(campaignIds(), pick);
      if (id && pick % 3 === 0) cancelAtOnce(rig.stores.campaigns, id, nowMs());
    },
    cancelMessages: (pick) => {
      const id = one(messageIds(), pick);
      if (id) rig.stores.messages.cancel([id], 'operator', nowMs());
    },
    failPending: (pick) => {
      const id = one(messageIds(), pick);
      if (id) failPending(rig.stores.db, id, pick % 2 === 0 ? 'duplicate' : 'not_on_whatsapp', nowMs());
    },
    report: (pick) => {
      const handed = {
        scopes: [textScope(String(pick % 2))],
        account: account.phone,
        newToken: () => tokenOf(next('ext')),
      };
      rig.stores.replay.recordExternalSends([phones[pick % 3] ?? ''], { ...handed, nowMs: nowMs() }, rig.ledger);
    },
    takeNote: () => {
      for (const { id } of rig.stores.alarms.open()) rig.stores.alarms.acknowledge(id, 'operator', nowMs());
    },
    kill: () => crash(),
    backUp: () => {
      rmSync(files.keptDatabase, { force: true });
      copyFileSync(backUp(rig.stores.db.sqlite, `${rig.folder}/backups`, next('b'), nowMs()), files.keptDatabase);
    },
    restore: () => {
      if (!existsSync(files.keptDatabase)) return;
      crash(() => {
        for (const end of ['', '-wal', '-shm']) rmSync(`${files.database}${end}`, { force: true });
        copyFileSync(files.keptDatabase, files.database);
      });
    },
    keepLedger: () => copyFileSync(files.ledger, files.keptLedger),
    putLedgerBack: () => {
      if (existsSync(files.keptLedger)) crash(() => copyFileSync(files.keptLedger, files.ledger));
    },
    loseLedger: () => crash(() => rmSync(files.ledger)),
    tearLedger: (pick) =>
      crash(() => truncateSync(files.ledger, Math.max(0, readFileSync(files.ledger).length - 1 - (pick % 300)))),
    damageLedger: (pick) =>
      crash(() => {
        const bytes = readFileSync(files.ledger);
        bytes[pick % bytes.length] = pick % 256;
        writeFileSync(files.ledger, bytes);
      }),
    editMeta: (pick) =>
      edit(`UPDATE meta SET value = ? WHERE key = ?`, one(junk, pick) ?? '', one(metaKeys, pick >> 4) ?? ''),
    // Only while database and ledger name each other, as they do after each start.
    editLedgerKey: (pick) => {
      crash();
      const key = one([...junk, '1'.repeat(64)], pick);
      edit(`UPDATE meta SET value = ? WHERE key = 'ledger_key'`, key ?? '');
      crash();
    },
    editSetting: (pick) =>
      edit(
        `INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
        ...[one(['language', 'ackWaitMs', 'quietDays', 'theme'], pick >> 4) ?? '', one(junk, pick) ?? ''],
      ),
    editSchedule: (pick) => edit(`UPDATE campaign SET schedule = ?`, one(junk, pick) ?? ''),
  };
  const campaignIds = () => rows<{ id: number }>(`SELECT id FROM campaign`).map(({ id }) => id);
  return {
    do({ kind, pick }) {
      rig.dispatcher.pause('operator');
      steps[kind](pick);
    },
  };
}

const passed = `SELECT wa_random AS random, chat_id AS remote FROM attempt WHERE wa_random IS NOT NULL AND chat_id <> ''`;
const refused = `SELECT refused_random AS random, chat_id AS remote FROM attempt WHERE refused_random IS NOT NULL`;
