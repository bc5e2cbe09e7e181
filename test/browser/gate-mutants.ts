/** The gate without one of its rules, and the check that notices. The texts are those of the built functions. */
import type { GateCheck } from './gate-checks.ts';
import type { InPage } from './gate-rig.ts';

export type GateMutant = {
  readonly dropped: string;
  readonly of: InPage;
  readonly replace: readonly (readonly [from: string, to: string])[];
  readonly killedBy: GateCheck;
};

const mutant = (
  dropped: string,
  killedBy: GateCheck,
  ...replace: readonly (readonly [string, string])[]
): GateMutant => ({ dropped, of: 'gate', replace, killedBy });

export const gateMutants: readonly GateMutant[] = [
  mutant('a token is required', 'tokenRequired', ['typeof token !== "string" || ', '']),
  mutant('an empty token is none', 'emptyToken', ['token === "" || ', '']),
  mutant('a chat is required', 'noChat', ['!chat || ', '']),
  mutant('a message is required', 'noMessage', ['!message || typeof', 'message && typeof']),
  mutant('a used token is refused', 'tokenOnce', [' || usedTokens.has(token)', '']),
  mutant('a token is noted as used', 'tokenOnce', ['usedTokens.add(token);', '']),
  mutant('the token is taken out of the message', 'tokenStripped', ['delete message.sendOnceToken', 'void 0']),
  mutant('the age on the wall clock', 'wallClockSetForth', [', Date.now() - askedAtWall]', ']']),
  mutant('the age on the monotonic clock', 'monotonicAlone', ['performance.now() - askedAt, ', '']),
  mutant('a negative age is no age', 'wallClockSetBack', ['age >= 0 && ', '']),
  mutant('an age has a limit', 'lateGo', [' && age <= maxAgeMs', '']),
  mutant('one late clock is enough', 'wallClockSetForth', ['ages.every(', 'ages.some(']),
  mutant('the clocks are read before the question', 'lateGo', [
    '[performance.now() - askedAt, Date.now() - askedAtWall]',
    '[0, 0]',
  ]),
  mutant('“not yet” is no refusal', 'notYet', ['answer?.isNotYet === true', 'false']),
  mutant('“not yet” is no go', 'notYetAndNo', ['\n\t\t\t\tcontinue;', '\n\t\t\t\treturn question.key;']),
  mutant('after “not yet” everything is asked anew', 'notYet', [
    'askedAtMs: Date.now()',
    'askedAtMs: page.at ??= Date.now()',
  ]),
  mutant('a refusal is no go', 'refused', ['answer?.go !== true', 'answer === null']),
  mutant('no answer is no go', 'noAnswer', ['answer?.go !== true', 'answer && answer.go !== true']),
  mutant('only true is go', 'otherAnswer', ['answer?.go !== true', '!answer?.go']),
  mutant('a failed question is no go', 'brokenAnswer', [
    'await ask(question)',
    'await ask(question).catch(() => ({ go: true }))',
  ]),
  mutant(
    'the original waits for the answer',
    'originalWaits',
    ['usedTokens.add(token);', 'usedTokens.add(token); const early = original.apply(sender, values);'],
    ['promises: original.apply(sender, values)', 'promises: early'],
  ),
  mutant('the original is called once', 'originalOnce', [
    'promises: original.apply(sender, values)',
    'promises: (original.apply(sender, values), original.apply(sender, values))',
  ]),
  mutant('fromMe is the key’s', 'keyAsWhatsAppMadeIt', ['key?.fromMe === true', 'true']),
  mutant('the chat is the key’s', 'keyAsWhatsAppMadeIt', ['tools.textOf(key?.remote)', 'tools.textOf(chatId)']),
  mutant('the random part is the key’s', 'keyAsWhatsAppMadeIt', ['typeof key?.id === "string" ? key.id : ""', '""']),
  mutant('a key without a random part has none', 'bareMessage', [
    'typeof key?.id === "string" ? key.id : ""',
    'String(key?.id)',
  ]),
  mutant('the ids are of the chat', 'keyAsWhatsAppMadeIt', ['...tools.idsOf(chatId), ', '']),
  mutant('the ids are of the key', 'keyAsWhatsAppMadeIt', [', ...tools.idsOf(remote)', '']),
  mutant('the words of a file are its caption', 'captionIsTheText', [
    'message.type === "chat" ? message.body : message.caption',
    'message.body',
  ]),
  mutant('a document has WhatsApp’s hash', 'documentHash', ['isConverted && givenHash', 'givenHash']),
  mutant('a picture has the given hash', 'pictureHash', ['isConverted && givenHash !== undefined ? givenHash : ', '']),
  mutant('what was not given has WhatsApp’s hash', 'foreignPictureHash', [' && givenHash !== undefined', '']),
  mutant('no file has no hash', 'keyAsWhatsAppMadeIt', [
    'return null;\n\t\tconst isConverted',
    'return "";\n\t\tconst isConverted',
  ]),
  mutant('the account is told', 'keyAsWhatsAppMadeIt', ['tools.accountIds()', '[]']),
  mutant('the connection is asked', 'catchingUpIsTold', [
    '...tools.standing()',
    '...{ socketState: "CONNECTED", streamState: "CONNECTED", isCaughtUp: true }',
  ]),
  mutant('the time is told', 'keyAsWhatsAppMadeIt', ['askedAtMs: Date.now()', 'askedAtMs: null']),
  mutant('a local error is no rejection', 'localErrorsAreNoRejection', [
    'page.require("WAWebCollections").Msg.get(serialized)?.ack ?? null',
    '-1',
  ]),
  mutant('a rejection is told', 'rejectionTold', ['result: result.messageSendResult', 'result: "OK"']),
  mutant('the asking is needed', 'cannotBeAsked', ['return "the main process cannot be asked"', 'void 0']),
  mutant('a moved send is noticed', 'sendHasMoved', ['return "WhatsApp sends in another way"', 'void 0']),
  mutant('a wrapper that does not hold is noticed', 'cannotBeWrapped', [
    'return "WhatsApp does not let itself be wrapped"',
    'void 0',
  ]),
  mutant('a replaced gate is noticed at the next look', 'replacedGate', [
    ' ? null : "the gate was replaced"',
    ' ? null : null',
  ]),
  mutant('a gate that stands is left as it is', 'standsAlready', [
    '? null : "the gate was replaced"',
    '? "stands" : "the gate was replaced"',
  ]),
  {
    dropped: 'a replaced gate is noticed at the hand-over',
    of: 'handOver',
    replace: [['addAndSendMsgToChat !== gate.wrapper', 'addAndSendMsgToChat === null']],
    killedBy: 'replacedGate',
  },
  {
    dropped: 'both spellings of an id are read',
    of: 'tools',
    replace: [['id.$1,', '']],
    killedBy: 'keyAsWhatsAppMadeIt',
  },
  {
    dropped: 'the device is no part of an id',
    of: 'tools',
    replace: [['.replace(/:\\d+@/, "@")', '']],
    killedBy: 'keyAsWhatsAppMadeIt',
  },
  {
    dropped: 'an id says its text itself',
    of: 'tools',
    replace: [['own.startsWith("[object ")', 'typeof id !== "string"']],
    killedBy: 'idsAreTexts',
  },
  {
    dropped: 'the tap tells what leaves',
    of: 'tap',
    replace: [['kind: "leaving"', 'kind: "none"']],
    killedBy: 'tapSeesWhatLeaves',
  },
  {
    dropped: 'the tap tells to whom',
    of: 'tap',
    replace: [['tools.textOf(id.remote)', '""']],
    killedBy: 'tapSeesWhatGoesAround',
  },
  {
    dropped: 'an addition to a message is no message',
    of: 'tap',
    replace: [['record?.type !== "message" || ', '']],
    killedBy: 'tapLeavesProtocolAlone',
  },
  {
    dropped: 'only what somebody wrote is told',
    of: 'tap',
    replace: [[' || !writtenTypes.includes(type)', '']],
    killedBy: 'tapLeavesProtocolAlone',
  },
];
