/**
 * The send gate around the real library, without the session: calls that no well-behaved caller would make. Every rule
 * of the gate in the page has a check that fails without it.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { SendGate } from '../../electron/whatsapp/gate.ts';
import { PageDocument } from '../../electron/whatsapp/page/page-document.ts';
import { gateChecks } from './gate-checks.ts';
import { type GateMutant, gateMutants } from './gate-mutants.ts';
import { type GateRig, type InPage, inPage, maxAgeMs, openGateRig, silentLog } from './gate-rig.ts';
import { eventOf } from './practice.ts';

let rig: GateRig;
beforeAll(async () => {
  rig = await openGateRig();
});
beforeEach(async () => {
  expect(await rig.stand()).toBeNull();
});
afterAll(() => rig.practice.close());

test('a fresh "go" lets the message through', () => gateChecks.freshGo(rig));
test('a "go" that comes too late is discarded in the page', () => gateChecks.lateGo(rig));
test('a "go" is discarded when the wall clock was set back meanwhile', () => gateChecks.wallClockSetBack(rig));
test('a "go" is discarded when only the wall clock shows the time that went by', () =>
  gateChecks.wallClockSetForth(rig));
test('a "go" is discarded when only the monotonic clock shows the time that went by', () =>
  gateChecks.monotonicAlone(rig));
test('the same token is asked for once and sends once, also when both calls run at the same time', () =>
  gateChecks.tokenOnce(rig));
test('a "go" calls WhatsApp once', () => gateChecks.originalOnce(rig));
test('what the library is told to send without a token does not leave', () => gateChecks.tokenRequired(rig));
test('an empty token is none', () => gateChecks.emptyToken(rig));
test('a call without a chat is refused unasked', () => gateChecks.noChat(rig));
test('a call without a message is refused unasked', () => gateChecks.noMessage(rig));
test('a token that is not ours does not leave', () => gateChecks.refused(rig));
test('no answer opens nothing', () => gateChecks.noAnswer(rig));
test('a question that failed opens nothing', () => gateChecks.brokenAnswer(rig));
test('an answer that is not plainly "go" opens nothing', () => gateChecks.otherAnswer(rig));
test('an answer that was not given by the judge opens nothing', () => gateChecks.halfAQuestion(rig));
test('a question from another document is refused', () => gateChecks.questionOfAnotherDocument(rig));
test('the token is gone from the message that WhatsApp gets', () => gateChecks.tokenStripped(rig));
test('the gate is told the key as WhatsApp made it, with every id of the chat', () =>
  gateChecks.keyAsWhatsAppMadeIt(rig));
test('a message without a key, a type or words is told as such', () => gateChecks.bareMessage(rig));
test('the words of a file are its caption, not its preview', () => gateChecks.captionIsTheText(rig));
test('the second promise, which the library drops, is told: an acceptance, and a rejection with its code', () =>
  gateChecks.rejectionTold(rig));
test('an error within the page is no rejection, whether the message left or not', () =>
  gateChecks.localErrorsAreNoRejection(rig));
test('what leaves is told below the gate, under the id that passed it', () => gateChecks.tapSeesWhatLeaves(rig));
test('what goes around the gate is told below it', () => gateChecks.tapSeesWhatGoesAround(rig));
test('what the page sends on its own is not told', () => gateChecks.tapLeavesProtocolAlone(rig));
test('the gate is told when the page is catching up, when its stream is lost, and when it does not say', () =>
  gateChecks.catchingUpIsTold(rig));
test('the text of an id is what it says of itself, and no method', () => gateChecks.idsAreTexts(rig));
test('for a picture that WhatsApp converted, the gate is told the hash of the file that was given', () =>
  gateChecks.pictureHash(rig));
test('for a document, the gate is told the hash that WhatsApp computed', () => gateChecks.documentHash(rig));
test('for a picture that was not given, the gate is told the hash that WhatsApp computed', () =>
  gateChecks.foreignPictureHash(rig));
test('after “not yet” it asks anew, and the message leaves once', () => gateChecks.notYet(rig));
test('after “not yet” a refusal stands', () => gateChecks.notYetAndNo(rig));
test('a gate that stands is left as it is', () => gateChecks.standsAlready(rig));
test('a gate that was replaced is missed before the library is called', () => gateChecks.replacedGate(rig));
test('a page whose send cannot be exchanged is not wrapped', () => gateChecks.cannotBeWrapped(rig));
test('a page that cannot ask the main process is not wrapped', () => gateChecks.cannotBeAsked(rig));
test('a page whose send has moved is not wrapped', () => gateChecks.sendHasMoved(rig));

/** The function's text without the rule. A replacement that matches nowhere or several times is an error. */
function textOf({ of, replace }: GateMutant): ReadonlyMap<InPage, string> {
  let text: string = inPage[of].toString();
  for (const [from, to] of replace) {
    expect(text.split(from), `places of: ${from}`).toHaveLength(2);
    text = text.replace(from, () => to);
  }
  return new Map([[of, text]]);
}

describe('a check fails without the rule', () => {
  test.for(gateMutants.map((mutant) => [mutant.dropped, mutant] as const))('%s', async ([, mutant]) => {
    expect(await rig.stand(textOf(mutant))).toBeNull();
    await expect(gateChecks[mutant.killedBy](rig)).rejects.toMatchObject({ name: 'AssertionError' });
  });

  test('every check is needed for a rule, but the healthy send and the two of the main process', () => {
    const needed = new Set<string>(gateMutants.map(({ killedBy }) => killedBy));
    const spare = Object.keys(gateChecks).filter((check) => !needed.has(check));
    expect(spare.sort()).toEqual(['freshGo', 'halfAQuestion', 'questionOfAnotherDocument']);
  });

  test('the main process compares the document of the question with its own', async () => {
    const documentId = await rig.documentId();
    rig.onQuestion = (question) => ({ ...(question as object), documentId });
    await expect(gateChecks.questionOfAnotherDocument(rig)).rejects.toMatchObject({ name: 'AssertionError' });
  });
});

test('a page without our tools is not wrapped', async () => {
  await rig.takeDown();
  expect(await rig.page.evaluate(inPage.gate, maxAgeMs, 20)).toBe('the tools are missing');
});

test('an older document is told from the new one even when its gate stands there as well', async () => {
  const document = new PageDocument();
  const other = new SendGate({
    document: () => document,
    onGate: rig.judge,
    onAck: () => undefined,
    onLeaving: () => undefined,
    onStanding: () => undefined,
    limits,
    log: silentLog,
  });
  const again = eventOf(rig.client, 'ready');
  // `other` saw the document before; `rig` puts its wrapper into the next.
  await other.install(rig.page);
  await rig.practice.server.control({ name: 'reload' });
  await again;
  expect(await rig.install()).toBeNull();
  const outgoing = rig.newOutgoingMessage();
  expect(await other.handOver(rig.page, outgoing)).toEqual({
    kind: 'threw',
    why: 'the page was loaded anew',
  });
  expect(await rig.taken(outgoing.chatId)).toBe(0);
});
