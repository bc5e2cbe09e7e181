/**
 * Sends a campaign with pictures, to people whom nobody has written to before, through the whole built app, while
 * WhatsApp's page changes as the real one does: it goes offline, catches up, restricts the account, and becomes another
 * version.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Overview } from '../../../domain/contract.ts';
import { foldersUnder } from '../../../electron/storage/folders.ts';
import { BuiltApp } from '../../support/built-app.ts';
import { until } from '../../support/until.ts';
import { Desk } from '../kill/operator.ts';
import { truthOf } from '../kill/truth.ts';
import { type Change, changesOf, lastVersion } from './events.ts';

export type Changed = {
  readonly taken: number;
  readonly changes: number;
  /** What became of the people in doubt, one line each. */
  readonly inDoubt: readonly string[];
  /** Everything that breaks a promise; empty when all is well. */
  readonly wrong: readonly string[];
};

const gapMs = 200;
const pollMs = 200;
/** A record is read again ten seconds after its message became not confirmed. */
const settleMs = 30_000;
const firstNumber = 447_912_000_000;
const text = 'A picture for you, {{name}}';

/** Sends the campaign and compares what the app reports with what the page took. */
export async function playChanges(people: number, patienceMs: number, tell: (line: string) => void = () => undefined) {
  const app = await BuiltApp.install();
  try {
    await app.start({ notesOnNewChats: true });
    await app.untilLinked();
    await startCampaign(app, people);
    const changes = changesOf(app);
    const wrong = await untilDone(app, { changes, people, patienceMs, tell });
    await sendTheRest(app, patienceMs, tell);
    return await judge(app, people, changes, wrong);
  } finally {
    await app.uninstall();
  }
}

async function startCampaign(app: BuiltApp, people: number): Promise<void> {
  const desk = new Desk(app);
  await app.call('settings:set', { gapMinMs: gapMs, gapMaxMs: gapMs });
  const { id } = await app.call('campaign:create', { name: 'Pictures' });
  const rows = Array.from({ length: people }, (_, index) => `Person ${index + 1},+${firstNumber + index}`);
  await desk.importList(id, `Name,Phone\n${rows.join('\n')}\n`);
  await app.call('campaign:update', { id, text });
  await desk.attachPicture(id);
  await app.call('campaign:start', { id });
}

type Playing = {
  readonly changes: readonly Change[];
  readonly people: number;
  readonly patienceMs: number;
  readonly tell: (line: string) => void;
};

/** Lets each change happen, evenly spread, until the campaign is finished. Returns everything that breaks a promise. */
async function untilDone(app: BuiltApp, { changes, people, patienceMs, tell }: Playing): Promise<string[]> {
  const left = [...changes];
  const wrong: string[] = [];
  const step = people / (changes.length + 1);
  const isDone = async () => {
    const taken = app.journal.messages().length;
    const [next] = left;
    if (next !== undefined && taken >= step * (changes.length - left.length + 1)) {
      left.shift();
      tell(`${taken} taken: ${next.name}`);
      wrong.push(...(await next.happen()));
    }
    return isFinished(await app.overview());
  };
  await until(isDone, pollMs, patienceMs).catch(() => wrong.push('the campaign did not end'));
  return [...wrong, ...left.map(({ name }) => `it never came to this: ${name}`)];
}

/** Nobody answers a pause or an alarm here, so it also ends the run. */
function isFinished({ campaigns, dispatcher, alarms }: Overview): boolean {
  return campaigns.every(({ state }) => state === 'finished') || alarms.length > 0 || dispatcher.kind === 'paused';
}

/** The operator queues everybody again who was certainly not sent to, and WhatsApp's record settles what it can. */
async function sendTheRest(app: BuiltApp, patienceMs: number, tell: (line: string) => void): Promise<void> {
  const { counts } = await app.overview();
  if (counts.notSent > 0) {
    tell(`queued again: ${counts.notSent}`);
    const filter = { campaignId: null, tab: 'failed', certainty: 'not_sent', reason: null, delivery: null } as const;
    await app.call('message:requeue', {
      target: { filter: { ...filter, replied: false, account: null, search: '' }, except: [] },
    });
    await until(async () => isFinished(await app.overview()), pollMs, patienceMs).catch(() => undefined);
  }
  const isSettled = async () => (await app.overview()).counts.notConfirmed === 0;
  await until(isSettled, pollMs, settleMs).catch(() => undefined);
}

type Row = { readonly phone: string; readonly status: string; readonly reason: string | null };

async function judge(app: BuiltApp, people: number, changes: readonly Change[], wrong: readonly string[]) {
  const { alarms, dispatcher } = await app.overview();
  const taken = app.journal.messages();
  const db = app.openDatabase();
  const sql = 'SELECT r.phone, m.status, m.reason FROM message m JOIN recipient r ON r.id = m.recipient_id';
  const rows = db.prepare<unknown[], Row>(sql).all();
  const replies = db.prepare<unknown[], { count: number }>('SELECT count(*) AS count FROM reply').get()?.count;
  const captions = taken.map((entry) => ({ ...entry, caption: text }));
  const untrue = truthOf(db, captions);
  db.close();
  const stamp = readFileSync(join(foldersUnder(app.userData, true).whatsapp, 'proven-version'), 'utf8');
  const [proven] = stamp.split(' ');
  const inDoubt = rows.filter(({ status }) => status !== 'sent');
  const outages = changes.filter(({ isOutage }) => isOutage).length;
  const changed: Changed = {
    taken: taken.length,
    changes: changes.length,
    inDoubt: inDoubt.map(({ status, reason }) => `${status}: ${reason}`),
    wrong: [
      ...wrong,
      ...untrue,
      ...(dispatcher.kind === 'paused' ? [`sending is paused: ${dispatcher.reason}`] : []),
      ...alarms.map(({ kind }) => `an alarm: ${kind}`),
      ...(rows.length === people ? [] : [`${rows.length} messages for ${people} people`]),
      ...inDoubt.filter(({ reason }) => !isDoubt(reason)).map(({ phone, reason }) => `${phone} has none: ${reason}`),
      ...(inDoubt.length <= outages ? [] : [`${inDoubt.length} people are in doubt`]),
      ...(taken.every(({ mimetype }) => mimetype === 'image/jpeg') ? [] : ['a picture did not arrive as one']),
      ...(replies === 0 ? [] : [`${replies} notes were taken for replies`]),
      ...(proven === lastVersion ? [] : [`the last version that was tried is ${proven}`]),
    ],
  };
  return changed;
}

function isDoubt(reason: string | null): boolean {
  return reason === 'no_confirmation' || reason === 'interrupted';
}
