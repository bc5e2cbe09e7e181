import type { FaultRow } from '../fault-row.ts';
import { testFiles as files } from '../test-files.ts';

/** Nights without an operator: outages, late acknowledgements, pauses, and long ledgers and campaigns. */
export const aNightFaults: Readonly<Record<number, FaultRow>> = {
  61: {
    fault: 'WhatsApp says "not registered" of everybody, or answers in a shape that nobody knows',
    must: 'no answer; nobody is failed without a witness',
    shown: [[files.notOnWhatsApp, 'is nobody’s where our own number is not found either']],
  },
  62: {
    fault: 'An attachment cannot be read',
    must: 'its campaign pauses and no other, all messages stay pending; the check says so before',
    shown: [
      [files.unreadableAttachment, 'pauses its campaign, and all 20 people stay pending'],
      [files.unreadableAttachment, 'holds its own campaign, and every other one goes on'],
    ],
  },
  63: {
    fault: 'People have the text in their chat, by no message of this app',
    must: 'set aside, the next goes, the operator is asked once',
    shown: [
      [files.copiesInChat, 'uses nobody up: who has it waits'],
      [files.copiesInChat, 'is left out where the operator says so'],
      [files.copiesInChat, 'gets the text again where the operator says so of them'],
    ],
  },
  64: {
    fault: 'WhatsApp answers nobody for hours',
    must: 'waits, tries again, and goes on by itself',
    shown: [
      [files.outages, 'is tried again after 10 s, 30 s, 1, 2 and then 5 minutes'],
      [files.outages, 'is tried again at once on reconnect'],
    ],
  },
  65: {
    fault: 'WhatsApp gives no answer for one number',
    must: 'passed over; after three rounds over half an hour not sent, and may be queued again',
    shown: [
      [files.notOnWhatsApp, 'is passed over, and after three rounds'],
      [files.notOnWhatsApp, 'keeps nobody else waiting while others have an answer'],
    ],
  },
  66: {
    fault: 'Many numbers of a list are not on WhatsApp',
    must: 'looked up no faster than messages go out',
    shown: [[files.notOnWhatsApp, 'look-ups are paced like hand-overs']],
  },
  67: {
    fault: 'Two campaigns at once',
    must: 'they share the turns, and neither is overdue for the other',
    shown: [[files.planner, 'one after the other, each with its own gap']],
  },
  68: {
    fault: 'Hours without a link, in a pause, or without an answer',
    must: 'nothing is overdue for that; only sleep and a closed app are asked about',
    shown: [
      [files.planner, 'does not hold as overdue what waited for hours'],
      [files.planner, 'holds what was missed while the app was closed'],
    ],
  },
  69: {
    fault: 'The clock is put forward while a start is waited for',
    must: 'noticed within a minute',
    shown: [[files.planner, 'is looked at each minute']],
  },
  70: {
    fault: 'Several acknowledgements in a row come late',
    must: 'sending waits, also over a restart, and goes on once each has come',
    shown: [
      [files.dispatcher, 'waits after several in a row'],
      [files.dispatcher, 'waits for acknowledgements also after a restart'],
      ['test/unit/dispatch/stop-rules.test.ts', 'are waited for until the last of them has its acknowledgement'],
    ],
  },
  71: {
    fault: 'Something is queued again after its campaign was finished',
    must: 'the campaign goes on with it, due from then',
    shown: [['test/unit/dispatch/finished-campaign.test.ts', 'goes on with what the operator queues again']],
  },
  72: {
    fault: 'Several numbers without an answer are all that is left of a list',
    must: 'three rounds each and not sent, within the hour; the operator is told after 15 minutes',
    shown: [
      [files.silentNumbers, 'keep a campaign waiting for an hour at most'],
      [files.silentNumbers, 'are given up by nobody while our own number has no answer either'],
      [files.silentNumbers, 'is all that is waited for'],
    ],
  },
  73: {
    fault: 'A failed, unsent or converted copy in the chat',
    must: 'only one with a tick counts, a picture by its caption, kind and time; one without a caption never',
    shown: [
      [files.copiesInChat, 'does not count without a tick'],
      [files.verification, 'counts a picture under our own id and others by their caption'],
    ],
  },
  74: {
    fault: 'The same text with other case, quotes, dashes, marks or repeated punctuation',
    must: 'the same text, and not sent twice',
    shown: [['test/unit/domain/template/text-identity.test.ts', 'the normal form']],
  },
  75: {
    fault: 'A failed message is queued again after the declared repeat of its text has reached the person',
    must: 'blocked: a fence of a repeat blocks every earlier one',
    shown: [[files.guards, 'an earlier repeat than the one that went out']],
  },
  76: {
    fault: 'A bug, or a hand, that writes to the database past the code, with any pragmas',
    must: 'SQLite refuses it',
    shown: [
      [files.guards, 'on a connection'],
      [files.guards, 'INSERT OR REPLACE as a way around the deletion'],
      [files.alarms, 'is never'],
    ],
  },
  77: {
    fault: 'WhatsApp catches up after a reconnect',
    must: 'nothing is claimed until it has, and nobody is used up',
    shown: [
      [files.outages, 'gets nothing until it has, and sending goes on by itself'],
      [files.outages, 'that begins during the look costs nobody anything'],
    ],
  },
  78: {
    fault: 'The page’s address changes, or it is offline for long',
    must: 'the first is no new document; the second is started anew, unless a message lacks its acknowledgement',
    shown: [
      [files.session, 'is not lost when only the address of the page changes'],
      [files.session, 'is started anew when the page does not find its connection for long'],
      [files.session, 'is not started anew while a message that passed the gate lacks its acknowledgement'],
    ],
  },
  79: {
    fault: 'Terms of service, an old version, a locked account',
    must: 'named, and not tried again for ever',
    shown: [
      [files.session, 'is said by its name where the page never connects for it'],
      [files.session, 'is given up for an account that WhatsApp locked'],
    ],
  },
  80: {
    fault:
      'A night that nobody watches: a crash, reloads, cut lines, silence, an unknown number, a clock put forward and back',
    must: 'everybody has one or a reason, at most one for each outage without it, nothing stands still',
    shown: [['test/e2e/night.test.ts', 'a night that nobody watches counts whom it loses']],
  },
  81: {
    fault: 'A declared repeat of the text stands in the chat when the first campaign is verified',
    must: 'it is no second copy',
    shown: [[files.verification, 'takes the declared repeat of a text for no second copy of the first campaign']],
  },
  82: {
    fault: 'Another computer sent the text a minute before',
    must: 'the verification finds two copies, and raises an alarm',
    shown: [[files.verification, 'finds what another computer sent a minute before']],
  },
  83: {
    fault: 'The app ends while chats are read',
    must: 'nothing touches the closed data, and nothing begins any more',
    shown: [[files.verification, 'that the app’s end finds reading a chat touches its data no more']],
  },
  84: {
    fault: 'A crash in the last message of a campaign',
    must: 'the next start finishes the campaign',
    shown: [[files.recovery, 'finishes a campaign whose last message was being sent']],
  },
  85: {
    fault: 'A message of unknown outcome is never acknowledged',
    must: 'its record is read for 30 days, whatever a person saw in the chat, and leaves one line in its history',
    shown: [
      [files.reconciliation, 'ends 30 days after the hand-over'],
      [files.reconciliation, 'happens after 10 s, 1 min and 10 min'],
    ],
  },
  86: {
    fault: 'A restored backup beside a ledger with many lines that it does not know',
    must: 'one transaction, and each line’s message is found by its keys',
    shown: [[files.recovery, 'takes in a long ledger in one transaction']],
  },
  87: {
    fault: 'A ledger of any length',
    must: 'opened from the line that the database remembers; cut, swapped or damaged it is noticed',
    shown: [
      [files.longLedger, 'is read from the line that the database remembers'],
      [files.longLedger, 'is noticed to be'],
    ],
  },
  88: {
    fault: 'Damage in the middle of a long ledger',
    must: 'found by the check of the whole; the next start sets the file aside',
    shown: [[files.maintenance, 'is found by the check of the whole, and the next start reads all of it']],
  },
  89: {
    fault: 'A crash while a campaign of 100,000 is started',
    must: 'its list and text are frozen, nothing is sent, and the next start makes the messages that are missing',
    shown: [[files.start, 'is frozen while it is started']],
  },
  90: {
    fault: 'A crash while a campaign of 100,000 is cancelled',
    must: 'nothing of it is sent, and the next start cancels the messages that wait',
    shown: [[files.start, 'that is cancelled sends nothing from that moment']],
  },
  91: {
    fault: 'A long start or cancellation while messages are due',
    must: 'batches; everything else has its turn in between',
    shown: [[files.start, 'is started and cancelled some messages at a time']],
  },
  92: {
    fault: 'A stored pause, time or ledger position that cannot be read',
    must: 'the app starts: the pause stands, what is timed is due, the ledger is read whole',
    shown: [
      [files.storedPause, 'is a pause all the same'],
      [files.maintenance, 'makes the check and the backup due'],
      [files.longLedger, 'is read whole where nothing is remembered'],
    ],
  },
  93: {
    fault: 'A check of the data, or a backup, that hangs',
    must: 'the check keeps messages back for half a minute at most, a backup keeps nothing back, and the app ends',
    shown: [
      [files.maintenance, 'keeps messages back for half a minute after an unclean stop and no longer'],
      [files.maintenance, 'keeps nothing back with a backup'],
    ],
  },
  94: {
    fault: 'The hours of a person end while WhatsApp is asked about them, or their clocks change and ours do not',
    must: 'not claimed; the message waits as it was until they open again',
    shown: [
      [files.personHours, 'is not made where the hours ended during the look'],
      [files.personHours, 'keeps their hours on the day when their clocks change and ours do not'],
      ['test/unit/domain/schedule/hours.test.ts', 'lie within the hours of every zone, at any moment'],
    ],
  },
  95: {
    fault: 'The page hangs, also while a message is on its way',
    must: 'started anew, but not before the limits of that message have ended its wait',
    shown: [
      [files.session, 'is started anew when its page hangs'],
      [files.session, 'goes on when a page that hung answers again'],
    ],
  },
};
