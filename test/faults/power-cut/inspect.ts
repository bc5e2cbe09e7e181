import { quickCheck } from '../../../db/open.ts';
import { notConfirmedReasons } from '../../../domain/messages/message.ts';
import { recover } from '../../../electron/dispatch/recovery.ts';
import type { Folders } from '../../../electron/storage/folders.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import { makeRig } from '../../support/dispatch-rig.ts';
import { makeStores, migrationsFolder, type Stores, startMs } from '../../support/temporary-database.ts';
import type { Seen } from './world.ts';

/**
 * What is wrong with a disk after a power cut. `unusable`: the app does not start, or the database is damaged. `held`:
 * the app mistook the power cut for a foreign or restored file. `may_go_twice`: a message that left is forgotten.
 * `lie`: a status says what did not happen.
 */
export type Finding = { readonly kind: 'unusable' | 'held' | 'may_go_twice' | 'lie'; readonly detail: string };

/** Opens a disk as the app does at its start, and compares what the app believes with what the world saw. */
export function inspect(folders: Folders, world: readonly Seen[]): Finding[] {
  const opened = openStorage(folders, migrationsFolder, startMs);
  if (!opened.ok) return [{ kind: 'unusable', detail: `${opened.failure.code} ${opened.failure.detail}` }];
  const { db, ledger } = opened.value;
  try {
    const stores = makeStores(db, ledger);
    const damage = quickCheck(db.sqlite);
    if (damage !== null) return [{ kind: 'unusable', detail: damage }];
    const recovered = recover({ ...stores, ledger }, startMs);
    const hold = opened.value.hold ?? recovered.hold;
    return [
      ...(hold ? [{ kind: 'held' as const, detail: `${hold.reason} ${hold.detail}` }] : []),
      ...world.flatMap((seen) => (seen.kind === 'left' ? inspectLeft(stores, seen) : [])),
      ...inspectClaims(stores, world),
    ];
  } catch (error) {
    return [{ kind: 'unusable', detail: String(error) }];
  } finally {
    ledger.close();
    db.close();
  }
}

/** A message that left is known under its id, is not offered again, and its person is fenced in every scope. */
function inspectLeft({ db, fences, messages }: Stores, left: Seen & { kind: 'left' }): Finding[] {
  const row = db.sqlite
    .prepare(
      `SELECT a.id, a.message_id AS messageId, a.outcome, m.status, m.reason FROM attempt a LEFT JOIN message m ON m.id = a.message_id
       WHERE a.wa_random = ?`,
    )
    .get(left.random) as
    | { id: number; messageId: number | null; outcome: string; status: string | null; reason: string | null }
    | undefined;
  const forgotten = (detail: string): Finding[] => [{ kind: 'may_go_twice', detail: `${left.random} ${detail}` }];
  if (!row) return forgotten('left and is not known');
  if (row.outcome === 'not_sent') return forgotten('left and is called not sent');
  // Where the message itself is lost, as in a restored backup, only the fences can hold.
  const isDoubt = row.status === 'failed' && (notConfirmedReasons as readonly (string | null)[]).includes(row.reason);
  if (row.messageId !== null && row.status !== 'sent' && !isDoubt)
    return forgotten(`left and is ${row.status} ${row.reason}`);
  if (row.messageId !== null && messages.requeue([row.messageId], 'operator', startMs) > 0)
    return forgotten('left and was queued again');
  const { scopes } = fences.ofAttempt(row.id);
  const open = scopes.filter((scope) => !fences.isForAnother(nobody, [scope], [`${left.phone.slice(1)}@c.us`]));
  return scopes.length === 2 && open.length === 0 ? [] : forgotten('left without its fences');
}

/** No attempt has this id, so every fence counts as another attempt's. */
const nobody = -1;

/** Only messages that the world acknowledged are "sent", and nothing is left half done. */
function inspectClaims({ db }: Stores, world: readonly Seen[]): Finding[] {
  const acknowledged = new Set(world.flatMap((seen) => (seen.kind === 'acknowledged' ? seen.random : [])));
  const sent = db.sqlite
    .prepare(`SELECT a.wa_random FROM message m JOIN attempt a ON a.message_id = m.id AND a.outcome = 'sent'
              WHERE m.status = 'sent'`)
    .pluck()
    .all() as string[];
  const open = db.sqlite.prepare(`SELECT count(*) FROM message WHERE status = 'sending'`).pluck().get() as number;
  return [
    ...sent
      .filter((random) => !acknowledged.has(random))
      .map((random): Finding => ({ kind: 'lie', detail: `${random} is sent without an acknowledgement` })),
    ...(open > 0 ? [{ kind: 'lie' as const, detail: 'a message is still being sent after the start' }] : []),
  ];
}

/** Lets the app continue to send from such a disk until nothing waits, and reports each message that was sent twice. */
export async function sendOn(folder: string, world: readonly Seen[]): Promise<Finding[]> {
  const rig = makeRig({ folder, countFrom: 1_000_000 });
  try {
    for (let minute = 0; minute < 60 && rig.dispatcher.state.kind !== 'idle'; minute += 1) {
      rig.dispatcher.resume();
      await rig.clock.pass(60_000);
    }
    const before = world.flatMap((seen) => (seen.kind === 'left' ? `${seen.phone} ${seen.text}` : []));
    const all = [...before, ...rig.messenger.delivered.map(({ phone, text }) => `${phone} ${text}`)];
    const twice = [...new Set(all.filter((one, index) => all.indexOf(one) !== index))];
    return twice.map((detail) => ({ kind: 'may_go_twice', detail: `sent twice: ${detail}` }));
  } finally {
    rig.close();
  }
}
