import type { FaultRow } from '../fault-row.ts';
import { testFiles as files } from '../test-files.ts';

/** Faults of one message, its computer and its data: those that the product was made against. */
export const oneMessageFaults: Readonly<Record<number, FaultRow>> = {
  1: {
    fault: 'The acknowledgement is slow',
    must: 'not confirmed, and sent once it comes',
    shown: [[files.dispatcher, 'becomes sent when the acknowledgement comes late']],
  },
  2: {
    fault: 'No acknowledgement',
    must: 'stays not confirmed, is never sent again',
    shown: [[files.dispatcher, 'is not confirmed when no acknowledgement comes']],
  },
  3: {
    fault: 'Acknowledgements twice and out of order',
    must: 'what is known only rises',
    shown: [
      [files.sending, 'row 03'],
      ['test/unit/db/guards.test.ts', 'an acknowledgement that falls'],
    ],
  },
  4: { fault: 'The acknowledgement comes before the call returns', must: 'sent', shown: [[files.sending, 'row 04']] },
  5: {
    fault: '`sendMessage` returns nothing',
    must: 'decides nothing: the gate does',
    shown: [
      [files.sending, 'row 05'],
      [files.messenger, 'as a build that calls the text of a key'],
    ],
  },
  6: {
    fault: 'The call into the page never ends',
    must: 'the attempt is closed; reached late, the gate stays shut',
    shown: [[files.gate, 'refuses a call that comes after the attempt was given up']],
  },
  7: {
    fault: 'The page reloads at the hand-over',
    must: 'not confirmed',
    shown: [[files.messenger, 'at the hand-over itself: the gate opened']],
  },
  8: {
    fault: 'Not registered, or WhatsApp does not say',
    must: 'not sent; an outage is no answer, the message waits',
    shown: [
      [files.dispatcher, 'says "not on WhatsApp" only when WhatsApp said so'],
      [files.messenger, 'absent is only said when WhatsApp said so'],
    ],
  },
  9: {
    fault: 'WhatsApp rejects the message',
    must: 'not confirmed (rejected), the next goes; the third in twenty pauses',
    shown: [[files.dispatcher, 'takes one rejection for that person’s']],
  },
  10: {
    fault: 'kill −9 at any step',
    must: 'nothing twice, nothing false after the start',
    shown: [['test/e2e/kill.test.ts', 'killed with SIGKILL']],
  },
  11: {
    fault: 'Power cut',
    must: 'what left is remembered, the app starts',
    shown: [['test/faults/power-cut/power-cut.test.ts', 'the app starts from every disk that may be left']],
  },
  12: {
    fault: 'Disk full at the start, the claim or the gate',
    must: 'nothing is sent, sending stops and says why',
    shown: [
      [files.storage, 'row 12'],
      ['test/unit/db/open-failure.test.ts', 'a disk that is full in the middle of a migration is said so'],
    ],
  },
  13: {
    fault: 'Disk full at the acknowledgement',
    must: 'not confirmed, sent by a later word',
    shown: [[files.storage, 'row 13']],
  },
  14: {
    fault: 'Another connection holds or changes the database',
    must: 'nothing is sent until it is free',
    shown: [[files.storage, 'row 14']],
  },
  15: {
    fault: 'The database is damaged',
    must: 'sending stops, nothing is made anew',
    shown: [
      [files.storage, 'row 15'],
      ['test/unit/db/schema.test.ts', 'refuses a database of another program'],
    ],
  },
  16: {
    fault: 'The database can only be read',
    must: 'nothing is sent, sending stops and says why',
    shown: [
      [files.storage, 'row 16'],
      ['test/unit/storage/open-storage.test.ts', 'a database that can only be read is not a record of sent messages'],
    ],
  },
  17: {
    fault: 'The database file is removed while it is open',
    must: 'the gate stays shut, sending stops',
    shown: [
      [files.storage, 'row 17'],
      ['test/unit/db/schema.test.ts', 'notices that the file under it was replaced'],
    ],
  },
  18: {
    fault: 'A backup is restored',
    must: 'what the ledger knows is replayed; sending waits for the operator',
    shown: [
      [files.storage, 'row 18'],
      ['test/unit/dispatch/replaced-ledger.test.ts', 'learns from it who has the message'],
      ['test/unit/dispatch/moved.test.ts', 'is not confirmed from there where a backup of'],
    ],
  },
  19: { fault: 'The database is copied without its log', must: 'as 18', shown: [[files.storage, 'row 19']] },
  20: {
    fault: 'The ledger cannot be written, is gone, is damaged',
    must: 'nothing is sent; a new one waits for the operator, and none replaces one that cannot be read',
    shown: [
      [files.storage, 'row 20'],
      ['test/unit/db/ledger/open-ledger.test.ts', 'a ledger that is there and cannot be read is not replaced'],
      [files.gate, 'refuses while the ledger cannot be written'],
      ['test/unit/db/ledger/open-ledger.test.ts', 'beside a damaged ledger of a lost database'],
    ],
  },
  21: {
    fault: 'A second copy is started',
    must: 'it does not get the data folder',
    shown: [[files.copies, 'row 21']],
  },
  22: {
    fault: 'Three copies send at once, the lock bypassed',
    must: 'nothing twice',
    shown: [[files.copies, 'row 22']],
  },
  23: {
    fault: 'The data folder is on another machine',
    must: 'sending waits for the operator; data that the guards would have refused is asked about like damaged data',
    shown: [
      [files.copies, 'row 23'],
      ['test/unit/storage/moved-data.test.ts', 'is called damaged where a guard was got around'],
      ['test/unit/storage/moved-data.test.ts', 'is checked on beside the window'],
    ],
  },
  24: {
    fault: 'Double click',
    must: 'once',
    shown: [
      [files.people, 'row 24'],
      ['test/renderer/campaigns/start.test.tsx', 'starts once when it is double-clicked'],
    ],
  },
  25: {
    fault: 'The same people are imported again',
    must: 'those who have the text are counted and skipped',
    shown: [[files.people, 'row 25']],
  },
  26: {
    fault: 'One person under two numbers or a LID',
    must: 'one message, the second is a duplicate',
    shown: [
      [files.people, 'row 26'],
      [files.dispatcher, 'sends one message to two numbers that WhatsApp resolves to one person'],
    ],
  },
  27: {
    fault: 'An alias is learned late',
    must: 'the fence grows with it',
    shown: [
      ['test/unit/dispatch/late-alias.test.ts', 'fences an id that was learned at the gate'],
      [files.gate, 'refuses an id learned only now that another attempt has fenced'],
    ],
  },
  28: { fault: 'A LID changes', must: 'the number still blocks', shown: [[files.people, 'row 28']] },
  29: {
    fault: 'The same text in a new campaign',
    must: 'not sent, unless it is declared a repeat',
    shown: [[files.dispatcher, 'does not send a text twice to a person']],
  },
  30: {
    fault: 'The clock is put back',
    must: 'each once, at its pace',
    shown: [
      [files.clock, 'row 30'],
      ['test/unit/dispatch/planner.test.ts', 'while the next message is planned'],
    ],
  },
  31: {
    fault: 'The clock is put forward',
    must: 'no burst; beyond the grace time the operator is asked',
    shown: [
      [files.clock, 'row 31'],
      [files.planner, 'makes no burst when the wall clock jumps forward'],
    ],
  },
  32: {
    fault: 'Asleep or switched off over the due time',
    must: 'held beyond the grace time, the operator is asked',
    shown: [[files.planner, 'holds what is overdue and asks']],
  },
  33: {
    fault: 'Asleep in the middle of a send',
    must: 'not confirmed, sent by a later word',
    shown: [[files.clock, 'row 33']],
  },
  34: {
    fault: 'The network is lost after the hand-over',
    must: 'not confirmed; the next one waits',
    shown: [[files.sending, 'row 34']],
  },
  35: {
    fault: 'Logout',
    must: 'sending stops, every message stays as it is',
    shown: [
      [files.sending, 'row 35'],
      ['test/browser/session.test.ts', 'is given up when the phone logs out'],
    ],
  },
  36: {
    fault: "WhatsApp's inner parts are renamed",
    must: 'nothing is handed over, sending stops',
    shown: [
      [files.sending, 'row 36'],
      [files.pageGate, 'a page whose send has moved is not wrapped'],
    ],
  },
  37: {
    fault: 'The app quits in the middle of a send',
    must: 'no further claim; the one in flight ends',
    shown: [[files.recovery, 'takes no further message when the app quits']],
  },
  38: {
    fault: 'Killed in the middle of a migration',
    must: 'the database is as before, with a backup',
    shown: [['test/faults/table/migration.test.ts', 'row 38']],
  },
  39: {
    fault: 'Killed in the middle of an import',
    must: 'nothing of it is seen',
    shown: [
      ['test/unit/lists/import-list.test.ts', 'is not seen, and is taken out at the next start'],
      ['test/unit/lists/import-list.test.ts', 'leaves nothing behind when the file turns out to be unreadable'],
    ],
  },
  40: {
    fault: 'A workbook that inflates without end',
    must: 'refused, the app goes on',
    shown: [['test/unit/formats/xlsx.test.ts', 'an archive that inflates without end is refused']],
  },
  41: {
    fault: 'An acknowledgement of a message called not sent',
    must: 'sent, with an alarm; sending stops',
    shown: [[files.sending, 'row 41']],
  },
  42: {
    fault: 'The data folder is on a network drive or synchronised',
    must: 'sending stops and says why',
    shown: [['test/faults/table/folder.test.ts', 'row 42']],
  },
};
