import type { FaultRow } from '../fault-row.ts';

/** Answers to single people. */
export const answersFaults: Readonly<Record<number, FaultRow>> = {
  200: {
    fault: '*Send* of an answer is pressed twice, or told twice, or held',
    must: 'one answer',
    shown: [
      ['test/unit/dispatch/answers.test.ts', 'goes once, however often one press is told'],
      ['test/renderer/replies/replies-screen.test.tsx', 'Enter sends what was written, once'],
    ],
  },
  201: {
    fault: 'The same words are answered to the same person within a minute',
    must: 'asked first; the safe choice comes first',
    shown: [['test/unit/dispatch/answers.test.ts', 'with the same words within a minute is asked about']],
  },
  202: {
    fault: 'They write more between what the writer has read and the gate',
    must: 'not sent; the words are back in their box',
    shown: [
      ['test/unit/dispatch/answers-not-sent.test.ts', 'is not sent where they wrote more than its writer had read'],
    ],
  },
  203: {
    fault: 'The page does not stand, the chat cannot be read, or the call hangs before the gate',
    must: 'closed after two minutes; the words are back; a late call is refused',
    shown: [
      ['test/unit/dispatch/answers-not-sent.test.ts', 'is not sent into a chat that cannot be read'],
      ['test/unit/dispatch/answers-not-sent.test.ts', 'whose call hangs before the gate is closed after two minutes'],
    ],
  },
  204: {
    fault: 'The app ends while an answer waits, or after its gate opened',
    must: 'the first never goes; the second is not confirmed',
    shown: [['test/unit/dispatch/answers-interrupted.test.ts', 'that waited when the app ended never goes']],
  },
  205: {
    fault: 'A database from before an answer is put beside its ledger',
    must: 'not confirmed, or asked about; nothing goes again',
    shown: [
      ['test/unit/dispatch/answers-interrupted.test.ts', 'that the ledger knows and a database from before does not'],
      ['test/unit/dispatch/answers-interrupted.test.ts', 'of which a database from before knows nothing'],
    ],
  },
  206: {
    fault: 'An acknowledgement of an answer for a campaign’s message, or of another chat',
    must: 'each counts for its own alone; WhatsApp’s late word settles the conversation, up to what its writer had read',
    shown: [
      ['test/unit/dispatch/answers.test.ts', 'is not taken for a campaign’s message by an acknowledgement'],
      ['test/unit/dispatch/answers.test.ts', 'is not confirmed, answers nobody, and heals'],
      ['test/unit/dispatch/answers.test.ts', 'does not answer what they wrote after it had left'],
    ],
  },
  207: {
    fault: 'An alarm, another account, or a pause that is not the operator’s',
    must: 'no answer leaves; while the operator has paused it may',
    shown: [
      ['test/unit/dispatch/answers-not-sent.test.ts', 'is refused under an alarm and any other pause'],
      ['test/unit/dispatch/answers-not-sent.test.ts', 'that an alarm overtakes does not leave'],
      ['test/unit/dispatch/answers-not-sent.test.ts', 'is bound to its account and to its person'],
      ['test/unit/dispatch/answers.test.ts', 'and while the operator has paused'],
    ],
  },
  596: {
    fault: 'WhatsApp lets the account write to nobody new, and somebody who wrote waits for an answer',
    must: 'it goes where WhatsApp’s page says that their chat is open, and stays in its box where not; campaigns stay paused',
    shown: [
      ['test/unit/dispatch/answers-not-sent.test.ts', 'a restriction is asked about that chat'],
      ['test/browser/standing.test.ts', 'whose end WhatsApp does not name'],
    ],
  },
  208: {
    fault: 'An answer to somebody on do not contact, or who gets there before the gate',
    must: 'asked first, or not sent',
    shown: [
      ['test/unit/dispatch/answers-not-sent.test.ts', 'to somebody on do not contact is asked about'],
      ['test/renderer/replies/replies-screen.test.tsx', 'has no field for somebody on do not contact'],
    ],
  },
  209: {
    fault: 'They were answered on the phone while the app was closed',
    must: 'not counted as unanswered once WhatsApp is ready',
    shown: [['test/unit/replies/answering.test.ts', 'what was answered on the phone']],
  },
  510: {
    fault: 'They reply, or ask to stop, while the app is closed, or before WhatsApp’s page can be listened to',
    must: 'known before anything is sent, as if it had just come, once, with the time at which they wrote; a chat that cannot be read is tried again, also by the next connection',
    shown: [
      ['test/unit/replies/missed-replies.test.ts', 'what people write while nobody listens'],
      ['test/browser/messenger.test.ts', 'a message that came while nobody listened'],
      ['test/e2e/session-end.test.ts', 'the next start says what is not known and who wrote meanwhile'],
    ],
  },
  481: {
    fault:
      'More was written while nobody listened than can be read in six minutes, or more chats than the page tells of',
    must: 'sending goes on, and what people wrote is read on beside it, to the end; what is not told is read by the next connection',
    shown: [
      ['test/unit/replies/missed-replies.test.ts', 'is read on where it takes long, while others are sent to'],
      ['test/unit/replies/missed-replies.test.ts', 'where more chats were written in than the page tells of'],
    ],
  },
  482: {
    fault:
      'The app is killed, the disk is full or the ticks cannot be read when it is noted until when somebody listened',
    must: 'no word is lost by it: nothing counts as heard that is not written down, and words are read without the ticks',
    shown: [
      ['test/unit/replies/missed-replies.test.ts', 'is read again where it was not written down'],
      ['test/unit/replies/missed-replies.test.ts', 'is read from shortly before a crash on'],
      ['test/unit/replies/missed-replies.test.ts', 'is read also where the ticks cannot be'],
    ],
  },
  483: {
    fault: 'The chat of somebody who asked to stop and was erased since is read again',
    must: 'nothing is kept of them anew, and nobody is asked about them again',
    shown: [['test/unit/replies/missed-replies.test.ts', 'says nothing anew of somebody who was erased since']],
  },
  511: {
    fault: 'A message is delivered or read while the app is closed, or was sent before its last start',
    must: 'its ticks are known before anything is sent or anybody is drawn; whoever read it gets nothing for those who did not',
    shown: [
      ['test/unit/dispatch/missed-ticks.test.ts', 'ticks that came while the app was closed are known'],
      ['test/browser/messenger.test.ts', 'the ticks of our messages are read by their keys'],
    ],
  },
  484: {
    fault: 'Sending is resumed after an error left a message open, while an answer waits for its turn',
    must: 'the message is settled and the answer goes: nothing stops anew over what was left open',
    shown: [
      [
        'test/unit/dispatch/answers.test.ts',
        'that waits while an error left a message open keeps neither from going on',
      ],
    ],
  },
  384: {
    fault: 'WhatsApp shows an answer before its gate, and the gate stays shut',
    must: 'nobody is answered by it: who wrote waits on',
    shown: [['test/unit/dispatch/answers.test.ts', 'answers nobody while WhatsApp shows it before its gate']],
  },
  385: {
    fault: 'Somebody to whom two accounts wrote writes back to the one that did so first',
    must: 'their words stand with what that one wrote, in whose chat they are, and are answered from there',
    shown: [['test/unit/replies/inbox.test.ts', 'stands with what that one wrote to them, in whose chat it is']],
  },
  386: {
    fault: 'Somebody writes, as a stop word, while another program writes to the data or the disk is full',
    must: 'kept in its order and taken in once that is over',
    shown: [
      ['test/unit/replies/inbox.test.ts', 'is kept in its order, a stop word too, and taken in once that is over'],
      ['test/unit/replies/inbox.test.ts', 'stops sending and waits where the disk is full'],
    ],
  },
  436: {
    fault: '“No answer needed” is taken back',
    must: 'they wait as before: since the first reply that nobody answered, and until the day that was said',
    shown: [['test/unit/db/people/conversations.test.ts', 'whoever is taken back waits as before']],
  },
  441: {
    fault: 'An answer still has a placeholder in it, as a saved one has where the name is not known',
    must: 'nobody reads it: its writer is asked to replace it',
    shown: [['test/unit/dispatch/answers-not-sent.test.ts', 'does not leave while a placeholder stands in it']],
  },
  489: {
    fault: 'Somebody writes back while the app is closed or nothing is linked, and is heard of hours later',
    must: 'they wait since they wrote, and are counted on that day; never before they were written to, whatever WhatsApp’s clock says',
    shown: [
      ['test/unit/replies/inbox.test.ts', 'is told by when it was written, however much later it is heard of'],
      ['test/unit/replies/inbox.test.ts', 'is never from before they were written to, nor from a time to come'],
    ],
  },
  479: {
    fault: 'Sending is resumed while an answer waits for its turn',
    must: 'it goes: nothing of it was left by an error, and it is not closed',
    shown: [
      ['test/unit/dispatch/answers.test.ts', 'that waits for its page goes also where the operator lets sending go on'],
    ],
  },
};
