import { expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { SendGate, type TrialJudge } from '../../../electron/whatsapp/gate.ts';
import { PageDocument } from '../../../electron/whatsapp/page/page-document.ts';
import type { GuardedPage } from '../../../electron/whatsapp/page/page-guard.ts';
import { installTools } from '../../../electron/whatsapp/page/tools-in-page.ts';
import { silentLog } from '../../support/dispatch-rig.ts';

const trial: TrialJudge = {
  asks: () => true,
  judge: () => ({ go: false, why: 'unknown_attempt' }),
  seeLeaving: () => undefined,
};

function setUp() {
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
  const page = {
    evaluate: async (call: unknown) => (call === installTools ? 'a document' : null),
    exposeFunction: async () => undefined,
  } as unknown as GuardedPage;
  return { gate, page };
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
