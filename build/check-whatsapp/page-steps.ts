import { setTimeout as delay } from 'node:timers/promises';
import type { LinkState } from '../../domain/state/state.ts';
import { checkGate, checkHistory, checkPeople } from '../../electron/whatsapp/check/account-steps.ts';
import {
  checkPage as checkInspected,
  checkShapes as checkInspectedShapes,
  checkRestriction,
} from '../../electron/whatsapp/check/check-linked.ts';
import type { Found } from '../../electron/whatsapp/check/found.ts';
import { startModules } from '../../electron/whatsapp/page/modules.ts';
import type { Inspection } from '../../electron/whatsapp/page/page-words.ts';
import type { Checked, CheckParts } from './types.ts';
import { stopwatch, within } from './within.ts';

type InPhase<Phase extends LinkState['phase']> = Extract<LinkState, { phase: Phase }>;

function stateIn<Phase extends LinkState['phase']>(
  { session }: Checked,
  ...phases: readonly Phase[]
): InPhase<Phase> | undefined {
  const { state } = session;
  const isOne = (one: LinkState): one is InPhase<Phase> => phases.some((phase) => phase === one.phase);
  return isOne(state) ? state : undefined;
}

function failure(state: InPhase<'failed'>): Found {
  return { word: 'fail', why: `WhatsApp did not open: ${state.problem}` };
}

/** 1. The page: the name that the browser gives itself, the version, the wall, missing parts. */
export async function checkPage({ checked, waits }: CheckParts): Promise<Found> {
  let seen: Inspection | null = null;
  // The page loads its parts one by one, so a part that is missing now may still come.
  await within(waits.pageMs, async () => {
    if (stateIn(checked, 'failed')) return true;
    seen = (await checked.session.inspect()) ?? seen;
    return seen !== null && checkInspected(seen, startModules).word === 'pass';
  });
  const failed = stateIn(checked, 'failed');
  if (failed) return failure(failed);
  return seen ? checkInspected(seen, startModules) : { word: 'fail', why: 'the page did not come' };
}

/** 2. The QR code: a fresh one comes when WhatsApp's own codes have run out. Then the account is linked. */
export async function checkCode({ checked, person, waits }: CheckParts): Promise<Found> {
  const { session } = checked;
  const first = await within(waits.pageMs, () => stateIn(checked, 'ready', 'qr', 'failed'));
  if (!first) return { word: 'fail', why: 'no code came' };
  if (first.phase === 'failed') return failure(first);
  if (first.phase === 'ready') return { word: 'unknown', why: 'this computer was linked already' };
  await delay(waits.codesMs);
  const later = await within(waits.pageMs, () => stateIn(checked, 'qr'));
  if (later === undefined || later.qr === first.qr) return { word: 'fail', why: 'no fresh code came' };
  const passedMs = stopwatch();
  await person.link(later);
  await within(waits.linkMs, () => stateIn(checked, 'syncing', 'ready', 'failed'));
  const syncingMs = passedMs();
  const linked = await within(waits.linkMs, () => stateIn(checked, 'ready', 'failed'));
  if (linked?.phase === 'failed') return failure(linked);
  if (!linked) return { word: 'fail', why: 'it did not link' };
  const readyMs = passedMs();
  const isOver = await within(waits.catchUpMs, () => session.isCaughtUp() !== false);
  const values = { syncingMs, readyMs, caughtUpMs: passedMs(), saysCaughtUp: session.isCaughtUp() !== null };
  if (!isOver) return { word: 'fail', why: 'catching up did not end', values };
  if (!values.saysCaughtUp) return { word: 'unknown', why: 'the page does not say that it has caught up', values };
  return { word: 'pass', why: '', values };
}

/** 3. Shapes: the field with the text of an id, what can be wrapped, what can be read, the account's restrictions. */
export async function checkShapes({ checked }: CheckParts): Promise<Found> {
  const { session } = checked;
  const [seen, restriction] = [await session.inspect(), await session.restriction()];
  if (seen === null) return { word: 'fail', why: 'the page does not answer' };
  const { lookUp, ids } = await checkPeople(session);
  const all = [checkInspectedShapes(seen), lookUp, ids, await checkHistory(session)];
  return worstOf([...all, checkRestriction(seen, restriction)]);
}

/** The worst verdict of all, with its reason, and the values of all. */
function worstOf(all: readonly Found[]): Found {
  const worst = all.find(({ word }) => word === 'fail') ?? all.find(({ word }) => word === 'unknown');
  const values = Object.assign({}, ...all.map((one) => one.values ?? {}));
  return { word: worst?.word ?? 'pass', why: worst?.why ?? '', values };
}

/** 4. The gate stops every message that it must stop, and nothing leaves. */
export function checkCanary({ checked }: CheckParts): Promise<Found> {
  return checkGate(checked.session);
}
