/** A test that shows a row: its file, and what its name begins with or contains, as `vitest -t` takes it. */
type Shown = readonly [file: string, test: string];
type FaultRow = {
  readonly fault: string;
  /** What must happen. */
  readonly must: string;
  readonly shown: readonly Shown[];
};

const dispatcher = 'test/unit/dispatch/dispatcher.test.ts';
const gate = 'test/unit/dispatch/gate.test.ts';
const night = 'test/unit/dispatch/night.test.ts';
const changedTexts = 'test/unit/campaigns/changed-texts.test.ts';
const missingFile = 'test/unit/campaigns/missing-file.test.ts';
const looks = 'test/faults/looks/looks.test.ts';
const planner = 'test/unit/dispatch/planner.test.ts';
const personHours = 'test/unit/dispatch/person-hours.test.ts';
const recovery = 'test/unit/dispatch/recovery.test.ts';
const pageGate = 'test/browser/gate.test.ts';
const session = 'test/browser/session.test.ts';
const check = 'test/browser/check-whatsapp.test.ts';
const messenger = 'test/browser/messenger.test.ts';
const sending = 'test/faults/table/sending.test.ts';
const storage = 'test/faults/table/storage.test.ts';
const people = 'test/faults/table/people.test.ts';
const copies = 'test/faults/table/copies.test.ts';
const clock = 'test/faults/table/clock.test.ts';
const verification = 'test/unit/dispatch/verification.test.ts';
const reconciliation = 'test/unit/dispatch/reconciliation.test.ts';
const longLedger = 'test/unit/db/ledger/long-ledger.test.ts';
const maintenance = 'test/unit/storage/maintenance.test.ts';
const start = 'test/unit/campaigns/start.test.ts';
const bypass = 'test/unit/dispatch/bypass.test.ts';
const gateDoubts = 'test/unit/dispatch/gate-doubts.test.ts';
const silentNumbers = 'test/unit/dispatch/silent-numbers.test.ts';
const repeats = 'test/unit/campaigns/repeats.test.ts';
const contacts = 'test/unit/campaigns/contacts.test.ts';
const audience = 'test/unit/campaigns/audience.test.ts';
const knownPeople = 'test/unit/db/people/people.test.ts';
const guards = 'test/unit/db/guards.test.ts';
const alarms = 'test/unit/db/alarms.test.ts';
const alwaysStarts = 'test/unit/dispatch/always-starts.test.ts';
const returned = 'test/unit/campaigns/returned.test.ts';
const busy = 'test/unit/dispatch/busy.test.ts';
const standing = 'test/browser/standing.test.ts';
const copiedFolder = 'test/unit/dispatch/copied-folder.test.ts';
const storedPause = 'test/unit/db/campaigns/stored-pause.test.ts';

/**
 * The faults that the product must survive, each with the test that shows it. 43 and on are holes that the gate closes.
 */
const faults: Readonly<Record<number, FaultRow>> = {
  1: {
    fault: 'The acknowledgement is slow',
    must: 'not confirmed, and sent once it comes',
    shown: [[dispatcher, 'becomes sent when the acknowledgement comes late']],
  },
  2: {
    fault: 'No acknowledgement',
    must: 'stays not confirmed, is never sent again',
    shown: [[dispatcher, 'is not confirmed when no acknowledgement comes']],
  },
  3: {
    fault: 'Acknowledgements twice and out of order',
    must: 'what is known only rises',
    shown: [
      [sending, 'row 03'],
      ['test/unit/db/guards.test.ts', 'an acknowledgement that falls'],
    ],
  },
  4: { fault: 'The acknowledgement comes before the call returns', must: 'sent', shown: [[sending, 'row 04']] },
  5: {
    fault: '`sendMessage` returns nothing',
    must: 'decides nothing: the gate does',
    shown: [
      [sending, 'row 05'],
      [messenger, 'as a build that calls the text of a key'],
    ],
  },
  6: {
    fault: 'The call into the page never ends',
    must: 'the attempt is closed; reached late, the gate stays shut',
    shown: [[gate, 'refuses a call that comes after the attempt was given up']],
  },
  7: {
    fault: 'The page reloads at the hand-over',
    must: 'not confirmed',
    shown: [[messenger, 'at the hand-over itself: the gate opened']],
  },
  8: {
    fault: 'Not registered, or WhatsApp does not say',
    must: 'not sent; an outage is no answer, the message waits',
    shown: [
      [dispatcher, 'says "not on WhatsApp" only when WhatsApp said so'],
      [messenger, 'absent is only said when WhatsApp said so'],
    ],
  },
  9: {
    fault: 'WhatsApp rejects the message',
    must: 'not confirmed (rejected), the next goes; the third in twenty pauses',
    shown: [[dispatcher, 'takes one rejection for that person’s']],
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
      [storage, 'row 12'],
      ['test/unit/db/open-failure.test.ts', 'a disk that is full in the middle of a migration is said so'],
    ],
  },
  13: {
    fault: 'Disk full at the acknowledgement',
    must: 'not confirmed, sent by a later word',
    shown: [[storage, 'row 13']],
  },
  14: {
    fault: 'Another connection holds or changes the database',
    must: 'nothing is sent until it is free',
    shown: [[storage, 'row 14']],
  },
  15: {
    fault: 'The database is damaged',
    must: 'sending stops, nothing is made anew',
    shown: [
      [storage, 'row 15'],
      ['test/unit/db/schema.test.ts', 'refuses a database of another program'],
    ],
  },
  16: {
    fault: 'The database can only be read',
    must: 'nothing is sent, sending stops and says why',
    shown: [
      [storage, 'row 16'],
      ['test/unit/storage/open-storage.test.ts', 'a database that can only be read is not a record of sent messages'],
    ],
  },
  17: {
    fault: 'The database file is removed while it is open',
    must: 'the gate stays shut, sending stops',
    shown: [
      [storage, 'row 17'],
      ['test/unit/db/schema.test.ts', 'notices that the file under it was replaced'],
    ],
  },
  18: {
    fault: 'A backup is restored',
    must: 'what the ledger knows is replayed; sending waits for the operator',
    shown: [
      [storage, 'row 18'],
      ['test/unit/dispatch/replaced-ledger.test.ts', 'learns from it who has the message'],
    ],
  },
  19: { fault: 'The database is copied without its log', must: 'as 18', shown: [[storage, 'row 19']] },
  20: {
    fault: 'The ledger cannot be written, is gone, is damaged',
    must: 'nothing is sent; a new one waits for the operator, and none replaces one that cannot be read',
    shown: [
      [storage, 'row 20'],
      ['test/unit/db/ledger/open-ledger.test.ts', 'a ledger that is there and cannot be read is not replaced'],
      [gate, 'refuses while the ledger cannot be written'],
      ['test/unit/db/ledger/open-ledger.test.ts', 'beside a damaged ledger of a lost database'],
    ],
  },
  21: {
    fault: 'A second copy is started',
    must: 'it does not get the data folder',
    shown: [[copies, 'row 21']],
  },
  22: {
    fault: 'Three copies send at once, the lock bypassed',
    must: 'nothing twice',
    shown: [[copies, 'row 22']],
  },
  23: {
    fault: 'The data folder is on another machine',
    must: 'sending waits for the operator; data that the guards would have refused is asked about like damaged data',
    shown: [
      [copies, 'row 23'],
      ['test/unit/storage/moved-data.test.ts', 'is called damaged where a guard was got around'],
      ['test/unit/storage/moved-data.test.ts', 'is checked on beside the window'],
    ],
  },
  24: {
    fault: 'Double click',
    must: 'once',
    shown: [
      [people, 'row 24'],
      ['test/renderer/campaigns/start.test.tsx', 'starts once when it is double-clicked'],
    ],
  },
  25: {
    fault: 'The same people are imported again',
    must: 'those who have the text are counted and skipped',
    shown: [[people, 'row 25']],
  },
  26: {
    fault: 'One person under two numbers or a LID',
    must: 'one message, the second is a duplicate',
    shown: [
      [people, 'row 26'],
      [dispatcher, 'sends one message to two numbers that WhatsApp resolves to one person'],
    ],
  },
  27: {
    fault: 'An alias is learned late',
    must: 'the fence grows with it',
    shown: [
      ['test/unit/dispatch/late-alias.test.ts', 'fences an id that was learned at the gate'],
      [gate, 'refuses an id learned only now that another attempt has fenced'],
    ],
  },
  28: { fault: 'A LID changes', must: 'the number still blocks', shown: [[people, 'row 28']] },
  29: {
    fault: 'The same text in a new campaign',
    must: 'not sent, unless it is declared a repeat',
    shown: [[dispatcher, 'does not send a text twice to a person']],
  },
  30: {
    fault: 'The clock is put back',
    must: 'each once, at its pace',
    shown: [
      [clock, 'row 30'],
      ['test/unit/dispatch/planner.test.ts', 'while the next message is planned'],
    ],
  },
  31: {
    fault: 'The clock is put forward',
    must: 'no burst; beyond the grace time the operator is asked',
    shown: [
      [clock, 'row 31'],
      [planner, 'makes no burst when the wall clock jumps forward'],
    ],
  },
  32: {
    fault: 'Asleep or switched off over the due time',
    must: 'held beyond the grace time, the operator is asked',
    shown: [[planner, 'holds what is overdue and asks']],
  },
  33: {
    fault: 'Asleep in the middle of a send',
    must: 'not confirmed, sent by a later word',
    shown: [[clock, 'row 33']],
  },
  34: {
    fault: 'The network is lost after the hand-over',
    must: 'not confirmed; the next one waits',
    shown: [[sending, 'row 34']],
  },
  35: {
    fault: 'Logout',
    must: 'sending stops, every message stays as it is',
    shown: [
      [sending, 'row 35'],
      ['test/browser/session.test.ts', 'is given up when the phone logs out'],
    ],
  },
  36: {
    fault: "WhatsApp's inner parts are renamed",
    must: 'nothing is handed over, sending stops',
    shown: [
      [sending, 'row 36'],
      [pageGate, 'a page whose send has moved is not wrapped'],
    ],
  },
  37: {
    fault: 'The app quits in the middle of a send',
    must: 'no further claim; the one in flight ends',
    shown: [[recovery, 'takes no further message when the app quits']],
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
    shown: [[sending, 'row 41']],
  },
  42: {
    fault: 'The data folder is on a network drive or synchronised',
    must: 'sending stops and says why',
    shown: [['test/faults/table/folder.test.ts', 'row 42']],
  },
  43: {
    fault: 'The gate is reached after the attempt was given up',
    must: 'it stays shut',
    shown: [
      [sending, 'row 43'],
      [messenger, 'a call that reaches the gate after its attempt was closed is refused'],
    ],
  },
  44: {
    fault: 'The page reloads between the look and the send',
    must: 'nothing leaves that was not asked for',
    shown: [[messenger, 'between the look and the send lets nothing leave']],
  },
  45: {
    fault: 'The page freezes between question and answer',
    must: 'an old "go" is discarded in the page',
    shown: [
      [pageGate, 'that comes too late is discarded in the page'],
      [pageGate, 'is discarded when the wall clock was set back meanwhile'],
    ],
  },
  46: {
    fault: 'Offline at the gate',
    must: "it stays shut: nothing waits in the page's outbox",
    shown: [[sending, 'row 46']],
  },
  47: {
    fault: 'An upload takes longer than its limit',
    must: 'certainly not sent; reached late, the gate stays shut',
    shown: [
      [sending, 'row 47'],
      [messenger, 'a failed upload never reaches the gate'],
    ],
  },
  48: {
    fault: 'An acknowledgement of another chat, or not of ours',
    must: 'counts for nothing',
    shown: [
      [dispatcher, 'takes no acknowledgement of another chat'],
      [messenger, 'of another chat or of the recipient can be told from ours'],
    ],
  },
  49: {
    fault: 'An acknowledgement for an earlier attempt',
    must: 'sent, with an alarm; the next attempt does not leave',
    shown: [[sending, 'row 49']],
  },
  50: {
    fault: 'The gate of an older document, or a replaced one',
    must: 'missed before anything is called',
    shown: [
      [pageGate, 'an older document is told from the new one'],
      [pageGate, 'a gate that was replaced is missed'],
    ],
  },
  51: {
    fault: 'WhatsApp’s send function is swapped during the call, and the message leaves without a question',
    must: 'not confirmed, an alarm, all sending stops, never sent again',
    shown: [
      [bypass, 'is not confirmed, raises the alarm, stops everything and is never sent again'],
      [bypass, 'is in the ledger too'],
      [session, 'is said to have changed where a message goes around the gate'],
    ],
  },
  52: {
    fault: 'A way around the gate is found after the message was called not sent, or queued again',
    must: 'not confirmed, an alarm, never sent again',
    shown: [
      [bypass, 'is found out late as well'],
      [bypass, 'does not go again when it was queued again before anybody knew'],
    ],
  },
  53: {
    fault: 'A message is seen leaving under an id that passed no gate',
    must: 'the attempt counts as passed; where none can be named there is the alarm',
    shown: [
      [bypass, 'sees the one in flight leave without a question'],
      [bypass, 'sees what the gate refused leave all the same'],
      [bypass, 'raises the alarm also where no attempt can be named'],
    ],
  },
  54: {
    fault: 'The database cannot be told of a way around the gate',
    must: 'never called unsent; nothing goes out until the alarm is raised, as soon as it can be',
    shown: [
      [bypass, 'is never called unsent, also where the database cannot be told'],
      [bypass, 'raises its alarm as soon as the database can be told'],
      [bypass, 'raises its alarm also for the one in flight'],
    ],
  },
  55: {
    fault: 'The chat at the gate is another person’s',
    must: 'refused; the same person under a LID or in the other form of a number is let through',
    shown: [
      [gateDoubts, 'the gate asks who'],
      [gateDoubts, 'lets a chat through that is known by the LID alone'],
    ],
  },
  56: {
    fault: 'The question at the gate is old, or from the future',
    must: 'not yet: nothing is written, the page asks anew',
    shown: [[gateDoubts, 'is asked anew each second, and lets the message through in its time']],
  },
  57: {
    fault: 'Another program writes to the database while the gate is judged',
    must: 'not yet, within a second: nothing is written, the page asks anew',
    shown: [[gateDoubts, 'while another program writes: nothing is written, nothing stops']],
  },
  58: {
    fault: 'An alarm is raised while a message is on its way to the gate',
    must: 'the gate stays shut',
    shown: [[gateDoubts, 'while an alarm is open, also one that was raised after the claim']],
  },
  59: {
    fault: 'An alarm behind a pause, a restart, and "go on"',
    must: 'it outranks the pause, stays, and is acknowledged by itself and by name',
    shown: [
      [gateDoubts, 'outrank a pause, survive a restart, and are not cleared by going on'],
      [alarms, 'stays open until somebody acknowledges that very one'],
    ],
  },
  60: {
    fault:
      'An acknowledgement under a LID that was learned after the send, or with a number that WhatsApp does not give',
    must: 'the first counts, the second does not',
    shown: [
      [gateDoubts, 'under a LID that was learned after the send counts'],
      [gateDoubts, 'under the LID of somebody else does not'],
      [gateDoubts, 'above the last that WhatsApp gives for a message is none'],
    ],
  },
  61: {
    fault: 'WhatsApp says "not registered" of everybody, or answers in a shape that nobody knows',
    must: 'no answer; nobody is failed without a witness',
    shown: [[night, 'is nobody’s where our own number is not found either']],
  },
  62: {
    fault: 'An attachment cannot be read',
    must: 'its campaign pauses and no other, all messages stay pending; the check says so before',
    shown: [
      [night, 'pauses its campaign, and all 20 people stay pending'],
      [night, 'holds its own campaign, and every other one goes on'],
    ],
  },
  63: {
    fault: 'People have the text in their chat, by no message of this app',
    must: 'set aside, the next goes, the operator is asked once',
    shown: [
      [night, 'uses nobody up: who has it waits'],
      [night, 'is left out where the operator says so'],
      [night, 'gets the text again where the operator says so of them'],
    ],
  },
  64: {
    fault: 'WhatsApp answers nobody for hours',
    must: 'waits, tries again, and goes on by itself',
    shown: [
      [night, 'is tried again after 10 s, 30 s, 1, 2 and then 5 minutes'],
      [night, 'is tried again at once on reconnect'],
    ],
  },
  65: {
    fault: 'WhatsApp gives no answer for one number',
    must: 'passed over; after three rounds over half an hour not sent, and may be queued again',
    shown: [
      [night, 'is passed over, and after three rounds'],
      [night, 'keeps nobody else waiting while others have an answer'],
    ],
  },
  66: {
    fault: 'Many numbers of a list are not on WhatsApp',
    must: 'looked up no faster than messages go out',
    shown: [[night, 'look-ups are paced like hand-overs']],
  },
  67: {
    fault: 'Two campaigns at once',
    must: 'they share the turns, and neither is overdue for the other',
    shown: [[planner, 'one after the other, each with its own gap']],
  },
  68: {
    fault: 'Hours without a link, in a pause, or without an answer',
    must: 'nothing is overdue for that; only sleep and a closed app are asked about',
    shown: [
      [planner, 'does not hold as overdue what waited for hours'],
      [planner, 'holds what was missed while the app was closed'],
    ],
  },
  69: {
    fault: 'The clock is put forward while a start is waited for',
    must: 'noticed within a minute',
    shown: [[planner, 'is looked at each minute']],
  },
  70: {
    fault: 'Several acknowledgements in a row come late',
    must: 'sending waits, also over a restart, and goes on once each has come',
    shown: [
      [dispatcher, 'waits after several in a row'],
      [dispatcher, 'waits for acknowledgements also after a restart'],
    ],
  },
  71: {
    fault: 'Something is queued again after its campaign was finished',
    must: 'the campaign goes on with it, due from then',
    shown: [[night, 'goes on with what the operator queues again']],
  },
  72: {
    fault: 'Several numbers without an answer are all that is left of a list',
    must: 'three rounds each and not sent, within the hour; the operator is told after 15 minutes',
    shown: [
      [silentNumbers, 'keep a campaign waiting for an hour at most'],
      [silentNumbers, 'are given up by nobody while our own number has no answer either'],
      [silentNumbers, 'is all that is waited for'],
    ],
  },
  73: {
    fault: 'A failed, unsent or converted copy in the chat',
    must: 'only one with a tick counts, a picture by its caption, kind and time; one without a caption never',
    shown: [
      [night, 'does not count without a tick'],
      [verification, 'counts a picture under our own id and others by their caption'],
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
    shown: [[guards, 'an earlier repeat than the one that went out']],
  },
  76: {
    fault: 'A bug, or a hand, that writes to the database past the code, with any pragmas',
    must: 'SQLite refuses it',
    shown: [
      [guards, 'on a connection'],
      [guards, 'INSERT OR REPLACE as a way around the deletion'],
      [alarms, 'is never'],
    ],
  },
  77: {
    fault: 'WhatsApp catches up after a reconnect',
    must: 'nothing is claimed until it has, and nobody is used up',
    shown: [
      [night, 'gets nothing until it has, and sending goes on by itself'],
      [night, 'that begins during the look costs nobody anything'],
    ],
  },
  78: {
    fault: 'The page’s address changes, or it is offline for long',
    must: 'the first is no new document; the second is started anew, unless a message lacks its acknowledgement',
    shown: [
      [session, 'is not lost when only the address of the page changes'],
      [session, 'is started anew when the page does not find its connection for long'],
      [session, 'is not started anew while a message that passed the gate lacks its acknowledgement'],
    ],
  },
  79: {
    fault: 'Terms of service, an old version, a locked account',
    must: 'named, and not tried again for ever',
    shown: [
      [session, 'is said by its name where the page never connects for it'],
      [session, 'is given up for an account that WhatsApp locked'],
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
    shown: [[verification, 'takes the declared repeat of a text for no second copy of the first campaign']],
  },
  82: {
    fault: 'Another computer sent the text a minute before',
    must: 'the verification finds two copies, and raises an alarm',
    shown: [[verification, 'finds what another computer sent a minute before']],
  },
  83: {
    fault: 'The app ends while chats are read',
    must: 'nothing touches the closed data, and nothing begins any more',
    shown: [[verification, 'that the app’s end finds reading a chat touches its data no more']],
  },
  84: {
    fault: 'A crash in the last message of a campaign',
    must: 'the next start finishes the campaign',
    shown: [[recovery, 'finishes a campaign whose last message was being sent']],
  },
  85: {
    fault: 'A message of unknown outcome is never acknowledged',
    must: 'its record is read for 30 days, whatever a person saw in the chat, and leaves one line in its history',
    shown: [
      [reconciliation, 'ends 30 days after the hand-over'],
      [reconciliation, 'happens after 10 s, 1 min and 10 min'],
    ],
  },
  86: {
    fault: 'A restored backup beside a ledger with many lines that it does not know',
    must: 'one transaction, and each line’s message is found by its keys',
    shown: [[recovery, 'takes in a long ledger in one transaction']],
  },
  87: {
    fault: 'A ledger of any length',
    must: 'opened from the line that the database remembers; cut, swapped or damaged it is noticed',
    shown: [
      [longLedger, 'is read from the line that the database remembers'],
      [longLedger, 'is noticed to be'],
    ],
  },
  88: {
    fault: 'Damage in the middle of a long ledger',
    must: 'found by the check of the whole; the next start sets the file aside',
    shown: [[maintenance, 'is found by the check of the whole, and the next start reads all of it']],
  },
  89: {
    fault: 'A crash while a campaign of 100,000 is started',
    must: 'its list and text are frozen, nothing is sent, and the next start makes the messages that are missing',
    shown: [[start, 'is frozen while it is started']],
  },
  90: {
    fault: 'A crash while a campaign of 100,000 is cancelled',
    must: 'nothing of it is sent, and the next start cancels the messages that wait',
    shown: [[start, 'that is cancelled sends nothing from that moment']],
  },
  91: {
    fault: 'A long start or cancellation while messages are due',
    must: 'batches; everything else has its turn in between',
    shown: [[start, 'is started and cancelled some messages at a time']],
  },
  92: {
    fault: 'A stored pause, time or ledger position that cannot be read',
    must: 'the app starts: the pause stands, what is timed is due, the ledger is read whole',
    shown: [
      [storedPause, 'is a pause all the same'],
      [maintenance, 'makes the check and the backup due'],
      [longLedger, 'is read whole where nothing is remembered'],
    ],
  },
  93: {
    fault: 'A check of the data, or a backup, that hangs',
    must: 'the check keeps messages back for half a minute at most, a backup keeps nothing back, and the app ends',
    shown: [
      [maintenance, 'keeps messages back for half a minute after an unclean stop and no longer'],
      [maintenance, 'keeps nothing back with a backup'],
    ],
  },
  94: {
    fault: 'The hours of a person end while WhatsApp is asked about them, or their clocks change and ours do not',
    must: 'not claimed; the message waits as it was until they open again',
    shown: [
      [personHours, 'is not made where the hours ended during the look'],
      [personHours, 'keeps their hours on the day when their clocks change and ours do not'],
      ['test/unit/domain/schedule/hours.test.ts', 'lie within the hours of every zone, at any moment'],
    ],
  },
  95: {
    fault: 'The page hangs, also while a message is on its way',
    must: 'started anew, but not before the limits of that message have ended its wait',
    shown: [
      [session, 'is started anew when its page hangs'],
      [session, 'goes on when a page that hung answers again'],
    ],
  },
  101: {
    fault: 'WhatsApp shows its wall to the browser',
    must: 'it is never said to have no window; behind the wall it is said, and not tried again',
    shown: [
      [session, 'has no wall before it'],
      [session, 'says so when WhatsApp shows its wall all the same'],
    ],
  },
  102: {
    fault: 'WhatsApp has used up its QR codes, or the code to type',
    must: 'no dead code is shown, and new ones come',
    shown: [
      [session, 'shows no code that is dead'],
      [session, 'renews the code to type before it dies'],
    ],
  },
  103: {
    fault: 'The page catches up after a reconnect, at the claim, during the look, or at the gate',
    must: 'nothing is handed over, nobody is used up; it goes on by itself',
    shown: [
      [night, 'gets nothing until it has, and sending goes on by itself'],
      [night, 'that begins during the look costs nobody anything'],
      [gateDoubts, 'is asked anew each second, and lets the message through in its time'],
    ],
  },
  104: {
    fault: 'Catching up does not end',
    must: 'the page is started anew before WhatsApp gives up and sends',
    shown: [[session, 'that does not end starts the page anew']],
  },
  105: {
    fault: 'WhatsApp restricts the account',
    must: 'paused with the end date before anybody is claimed; goes on when the operator says so after it',
    shown: [
      [night, 'pauses before anybody is asked for or claimed'],
      [night, 'pauses again where the operator resumes before its end'],
      [night, 'is noticed where the operator paused and went on during the look'],
      ['test/renderer/shell/shell.test.tsx', 'says until when WhatsApp restricts the account'],
      [messenger, 'what it lays upon the account is known'],
    ],
  },
  106: {
    fault: 'Opening a chat leaves notes of WhatsApp in it',
    must: 'no reply, and no message of the chat',
    shown: [[messenger, 'what WhatsApp notes in a new chat is no reply']],
  },
  107: {
    fault: 'A send ends in an error within the page, before or after the server took it',
    must: 'no rejection: only a refusal of the server is one, told once, with its code',
    shown: [[messenger, 'an error within the page is no rejection']],
  },
  108: {
    fault: 'No acknowledgement shows, and the result says OK; or one above the ticks that people see',
    must: 'OK is the first tick, the other says nothing',
    shown: [
      [messenger, 'OK is its first tick'],
      [messenger, 'an acknowledgement above those that people see'],
    ],
  },
  109: {
    fault: 'A copy leaves around the gate, under an id of its own',
    must: 'seen where WhatsApp encrypts it; alarm, all sending stops',
    shown: [
      [messenger, 'a copy that goes around it as well'],
      [pageGate, 'what goes around the gate is told below it'],
    ],
  },
  110: {
    fault: 'WhatsApp blocks the account, its network or this version, or locks the account',
    must: 'said by its name, not tried again',
    shown: [
      [session, 'is said by its name after'],
      [session, 'is given up for an account that WhatsApp locked'],
    ],
  },
  111: {
    fault: 'A version of WhatsApp that nobody has seen, with a gate that does not hold',
    must: 'tried on the account itself before the first claim; nothing is sent',
    shown: [
      [session, 'is tried on the account itself before anything is sent'],
      [session, 'is said to have changed where a message goes around the gate'],
    ],
  },
  112: {
    fault: 'Whatever of WhatsApp’s page breaks under its first user',
    must: 'the check names it, sends to nobody else, and its file holds no number',
    shown: [
      [check, 'passes on a page that is as we know it'],
      [check, 'fails where a message goes around it'],
      [check, 'came late lets a message through'],
      [check, 'fails where something leaves by itself'],
    ],
  },
  113: {
    fault: 'Cut lines, catching up, a lock and two versions of WhatsApp within one campaign',
    must: 'one each, nobody used up, no false word',
    shown: [['test/e2e/changes.test.ts', 'a campaign outlives cut lines']],
  },
  114: {
    fault: 'An error in the app that no part of it has caught',
    must: 'sending stops until the operator says so; at the start the app ends with a sentence; no words in the log',
    shown: [
      ['test/e2e/stray-errors.test.ts', 'an error that nobody caught stops sending'],
      ['test/unit/app/stray-errors.test.ts', 'ends the app while it starts'],
    ],
  },
  115: {
    fault: 'The page of the app’s window crashes or hangs',
    must: 'it comes back by itself',
    shown: [
      ['test/unit/desktop/page-recovery.test.ts', 'is loaded again, later each time'],
      ['test/unit/desktop/page-recovery.test.ts', 'is ended and comes back'],
      ['test/e2e/desktop.test.ts', 'comes back by itself when its page crashed'],
    ],
  },
  116: {
    fault: 'Cells that say nothing (“N/A”, “-”, “???”), in any form, in any column of the text',
    must: 'the text that leaves is the preview’s, letter by letter; one place alone fills placeholders',
    shown: [
      ['test/unit/campaigns/shown-text.test.ts', 'letter by letter, whatever stands in the cells'],
      ['test/unit/campaigns/shown-text.test.ts', 'also where a column is full of words for nothing'],
      ['test/unit/domain/template/personal-text.test.ts', 'for a blank'],
      ['test/unit/architecture.test.ts', 'fill placeholders in one place alone'],
    ],
  },
  117: {
    fault: 'The list says something else of a person than when the campaign was checked, or the app reads it otherwise',
    must: 'their message is set aside before anybody is asked for, the next goes, the operator is asked once for all of the campaign',
    shown: [
      [changedTexts, 'does not leave: its message is set aside'],
      [changedTexts, 'leaves once the operator says so'],
      [changedTexts, 'is left out once the operator says so'],
      [changedTexts, 'is looked at once more by the claim'],
      ['test/unit/campaigns/shown-text.test.ts', 'also where the list and the text change while people wait'],
    ],
  },
  118: {
    fault: 'The text of one person cannot be made any more',
    must: 'that message is set aside, all others go; no alarm and no pause',
    shown: [
      [changedTexts, 'keeps nobody else from theirs'],
      [changedTexts, 'is made again with a fall-back'],
    ],
  },
  119: {
    fault: 'A campaign is copied whose people were erased, and its file with them',
    must: 'the check says so, and it does not start; a file gone later holds that campaign alone',
    shown: [
      [missingFile, 'says at the check that its file is gone'],
      [missingFile, 'starts once the same file was chosen again'],
      [missingFile, 'holds the campaigns that it goes out with'],
    ],
  },
  122: {
    fault:
      '“Send it again” is answered about people whose chat has the text, while another campaign sends it to others',
    must: 'the answer is theirs alone: nobody else gets it again, and who gets it after the answer is asked about',
    shown: [
      [repeats, 'is an answer for them: whoever else just got it'],
      [repeats, 'and who gets it from another campaign after the answer is asked about once more'],
    ],
  },
  123: {
    fault: 'A declared repeat beside its unfinished original, also with the clock put back by two hours',
    must: 'whoever got the text by an attempt after the declaration is set aside and asked about; SQLite refuses it too',
    shown: [
      [repeats, 'sends nobody what its unfinished original sent since'],
      [guards, 'a declared repeat, where the text went out by an attempt after the declaration'],
    ],
  },
  124: {
    fault: 'Dates of several weeks with one text, prepared in one evening',
    must: 'each date asks once, for everybody, and nobody is lost',
    shown: [[repeats, 'lose nobody: each date asks once']],
  },
  125: {
    fault: 'A message is before its gate when the repeat of its text is declared',
    must: 'it counts as sent after the declaration',
    shown: [
      [repeats, 'sends nobody what was before its gate when it was declared'],
      [guards, 'a declared repeat, where what was before its gate at the declaration goes out after it'],
    ],
  },
  126: {
    fault: 'A repeat is declared for people who got the text within a day',
    must: '*Check* asks about them, and leaves them out until that is answered',
    shown: [[contacts, 'a declared repeat is asked about whoever got its text within a day']],
  },
  127: {
    fault: 'Two campaigns for one list in one evening',
    must: '*Check* of the second counts who still waits in the first and asks; "send anyway" holds for both, and nobody waits for a second answer',
    shown: [
      [contacts, 'the second asks at Check about everybody who waits in the first'],
      [contacts, 'both reach everybody where that is answered with "send anyway"'],
      [contacts, 'nobody is asked about where the first sends on another day'],
    ],
  },
  128: {
    fault: 'An outage that says of everybody, perhaps not of our own number, that they are not registered',
    must: 'nobody is used up: it counts when it was said twice, ten minutes apart, each time with a witness',
    shown: [
      [looks, 'nobody is used up by an outage'],
      [night, 'counts when it was said twice, ten minutes apart'],
      [night, 'outlives a crash between the two times'],
      [messenger, 'an outage that calls nobody registered'],
    ],
  },
  129: {
    fault: 'The one who is asked as a witness left WhatsApp meanwhile',
    must: 'another one is asked the next time',
    shown: [[night, 'is not said by a witness who left WhatsApp']],
  },
  130: {
    fault: 'The first in the list is never found, and asking for our own number fails',
    must: 'set aside, the next goes',
    shown: [[night, 'is passed over although asking for our own number fails']],
  },
  131: {
    fault: 'Hundreds of numbers that say nothing stand first',
    must: 'whoever was never asked for goes first; those set aside have each fifth turn at most',
    shown: [
      [night, 'takes each fifth turn at most'],
      [looks, 'nobody is used up by an outage'],
    ],
  },
  132: {
    fault: 'The first twenty numbers are not on WhatsApp, perhaps by a wrong country',
    must: 'the operator is asked before anybody is used up; the other campaigns go on',
    shown: [
      [night, 'is asked about at the twentieth'],
      ['test/renderer/shell/shell.test.tsx', 'asks about a campaign of whose first people WhatsApp knows nobody'],
    ],
  },
  133: {
    fault: 'For a day WhatsApp answers for nobody',
    must: 'the campaign is *ended, N wait*, and goes on when the operator says so',
    shown: [
      [night, 'of a day ends the campaign'],
      ['test/renderer/shell/shell.test.tsx', 'says of a campaign that ended without an answer who waits'],
    ],
  },
  134: {
    fault: 'A person without a LID on an account whose chats stand under LIDs',
    must: 'no answer at the look; nobody is claimed for it',
    shown: [['test/browser/session.test.ts', 'a person without a LID is no answer on a migrated account']],
  },
  135: {
    fault: 'A slow campaign beside a fast one, or six at once',
    must: 'each keeps its own gap, all together that of the fastest, and nobody waits for the slow one',
    shown: [
      ['test/unit/dispatch/many-campaigns.test.ts', 'one with a gap of an hour takes twelve turns in twelve hours'],
      ['test/unit/dispatch/many-campaigns.test.ts', 'six at 6 s are no faster than one of them'],
      ['test/unit/dispatch/many-campaigns.test.ts', 'each keeps its own gap and all together the smallest'],
      ['test/unit/dispatch/many-campaigns.test.ts', 'after a restart each still counts its gap'],
    ],
  },
  136: {
    fault: 'The clock ran a month ahead and was put back',
    must: 'what was stamped meanwhile holds nothing: no daily cap, no gap, no reading, and no sleep is asked about',
    shown: [
      [
        'test/unit/dispatch/many-campaigns.test.ts',
        'a daily cap that was reached while the clock ran thirty days ahead',
      ],
      ['test/unit/db/messages/queue.test.ts', 'is none of those that lie ahead'],
      ['test/unit/dispatch/clock-put-back.test.ts', 'asks no campaign about a sleep that was the clock put forward'],
      ['test/unit/dispatch/clock-put-back.test.ts', 'where its next reading lies a month ahead'],
    ],
  },
  137: {
    fault: 'Several campaigns at once, and the operator wants to know when one is done',
    must: 'the forecast counts the turns of the others, and is what the planner sends',
    shown: [
      ['test/unit/domain/schedule/forecast-beside.test.ts', 'six at six seconds take six times as long'],
      [
        'test/unit/domain/schedule/forecast-beside.test.ts',
        'agrees with the planner for any campaigns whose gaps are drawn',
      ],
      ['test/unit/domain/schedule/forecast-beside.test.ts', 'over the hours and caps of several days'],
    ],
  },
  138: {
    fault: 'Own hours: a short window, a country of many time zones, a change of the clocks',
    must: 'written to within their own hours alone, by prefix or by what all zones share; closed where they share none',
    shown: [
      ['test/unit/domain/schedule/hours.test.ts', 'are theirs however few'],
      ['test/unit/domain/schedule/hours.test.ts', 'lie within the hours of every zone, at any moment of three years'],
      ['test/unit/domain/schedule/hours.test.ts', 'are closed on the dates on which the zones share none'],
      ['test/unit/domain/phone/phone-zones.test.ts', 'are no more than the country’s of %s'],
    ],
  },
  139: {
    fault: 'People of whom no hours are known, where each person’s own are kept',
    must: 'Check asks and counts them; until the operator’s word nobody of them is written to, and the others are',
    shown: [
      ['test/unit/dispatch/person-hours.test.ts', 'writes to nobody of whom no hours are known'],
      ['test/unit/campaigns/no-hours.test.ts', 'keep a draft from starting until the operator says'],
      ['test/unit/campaigns/no-hours.test.ts', 'are left out where the operator says so'],
    ],
  },
  141: {
    fault: 'A slow reconnect: the flag “caught up” is still the one from before',
    must: 'not believed before WhatsApp tells its end on this connection, or for a time; nobody is used up',
    shown: [
      [standing, 'with 2.5 s between the connect and WhatsApp’s greeting'],
      [standing, 'six times for four seconds'],
      [standing, 'is not believed after a connect before its end was told'],
      [standing, 'is believed after a time'],
      [night, 'right before the claim costs nobody anything'],
    ],
  },
  142: {
    fault: 'The line is lost between the claim and the gate',
    must: 'not yet: nothing is written, the page asks anew until the message’s time is over; then it may be queued again',
    shown: [
      [standing, 'between the claim and the gate'],
      [gateDoubts, 'is asked anew each second, and lets the message through in its time'],
      [gateDoubts, 'until the message’s time is over'],
      [pageGate, 'after “not yet” it asks anew'],
      [pageGate, 'after “not yet” a refusal stands'],
    ],
  },
  143: {
    fault: 'Something puts its own function in the place of the gate',
    must: 'seen before the claim, the page is loaded anew; again and again it is said',
    shown: [
      [standing, 'is seen before the claim'],
      [standing, 'again and again is another page than ours'],
      ['test/unit/dispatch/sender.test.ts', 'stops when the gate is missing three times in a row'],
    ],
  },
  144: {
    fault: 'WhatsApp’s lock on new people has ended, or has no end that it names',
    must: 'over past its end; without one it is unknown; WhatsApp is asked anew, also after each refusal for it',
    shown: [
      [standing, 'is over past its end'],
      [standing, 'whose end WhatsApp does not name'],
      [standing, 'is asked for after a refusal for it'],
    ],
  },
  145: {
    fault: 'A page that is slow to start',
    must: 'tried again, with more patience each time; only a gate that did not hold is final',
    shown: [
      ['test/browser/other-page.test.ts', 'whose parts come late is tried again'],
      ['test/browser/other-page.test.ts', 'that does not answer while it starts'],
      [session, 'is said to have changed where a message goes around the gate'],
    ],
  },
  146: {
    fault: 'Another program writes at the claim, at an acknowledgement, or while a message is given up',
    must: 'waited for, said, and goes on by itself; nobody is used up, nobody has two',
    shown: [
      [busy, 'at the claim: sending waits'],
      [busy, 'at an acknowledgement'],
      [busy, 'at a rejection'],
      [busy, 'the gate decides that in the end'],
      [busy, 'that never reached the gate'],
      [busy, 'when the time for an acknowledgement is over'],
      [busy, 'that went around the gate'],
      [busy, 'and the app ends meanwhile'],
    ],
  },
  147: {
    fault: 'The log is emptied beside somebody who reads for long',
    must: 'nobody who writes waits for it, and it is emptied in the end',
    shown: [['test/faults/table/log.test.ts', 'emptying the log beside somebody who reads for long']],
  },
  148: {
    fault: 'WhatsApp hands what leaves to its last step in another form',
    must: 'the tap takes both forms; where it sees nothing all the same, that is said',
    shown: [
      [messenger, 'in either form in which WhatsApp hands it on'],
      [messenger, 'an acknowledged message that was not seen below the gate is said'],
    ],
  },
  149: {
    fault: 'The check of WhatsApp on a busy machine, or with a line that is cut late',
    must: 'what did not come in time is unknown; the line may be cut at any time',
    shown: [
      [check, 'passes on a page that is as we know it'],
      [check, 'is not known where nobody cuts it'],
      ['test/unit/whatsapp/checks.test.ts', 'tells %s from what works'],
    ],
  },
  151: {
    fault: 'Killed while an earlier attempt of a message was seen leaving and a later one was on its way to the gate',
    must: 'every start works; not confirmed, never sent again',
    shown: [
      [alwaysStarts, 'where an earlier attempt was seen leaving'],
      [alwaysStarts, 'and gives up before the gate what was seen leaving earlier'],
    ],
  },
  152: {
    fault:
      'A damaged ledger that tells of a way around the gate, two lines of one attempt, rows that contradict each other',
    must: 'every start works; what cannot be taken in is named in an alarm, and its person stays fenced',
    shown: [
      [alwaysStarts, 'with a damaged ledger that tells of a way around the gate'],
      [alwaysStarts, 'with two lines of one attempt'],
      [alwaysStarts, 'with rows that contradict each other'],
      [alwaysStarts, 'starts after whatever was done'],
    ],
  },
  153: {
    fault: 'A stored setting or schedule that cannot be read',
    must: 'the app starts: the setting is its default, which is said; the campaign waits for a person',
    shown: [
      [alwaysStarts, 'with settings and a schedule that cannot be read'],
      ['test/unit/settings/app-settings.test.ts', 'names the stored settings that cannot be read'],
    ],
  },
  154: {
    fault:
      'A backup is restored, or data comes from another computer, with campaigns that were going on or being started',
    must: 'they come back paused, with a mark beside their reason; none sends before somebody resumes it, or all with their number',
    shown: [
      [returned, 'send nothing when sending goes on, until each is resumed by itself'],
      [returned, 'are paused also where they were being started'],
      [returned, 'keep why they were paused, and go on all at once only as many as were shown'],
      [returned, 'cannot run before somebody let them go on'],
      [returned, 'campaigns that come from another computer stand still'],
      ['test/renderer/campaigns/campaigns-screen.test.tsx', 'says what came back with a backup'],
    ],
  },
  155: {
    fault: 'A backup that was made while a restored one had not been checked yet',
    must: 'it can be restored; its alarm is there once',
    shown: [[returned, 'do so again with a backup of data that was restored before']],
  },
  156: {
    fault: 'A whole folder, data and ledger, is copied beside the original, put back as it was before, or used in turn',
    must: 'asked about before anything is sent, unless nothing was sent from the other since; a move or another name is nothing',
    shown: [
      [copiedFolder, 'is asked about once the original was used'],
      [copiedFolder, 'is asked about in turn, each as soon as the other has sent something'],
      [copiedFolder, 'is asked about neither where it is moved or renamed'],
      [copiedFolder, 'that is an older copy put back is asked about'],
    ],
  },
  157: {
    fault: 'What this computer knows of its ledgers is lost, damaged or cannot be written',
    must: 'asked about once; nothing goes out before it can be written, and nobody is used up',
    shown: [
      [copiedFolder, 'is asked about once where what this computer knows is'],
      [copiedFolder, 'and uses nobody up, where what this computer knows cannot be written'],
    ],
  },
  158: {
    fault: 'A backup whose fences are kept under another key than this computer’s ledger',
    must: 'the restore is refused where the ledger knows of messages',
    shown: [['test/unit/storage/backups.test.ts', 'refuses one whose fences are under another key']],
  },
  159: {
    fault: 'The key of the fences is damaged or lost in the database',
    must: 'it is the ledger’s, where the two name each other, and everybody stays fenced; else the start says that the database is damaged, and begins nothing',
    shown: [
      [alwaysStarts, 'where the key of the fences %s in the database'],
      [alwaysStarts, 'where that key is damaged and the end of the ledger too'],
      ['test/unit/db/ledger/ledger-mismatch.test.ts', 'where the key of the fences is damaged and the ledger'],
    ],
  },
  161: {
    fault:
      'One campaign, message or stored value that cannot be taken in, or a campaign of which nobody is left by the time it has started',
    must: 'set aside with a notice that stops nothing and is said once; all else goes on; the campaign ends',
    shown: [
      ['test/unit/db/notices.test.ts', 'stops nothing, and is not raised again'],
      ['test/unit/campaigns/start.test.ts', 'keeps no other from it'],
      ['test/unit/campaigns/start.test.ts', 'ends a campaign of which everybody is gone'],
      ['test/renderer/shell/notices.test.tsx', 'is said quietly'],
    ],
  },
  162: {
    fault: 'An alarm that is found when the operator lets sending go on',
    must: 'the window is told at once',
    shown: [['test/unit/dispatch/recovery.test.ts', 'tells the window of an alarm that is found when']],
  },
  163: {
    fault: 'Only people are left in a campaign who wait for a person’s decision',
    must: 'ended, N wait: said once; neither a lost link nor a sleep is told of, and it goes on with the decision',
    shown: [
      ['test/unit/dispatch/night.test.ts', 'ends the campaign but for those who have it'],
      ['test/unit/desktop/notices.test.ts', 'has ended but for people who wait'],
      ['test/renderer/store/campaign-list.test.tsx', 'has ended but for people who wait'],
    ],
  },
  164: {
    fault:
      'Three messages that are not confirmed, and the operator settles each; rejections that the operator knew of, before a restart; one person who rejects three campaigns',
    must: 'sending goes on; what is known counts no more; one person’s rejections alone are that person’s',
    shown: [
      ['test/unit/dispatch/stop-rules.test.ts', 'are waited for no more when the operator has settled each'],
      ['test/unit/dispatch/stop-rules.test.ts', 'that the operator knew when sending went on count no more'],
      ['test/unit/dispatch/stop-rules.test.ts', 'of one person alone are that person'],
    ],
  },
  165: {
    fault: 'A tick comes before anybody listens, and the operator has said "It is not there"',
    must: 'WhatsApp’s record is read on for 30 days and makes it sent',
    shown: [['test/unit/dispatch/reconciliation.test.ts', 'goes on when a person has settled the message']],
  },
  166: {
    fault:
      'A stop word of anybody, also of somebody not yet written to, in the other form of their number or under a LID',
    must: 'set aside in every campaign until somebody decides, counted by Check, decided by word and in bulk; kept when they are erased',
    shown: [
      ['test/unit/do-not-contact/stops.test.ts', 'is set aside in every campaign'],
      ['test/unit/do-not-contact/stops.test.ts', 'is found by the LID alone'],
      ['test/unit/do-not-contact/stops.test.ts', 'is counted by Check'],
      ['test/unit/do-not-contact/stops.test.ts', 'is not written to either once they are erased'],
      ['test/renderer/replies/replies-screen.test.tsx', 'who wrote the same word are decided on together'],
    ],
  },
  167: {
    fault:
      'Somebody is erased who stands in left-out rows, corrections, stops, uploads and the search index, or while a list is being read',
    must: 'neither name nor number is in a table, index, file, upload, log or free page; others keep their corrections; refused while a list is read',
    shown: [
      ['test/unit/db/people/erase-person.test.ts', 'leaves nothing of them in the database'],
      ['test/unit/db/people/erase-person.test.ts', 'finds them in left-out rows wherever'],
      ['test/unit/db/people/erase-person.test.ts', 'keeps what was corrected for others'],
      ['test/unit/db/people/erase-person.test.ts', 'waits while a list is being read'],
      ['test/unit/messages/erase-person.test.ts', 'erasing somebody leaves neither name nor number'],
    ],
  },
  168: {
    fault: 'Somebody answers, reads, is reached or asks to stop after the draft of a follow-up was made',
    must: 'their group is computed anew at Check, at the start and at the claim: they get nothing, and the report says why',
    shown: [
      ['test/unit/campaigns/follow-up.test.ts', 'leaves out whoever answered or read after the draft'],
      ['test/unit/campaigns/follow-up.test.ts', 'leaves out whoever reads or asks to stop between'],
      ['test/unit/campaigns/follow-up.test.ts', 'is not for somebody whom its source reached'],
    ],
  },
  169: {
    fault:
      'Somebody asks to stop between the claim and the gate, by their number or under a LID that shows only at the gate',
    must: 'refused at the gate, certainly not sent; queued again, they wait for somebody’s decision',
    shown: [['test/unit/dispatch/gate.test.ts', 'refuses a person who asked to stop after the claim']],
  },
  170: {
    fault:
      'Somebody on the do-not-contact list is on a campaign’s list under a second number, and asked to stop under a LID that both have',
    must: 'not written to under either number, until somebody takes them off the list',
    shown: [['test/unit/do-not-contact/stops.test.ts', 'is not written to under a second number either']],
  },
  171: {
    fault:
      'A night with forty faults of every kind, half of each between a claim and its gate, and nobody who touches anything',
    must: 'nobody twice, nobody false, every text as shown, no standing still; nobody is used up by what is over within 20 seconds, one person at most by each reload, crash or hang',
    shown: [['test/e2e/night.test.ts', 'a night that nobody watches counts whom it loses']],
  },
  172: {
    fault:
      'A whole folder is put back, lists are corrected, outages lie, people ask to stop, in any order with everything else',
    must: 'nothing leaves from an older folder before somebody was asked, no text but the one that was shown, nobody is called not registered on one word, nobody who asked to stop is written to; the app always starts',
    shown: [
      ['test/faults/simulation/random-runs.test.ts', 'sends nothing twice and says nothing untrue'],
      ['test/faults/simulation/weaknesses.test.ts', 'within '],
    ],
  },
  180: {
    fault:
      'A statement that changes by hand what is counted: who waits, the sums, what was handed over, who wrote back',
    must: 'refused by the database, also in several steps; a file from outside is compared with a recount',
    shown: [
      [guards, 'counts in steps of one'],
      [guards, 'on a connection'],
      ['test/unit/db/folder/invariants.test.ts', 'are each seen to be broken'],
    ],
  },
  181: {
    fault: 'A statement that adds, moves or deletes a reply or a conversation',
    must: 'refused; the newest replies of each person are kept',
    shown: [
      [guards, 'replies and conversations that become others or go'],
      [guards, 'on a connection'],
    ],
  },
  182: {
    fault:
      'A statement that hides the list of a campaign, puts somebody of another list into it, or approves first messages that nobody was asked about',
    must: 'refused',
    shown: [
      [guards, 'on a connection'],
      [guards, 'first messages that are approved before'],
    ],
  },
  183: {
    fault:
      'A statement that writes an acknowledgement without its time, an answer of nobody, or a refusal of what passed the gate',
    must: 'refused',
    shown: [
      [guards, 'an acknowledgement without its time'],
      [guards, 'on a connection'],
    ],
  },
  185: {
    fault: 'Two numbers are one person, by WhatsApp’s or the operator’s word, and one of them is on do not contact',
    must: 'never in a campaign’s audience, under neither number, also where that comes after the drawing',
    shown: [['test/unit/campaigns/audience.test.ts', 'under another number of theirs, at the start too']],
  },
  186: {
    fault: 'What a list says of somebody is more than a year old',
    must: 'left empty in an audience, as a blank that asks, until the operator says that it counts; a name always counts',
    shown: [
      ['test/unit/campaigns/audience.test.ts', 'takes no value that is more than a year old until'],
      ['test/renderer/campaigns/audience.test.tsx', 'leaves old values empty until somebody says otherwise'],
    ],
  },
  187: {
    fault: 'The operator calls two numbers one person, and they are not',
    must: 'two again by one press, with what each got and said; no fence ever followed',
    shown: [
      ['test/unit/db/people/people.test.ts', 'and two again with what each got and said'],
      ['test/unit/db/people/people.test.ts', 'cannot be parted where a message went to two numbers under one id'],
    ],
  },
  188: {
    fault: 'A filter or a tag is for people who answered with a word, and another word has it as a part',
    must: 'whole words count',
    shown: [['test/unit/db/people/people.test.ts', 'say in words who got what']],
  },
  189: {
    fault: 'Any order of presses, newer words, alarms, two minutes, a crash and a start',
    must: 'each press is delivered at most once, in its life of the app, within two minutes and behind what its writer had read',
    shown: [
      ['test/faults/model/model.test.ts', 'break no invariant in any state'],
      ['test/faults/model/model.test.ts', 'are shown each weakening'],
    ],
  },
  190: {
    fault: 'One person stands on lists under two spellings of a number, or under numbers that WhatsApp knows by one id',
    must: 'one person with all their tags, whichever is found out first',
    shown: [
      [knownPeople, 'each once whatever the variant of their number'],
      [knownPeople, 'are one where WhatsApp knows two numbers by the same id'],
    ],
  },
  191: {
    fault: 'A person with tags is erased, with or without an old list, or under one of their numbers',
    must: 'no tag, number or name of theirs is left in the file; another number of theirs stays somebody',
    shown: [
      [knownPeople, 'leave nothing of themselves when they are erased'],
      [knownPeople, 'lose the number that is erased'],
    ],
  },
  192: {
    fault:
      'Somebody of a campaign’s audience loses the tag, writes back or is erased between the drawing and the start; another comes',
    must: 'left out, counted and named by the report; whoever came gets nothing until they are drawn',
    shown: [
      [audience, 'but for those who fit no more, and to nobody who came'],
      [audience, 'leaves out whoever wrote back since it was drawn'],
      [audience, 'counts who came and who went, whatever was decided about its rows since'],
    ],
  },
  193: {
    fault: 'Somebody on the do-not-contact list fits the filter of a campaign',
    must: 'left out, and the sum says so',
    shown: [[audience, 'leaves out whoever is on the do-not-contact list, and says how many']],
  },
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
    shown: [['test/unit/dispatch/answers.test.ts', 'is not sent where they wrote more than its writer had read']],
  },
  203: {
    fault: 'The page does not stand, the chat cannot be read, or the call hangs before the gate',
    must: 'closed after two minutes; the words are back; a late call is refused',
    shown: [
      ['test/unit/dispatch/answers.test.ts', 'is not sent into a chat that cannot be read'],
      ['test/unit/dispatch/answers.test.ts', 'whose call hangs before the gate is closed after two minutes'],
    ],
  },
  204: {
    fault: 'The app ends while an answer waits, or after its gate opened',
    must: 'the first never goes; the second is not confirmed',
    shown: [['test/unit/dispatch/answers.test.ts', 'that waited when the app ended never goes']],
  },
  205: {
    fault: 'A database from before an answer is put beside its ledger',
    must: 'not confirmed, or asked about; nothing goes again',
    shown: [
      ['test/unit/dispatch/answers.test.ts', 'that the ledger knows and a database from before does not'],
      ['test/unit/dispatch/answers.test.ts', 'of which a database from before knows nothing'],
    ],
  },
  206: {
    fault: 'An acknowledgement of an answer for a campaign’s message, or of another chat',
    must: 'each counts for its own alone; WhatsApp’s late word settles the conversation',
    shown: [
      ['test/unit/dispatch/answers.test.ts', 'is not taken for a campaign’s message by an acknowledgement'],
      ['test/unit/dispatch/answers.test.ts', 'is not confirmed, answers nobody, and heals'],
    ],
  },
  207: {
    fault: 'An alarm, a restriction, another account, or a pause that is not the operator’s',
    must: 'no answer leaves; while the operator has paused it may',
    shown: [
      ['test/unit/dispatch/answers.test.ts', 'is refused under an alarm, a restriction'],
      ['test/unit/dispatch/answers.test.ts', 'that an alarm overtakes does not leave'],
      ['test/unit/dispatch/answers.test.ts', 'is bound to its account and to its person'],
      ['test/unit/dispatch/answers.test.ts', 'and while the operator has paused'],
    ],
  },
  208: {
    fault: 'An answer to somebody on do not contact, or who gets there before the gate',
    must: 'asked first, or not sent',
    shown: [
      ['test/unit/dispatch/answers.test.ts', 'to somebody on do not contact is asked about'],
      ['test/renderer/replies/replies-screen.test.tsx', 'has no field for somebody on do not contact'],
    ],
  },
  209: {
    fault: 'They were answered on the phone while the app was closed',
    must: 'not counted as unanswered once WhatsApp is ready',
    shown: [['test/unit/replies/answering.test.ts', 'what was answered on the phone']],
  },
  220: {
    fault: 'A second message is due while the page has not caught up, or another account is linked',
    must: 'nobody is drawn until then; late, a person is asked',
    shown: [
      ['test/unit/campaigns/second-steps.test.ts', 'waits for a page that has caught up'],
      ['test/faults/model/model.test.ts', 'a protocol that is weaker'],
    ],
  },
  221: {
    fault: 'The first message of somebody is not confirmed, was not sent or was cancelled on their day',
    must: 'they get no second one, whatever becomes of it later',
    shown: [
      ['test/unit/campaigns/second-steps.test.ts', 'are those of its group, whatever became of all others'],
      ['test/faults/simulation/weaknesses.test.ts', 'the random runs notice'],
    ],
  },
  222: {
    fault: 'They answer between the draw and their turn, or to another campaign',
    must: 'left out; the reason says so',
    shown: [['test/unit/campaigns/second-steps.test.ts', 'leaves out whoever answers between the draw and their turn']],
  },
  223: {
    fault: 'They stopped, are on do not contact, were erased, have the text, or got it by hand',
    must: 'left out, or asked about',
    shown: [['test/unit/campaigns/second-steps.test.ts', 'leaves out who stopped, is not to be contacted']],
  },
  224: {
    fault: 'The app ends in the middle of a draw',
    must: 'drawn on at the next start, each person once',
    shown: [['test/unit/campaigns/second-steps.test.ts', 'is drawn on after a crash in the middle']],
  },
  225: {
    fault: 'The computer sleeps past the moment of a second message that goes by itself',
    must: 'a person is asked first',
    shown: [['test/unit/campaigns/second-steps.test.ts', 'asks though it was to go by itself']],
  },
  226: {
    fault: 'A backup from before the second message is put back',
    must: 'nobody gets it twice, also with another text',
    shown: [
      ['test/unit/campaigns/second-steps.test.ts', 'is sent to nobody twice by a backup'],
      ['test/faults/model/model.test.ts', 'the protocol, searched in full'],
    ],
  },
  227: {
    fault: 'The campaign, or its second message, is cancelled, deleted or taken out',
    must: 'nobody more is drawn; what waits is cancelled with it',
    shown: [
      ['test/unit/campaigns/second-steps.test.ts', 'is for nobody once its campaign is cancelled'],
      ['test/unit/campaigns/second-steps.test.ts', 'goes on with nobody of a later day once it is cancelled'],
      ['test/unit/campaigns/second-steps.test.ts', 'is cancelled with a campaign that still runs'],
      ['test/unit/campaigns/second-steps.test.ts', 'goes with a draft that is deleted'],
    ],
  },
  228: {
    fault: 'Nobody has looked at who gets the second message',
    must: 'it waits, in sight; SQLite refuses its claim',
    shown: [
      ['test/unit/campaigns/second-steps.test.ts', 'is drawn on its day for those without an answer'],
      ['test/renderer/outbox/outbox.test.tsx', 'wait in sight, whatever campaign is shown'],
    ],
  },
  229: {
    fault: 'A second message would come after the date that the first was for',
    must: 'nobody is drawn; who was is missed',
    shown: [['test/unit/campaigns/second-steps.test.ts', 'is for nobody whose date is over by then']],
  },
  230: {
    fault: 'An account is linked again with another number',
    must: 'the account keeps its history and waits; the new number is an account of its own',
    shown: [['test/unit/db/accounts.test.ts', 'leaves an account to its history where its login is another number’s']],
  },
  231: {
    fault: 'The same number is linked a second time, or a login folder was copied',
    must: 'the second session is refused and says so; nothing goes from it',
    shown: [
      ['test/unit/db/accounts.test.ts', 'refuses a number in a second place'],
      ['test/e2e/several-accounts.test.ts', 'refuses a number that is linked here already'],
    ],
  },
  232: {
    fault: 'A phone logs one account out at night',
    must: 'its people wait, the rest goes on',
    shown: [['test/unit/dispatch/several-accounts.test.ts', 'what is %s holds its own people, and the rest goes on']],
  },
  233: {
    fault: 'One account is restricted, and the app starts anew meanwhile',
    must: 'its own pause survives; the others send',
    shown: [['test/unit/dispatch/several-accounts.test.ts', 'a restriction of one survives a restart as its own']],
  },
  234: {
    fault: 'An account is let go while messages wait for it',
    must: 'they wait; the campaign is held where nobody else is left; history and fences stay',
    shown: [
      ['test/unit/dispatch/several-accounts.test.ts', 'leaves those of an account that was let go waiting'],
      ['test/unit/db/accounts.test.ts', 'keeps number and name of one that was let go'],
      ['test/e2e/several-accounts.test.ts', 'lets go of an account and keeps the others'],
    ],
  },
  235: {
    fault: 'A column names an account that there is not',
    must: 'the start waits for a word; the sums say how many',
    shown: [
      ['test/unit/dispatch/several-accounts.test.ts', 'is asked about rows that name no account before it starts'],
      ['test/unit/domain/schedule/sent-from.test.ts', 'says what a row names that is no account'],
    ],
  },
  236: {
    fault: 'The same person stands in campaigns of two accounts',
    must: 'one copy; fences know no accounts',
    shown: [
      ['test/unit/dispatch/several-accounts.test.ts', 'nobody gets a text from both'],
      ['test/e2e/several-accounts.test.ts', 'sends a campaign from two of them, each person from one'],
    ],
  },
  237: {
    fault: 'An account waits long for each acknowledgement',
    must: 'the others hand over as if they were alone',
    shown: [
      ['test/unit/dispatch/several-accounts.test.ts', 'is what it would be alone'],
      ['test/unit/dispatch/several-accounts.test.ts', 'would be a sixth of that if all waited for one acknowledgement'],
    ],
  },
  238: {
    fault: 'The page of one hangs before its gate',
    must: 'one message is before its gate over all accounts; the next waits and looks at its page once more',
    shown: [
      ['test/unit/dispatch/several-accounts.test.ts', 'one message is before its gate at a time'],
      ['test/unit/dispatch/several-accounts.test.ts', 'the page of one that stands no more when its turn comes'],
      ['test/unit/db/guards.test.ts', 'two messages before their gates at a time'],
    ],
  },
  239: {
    fault: 'An acknowledgement, a question at the gate or a sighting from another account’s session',
    must: 'counts for nothing; what leaves there under such an id is an alarm',
    shown: [
      ['test/unit/dispatch/several-accounts.test.ts', 'is no acknowledgement'],
      ['test/unit/dispatch/several-accounts.test.ts', 'opens no gate for a message of the first'],
      ['test/unit/dispatch/several-accounts.test.ts', 'of what leaves there under an id that passed'],
    ],
  },
  240: {
    fault: 'Doubts, caps and gaps of one account',
    must: 'are that account’s alone',
    shown: [
      ['test/unit/dispatch/several-accounts.test.ts', 'the doubts of one hold that one'],
      ['test/unit/dispatch/several-accounts.test.ts', 'what an account has sent today, and its gap, are its own'],
    ],
  },
  241: {
    fault: 'The disk is full, an alarm is open, the operator pauses',
    must: 'all accounts stand still',
    shown: [['test/unit/dispatch/several-accounts.test.ts', '%s holds all of them']],
  },
  242: {
    fault: 'Something moves a message to another account although it may have left',
    must: 'SQLite refuses it',
    shown: [['test/unit/db/guards.test.ts', 'a message that moves to another account although it may have left']],
  },
  243: {
    fault:
      'A night of 2,000 people over three accounts, one of which is cut off, restricted, logged out and comes back',
    must: 'nobody twice, from any; everybody is sent to',
    shown: [['test/unit/dispatch/several-accounts.test.ts', 'a night of 2,000 people over three accounts']],
  },
  250: {
    fault: 'Two computers of a team send one list at once',
    must: 'each person from one of them; the other says who has them',
    shown: [
      ['test/unit/team/member.test.ts', 'send it to each person once'],
      ['test/unit/team/fences.test.ts', 'of 200 people whom eight connections ask for at once'],
    ],
  },
  251: {
    fault: 'The answer of the team’s database is lost after its COMMIT',
    must: 'sending waits, and is granted again under the same token',
    shown: [
      ['test/unit/team/member.test.ts', 'whose answer is lost after its COMMIT'],
      ['test/unit/team/member.test.ts', 'is on this computer’s disk before it is asked for'],
    ],
  },
  252: {
    fault: 'The team’s database is gone, killed or silent',
    must: 'its members wait and go on by themselves; nobody twice, nobody used up',
    shown: [
      ['test/unit/team/member.test.ts', 'its members wait and go on by themselves'],
      ['test/unit/team/member.test.ts', 'a silence ends the connection after a while'],
    ],
  },
  253: {
    fault: 'The connection is cut between grant and gate, or the last answer is older than ten seconds',
    must: 'the gate refuses',
    shown: [
      ['test/unit/team/member.test.ts', 'nothing passes that was granted over a connection that is gone'],
      ['test/unit/team/member.test.ts', 'an answer may be ten seconds old'],
    ],
  },
  254: {
    fault: 'An id shows at the gate that was not reserved, or somebody is stopped since',
    must: 'the gate refuses',
    shown: [['test/unit/team/member.test.ts', 'an id that was not reserved is refused']],
  },
  255: {
    fault: 'A computer of a team starts again, or its disk is put back',
    must: 'what it had reserved is its own: not sent, until its operator queues it again',
    shown: [
      ['test/unit/team/member.test.ts', 'of an earlier run is this computer’s own'],
      ['test/unit/team/fences.test.ts', 'of an earlier run is a duplicate to its own member'],
    ],
  },
  256: {
    fault: 'The team’s database is put back from a dump or as a promoted replica',
    must: 'it is another database: all are held until all have told',
    shown: [
      ['test/unit/team/put-back.test.ts', 'from a dump into the same server is held'],
      ['test/unit/team/put-back.test.ts', 'as a replica that became a server of its own is held'],
    ],
  },
  257: {
    fault: 'It is put back as an image of its disk, once or twice',
    must: 'whoever misses a row that they saw holds all',
    shown: [
      ['test/unit/team/put-back.test.ts', 'as an image of its disk is held by whoever misses a row'],
      ['test/unit/team/put-back.test.ts', 'as an image of its disk again is held again'],
    ],
  },
  258: {
    fault: 'The team goes on without a member that is away',
    must: 'by a coordinator’s word; that member tells before it asks',
    shown: [['test/unit/team/put-back.test.ts', 'may go on without who is away']],
  },
  259: {
    fault: 'The team’s server commits without waiting for its disk',
    must: 'reservations wait all the same',
    shown: [['test/unit/team/put-back.test.ts', 'is on the disk when its answer comes']],
  },
  260: {
    fault: 'A text is declared a repeat by two members, or sent again since',
    must: 'once for the whole team; not to who got it since',
    shown: [
      ['test/unit/team/fences.test.ts', 'follows what was sent before it was declared'],
      ['test/unit/team/fences.test.ts', 'does not follow what was sent since'],
    ],
  },
  261: {
    fault: 'A do-not-contact is written before the last news and committed after them',
    must: 'it reaches everybody with the next',
    shown: [['test/unit/team/fences.test.ts', 'reaches everybody, also where it was written before']],
  },
  262: {
    fault: 'Somebody with a member’s role and `psql`, or with the owner’s',
    must: 'functions alone; what must never be is refused to the owner too',
    shown: [
      ['test/unit/team/rights.test.ts', 'may not read, write or empty %s'],
      ['test/unit/team/rights.test.ts', 'is stopped: %s'],
    ],
  },
  263: {
    fault: 'A dump or the disk of the team’s database is stolen',
    must: 'no number, name, text or file is in it',
    shown: [['test/unit/team/put-back.test.ts', 'holds no number, no name, no text and no file']],
  },
  264: {
    fault: 'A member is removed, or leaves',
    must: 'its access ends, whom it had not reserved goes back, what it sent stays before everybody',
    shown: [
      ['test/unit/team/rights.test.ts', 'loses the access, its connection and whom it had not reserved'],
      ['test/unit/team/member.test.ts', 'that was ended by itself sends no more'],
    ],
  },
  265: {
    fault: 'A computer joins that has sent the same text before',
    must: 'what it sent is told first',
    shown: [['test/unit/team/member.test.ts', 'count what one sent before it joined']],
  },
  266: {
    fault: 'Lines, computers, disks, server and database of a team break at random',
    must: 'nobody twice, nobody ten seconds after a stop',
    shown: [
      ['test/faults/team/runs/runs.test.ts', 'sends nobody twice, nor behind a stop, whatever breaks'],
      ['test/faults/team/model/model.test.ts', 'send nobody twice, nor behind a stop: %s'],
    ],
  },
  267: {
    fault: 'Something claims a message without the team’s grant of this connection',
    must: 'SQLite refuses it',
    shown: [['test/faults/guards/guards.test.ts', 'refuses what nothing else would']],
  },
  268: {
    fault: 'A team’s server is too old, does not sync, is a standby or talks in clear; a code is cut off',
    must: 'refused before anything is made, in its own words',
    shown: [
      ['test/unit/team/server-check.test.ts', 'says what is weak, and refuses what would not be safe'],
      ['test/unit/team/server-check.test.ts', 'is read as it was written'],
    ],
  },
  300: {
    fault:
      'Accounts are restricted, logged out, linked to other numbers, removed and linked again, and people moved between them, in any order with everything else',
    must: 'nobody twice from any; nothing leaves from a number that is not its account’s; one message before its gate at a time; nobody is moved who may have it',
    shown: [
      ['test/faults/simulation/random-runs.test.ts', 'sends nothing twice and says nothing untrue'],
      ['test/faults/simulation/weaknesses.test.ts', 'within '],
      ['test/faults/model/model.test.ts', 'breaks no invariant in any state'],
    ],
  },
};

export const faultTable = Object.entries(faults).map(([number, row]) => ({ number: Number(number), ...row }));

/** The row as `docs/reliability.md` has it. */
export function asMarkdown({ number, fault, must, shown }: (typeof faultTable)[number]): string {
  const commands = shown.map(([file, test]) => `\`npx vitest run ${file} -t '${test}'\``);
  return `| ${number} | ${fault} | ${must} | ${commands.join('<br>')} |`;
}
