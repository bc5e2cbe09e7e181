import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import type { GateAnswer, HandOverEnd } from '../../../electron/ports.ts';
import { SendGate, type TrialJudge } from '../../../electron/whatsapp/gate.ts';
import { handOverInPage, readAccount, readIds, viewPage } from '../../../electron/whatsapp/page/calls-in-page.ts';
import { inspectPage } from '../../../electron/whatsapp/page/inspect-in-page.ts';
import { makeReady } from '../../../electron/whatsapp/page/make-ready.ts';
import { PageDocument } from '../../../electron/whatsapp/page/page-document.ts';
import type { GuardedPage } from '../../../electron/whatsapp/page/page-guard.ts';
import type { Inspection, PageView } from '../../../electron/whatsapp/page/page-words.ts';
import { TimedPage } from '../../../electron/whatsapp/page/timed-page.ts';
import { installTools } from '../../../electron/whatsapp/page/tools-in-page.ts';
import { silentLog } from '../../support/dispatch-rig.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';
import { until } from '../../support/until.ts';

const trial: TrialJudge = {
  asks: () => true,
  judge: () => ({ go: false, why: 'unknown_attempt' }),
  seeLeaving: () => undefined,
};

const account = { id: '447700900118@c.us', phone: '+447700900118', name: 'Olivia' };
const inspection: Inspection = {
  ...{ userAgent: '', brands: [], version: '2.3000.1', missing: [], keyField: '', idField: '', standing: null },
  ...{ saysKey: true, saysId: true, canWrapSend: true, canWrapEncryption: true, hasLid: false },
};
const standing = { socketState: 'CONNECTED', streamState: '', isCaughtUp: true, asksCheck: false };
const view: PageView = { ...standing, hasSynced: true, asksPasskey: false, ban: null };

/** A page without a browser, in which a hand-over is what the test says. */
function setUp(
  handOver: (ask: () => Promise<GateAnswer>) => Promise<HandOverEnd> = async () => ({ kind: 'returned' }),
) {
  const document = new PageDocument();
  const gate = new SendGate({
    document: () => document,
    onGate: () => ({ go: false, why: 'unknown_attempt' }),
    onAck: () => undefined,
    onLeaving: () => undefined,
    onStanding: () => undefined,
    log: silentLog,
    limits,
  });
  let ask: (question: object) => Promise<GateAnswer> | GateAnswer = () => ({ go: false, why: 'unknown_attempt' });
  const questionOf = (token: string) => ({
    ...{ documentId: 'a document', token, ids: [account.id], type: 'chat', text: 'SendOnce', fileHash: null },
    ...{ key: { serialized: '', random: '3EB0', fromMe: true, remote: account.id }, ...standing },
    ...{ askedAtMs: 0, accountIds: [account.id] },
  });
  const said = new Map<unknown, (given: { token: string }) => unknown>([
    [installTools, () => 'a document'],
    [readAccount, () => account],
    [inspectPage, () => inspection],
    [viewPage, () => view],
    [readIds, () => [account.id]],
    [handOverInPage, ({ token }) => handOver(async () => ask(questionOf(token)))],
  ]);
  const page = {
    evaluate: async (call: unknown, given: { token: string }) => said.get(call)?.(given) ?? null,
    exposeFunction: async (name: string, call: typeof ask) => {
      if (name === 'sendOnceAsk') ask = call;
    },
  } as unknown as GuardedPage;
  return { gate, page };
}

/** Makes such a page ready, as each document is; `proven`: whether the gate was found to hold on its version. */
async function makePageReady(handOver: Parameters<typeof setUp>[0]) {
  const { gate, page: guarded } = setUp(handOver);
  const { folder, remove } = temporaryFolder();
  onTestFinished(remove);
  await gate.expose(guarded);
  const clock = new FakeClock(0);
  const page = new TimedPage({ page: () => guarded, clock, log: silentLog, limits });
  const made = makeReady({ page, gate, loginFolder: folder, clock, log: silentLog, limits });
  let isOver = false;
  void made.finally(() => {
    isOver = true;
  });
  // The file of the proven version is read meanwhile, which takes no time of this clock.
  await until(async () => {
    await clock.pass(500);
    return isOver;
  }, 1);
  return { ready: await made, proven: existsSync(join(folder, 'proven-version')) };
}

it('the gate of a new document is tried also while a trial in the one before has not ended, and once at a time', async () => {
  const { gate, page } = setUp();
  await gate.install(page);
  const ofTheOld = Promise.withResolvers<string>();
  const old = gate.judgedBy(trial, () => ofTheOld.promise);
  expect(await gate.judgedBy(trial, async () => 'tried')).toBeNull();
  await gate.install(page);
  const ofTheNew = Promise.withResolvers<string>();
  const tried = gate.judgedBy({ ...trial }, () => ofTheNew.promise);
  // The old document ends while the new one is at work, and the new one continues.
  ofTheOld.resolve('given up');
  expect(await old).toBe('given up');
  expect(await gate.judgedBy(trial, async () => 'tried')).toBeNull();
  ofTheNew.resolve('tried');
  expect(await tried).toBe('tried');
});

it('a trial that did not reach the gate is made once more in the same document, and then keeps nobody from sending', async () => {
  let tries = 0;
  const cannotOpen = async (): Promise<HandOverEnd> => {
    tries += 1;
    return { kind: 'threw', why: 'the chat cannot be opened' };
  };
  const opensLater = async (ask: () => Promise<GateAnswer>): Promise<HandOverEnd> => {
    if (tries === 0) return cannotOpen();
    return { kind: 'threw', why: JSON.stringify(await ask()) };
  };
  expect(await makePageReady(opensLater)).toMatchObject({ ready: { ok: true }, proven: true });
  tries = 0;
  // A gate that is only seen to be broken at the second try is as broken.
  const asksNobody = async (): Promise<HandOverEnd> =>
    tries === 0 ? cannotOpen() : { kind: 'bypassed', why: 'the call ended without a question to the gate' };
  expect(await makePageReady(asksNobody)).toMatchObject({
    ready: { ok: false, failure: { isFinal: true } },
    proven: false,
  });
  tries = 0;
  expect(await makePageReady(cannotOpen)).toMatchObject({ ready: { ok: true }, proven: false });
  expect(tries).toBe(2);
});
