import type { FaultRow } from '../fault-row.ts';
import { testFiles as files } from '../test-files.ts';

/** Holes that the gate closes, ways around it, and the alarms that tell of one. */
export const theGateFaults: Readonly<Record<number, FaultRow>> = {
  43: {
    fault: 'The gate is reached after the attempt was given up',
    must: 'it stays shut',
    shown: [
      [files.sending, 'row 43'],
      [files.messenger, 'a call that reaches the gate after its attempt was closed is refused'],
    ],
  },
  44: {
    fault: 'The page reloads between the look and the send',
    must: 'nothing leaves that was not asked for',
    shown: [[files.messenger, 'between the look and the send lets nothing leave']],
  },
  45: {
    fault: 'The page freezes between question and answer',
    must: 'an old "go" is discarded in the page',
    shown: [
      [files.pageGate, 'that comes too late is discarded in the page'],
      [files.pageGate, 'is discarded when the wall clock was set back meanwhile'],
    ],
  },
  46: {
    fault: 'Offline at the gate',
    must: "it stays shut: nothing waits in the page's outbox",
    shown: [[files.sending, 'row 46']],
  },
  47: {
    fault: 'An upload takes longer than its limit',
    must: 'certainly not sent; reached late, the gate stays shut',
    shown: [
      [files.sending, 'row 47'],
      [files.messenger, 'a failed upload never reaches the gate'],
    ],
  },
  48: {
    fault: 'An acknowledgement of another chat, or not of ours',
    must: 'counts for nothing',
    shown: [
      [files.dispatcher, 'takes no acknowledgement of another chat'],
      [files.messenger, 'of another chat or of the recipient can be told from ours'],
    ],
  },
  49: {
    fault: 'An acknowledgement for an earlier attempt',
    must: 'sent, with an alarm; the next attempt does not leave',
    shown: [[files.sending, 'row 49']],
  },
  50: {
    fault: 'The gate of an older document, or a replaced one',
    must: 'missed before anything is called',
    shown: [
      [files.pageGate, 'an older document is told from the new one'],
      [files.pageGate, 'a gate that was replaced is missed'],
    ],
  },
  51: {
    fault: 'WhatsApp’s send function is swapped during the call, and the message leaves without a question',
    must: 'not confirmed, an alarm, all sending stops, never sent again',
    shown: [
      [files.bypass, 'is not confirmed, raises the alarm, stops everything and is never sent again'],
      [files.bypass, 'is in the ledger too'],
      [files.session, 'is said to have changed where a message goes around the gate'],
    ],
  },
  52: {
    fault: 'A way around the gate is found after the message was called not sent, or queued again',
    must: 'not confirmed, an alarm, never sent again',
    shown: [
      [files.bypass, 'is found out late as well'],
      [files.bypass, 'does not go again when it was queued again before anybody knew'],
    ],
  },
  53: {
    fault: 'A message is seen leaving under an id that passed no gate',
    must: 'the attempt counts as passed; where none can be named there is the alarm',
    shown: [
      [files.bypass, 'sees the one in flight leave without a question'],
      [files.bypass, 'sees what the gate refused leave all the same'],
      [files.bypass, 'raises the alarm also where no attempt can be named'],
    ],
  },
  54: {
    fault: 'The database cannot be told of a way around the gate',
    must: 'never called unsent; nothing goes out until the alarm is raised, as soon as it can be',
    shown: [
      [files.bypass, 'is never called unsent, also where the database cannot be told'],
      [files.bypass, 'raises its alarm as soon as the database can be told'],
      [files.bypass, 'raises its alarm also for the one in flight'],
    ],
  },
  55: {
    fault: 'The chat at the gate is another person’s',
    must: 'refused; the same person under a LID or in the other form of a number is let through',
    shown: [
      [files.gateDoubts, 'the gate asks who'],
      [files.gateDoubts, 'lets a chat through that is known by the LID alone'],
    ],
  },
  56: {
    fault: 'The question at the gate is old, or from the future',
    must: 'not yet: nothing is written, the page asks anew',
    shown: [[files.gateDoubts, 'is asked anew each second, and lets the message through in its time']],
  },
  57: {
    fault: 'Another program writes to the database while the gate is judged',
    must: 'not yet, within a second: nothing is written, the page asks anew',
    shown: [[files.gateDoubts, 'while another program writes: nothing is written, nothing stops']],
  },
  58: {
    fault: 'An alarm is raised while a message is on its way to the gate',
    must: 'the gate stays shut',
    shown: [[files.gateDoubts, 'while an alarm is open, also one that was raised after the claim']],
  },
  59: {
    fault: 'An alarm behind a pause, a restart, and "go on"',
    must: 'it outranks the pause, stays, and is acknowledged by itself and by name',
    shown: [
      [files.gateDoubts, 'outrank a pause, survive a restart, and are not cleared by going on'],
      [files.alarms, 'stays open until somebody acknowledges that very one'],
    ],
  },
  60: {
    fault:
      'An acknowledgement under a LID that was learned after the send, or with a number that WhatsApp does not give',
    must: 'the first counts, the second does not',
    shown: [
      [files.gateDoubts, 'under a LID that was learned after the send counts'],
      [files.gateDoubts, 'under the LID of somebody else does not'],
      [files.gateDoubts, 'above the last that WhatsApp gives for a message is none'],
    ],
  },
  492: {
    fault: 'The computer falls asleep between a message’s claim and its gate, and wakes outside the hours',
    must: 'it stays, as one that missed its time; what was on its way as the hours ended goes',
    shown: [
      [
        'test/unit/dispatch/person-hours.test.ts',
        'lets nothing out in the night where the computer slept between the claim and the gate',
      ],
      ['test/unit/dispatch/person-hours.test.ts', 'lets out what was on its way when the hours ended'],
    ],
  },
};
