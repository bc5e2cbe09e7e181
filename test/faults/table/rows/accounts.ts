import type { FaultRow } from '../fault-row.ts';

/** Several accounts. */
export const accountsFaults: Readonly<Record<number, FaultRow>> = {
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
      ['test/unit/dispatch/campaign-of-two-accounts.test.ts', 'leaves those of an account that was let go waiting'],
      ['test/unit/db/accounts.test.ts', 'keeps number and name of one that was let go'],
      ['test/e2e/several-accounts.test.ts', 'lets go of an account and keeps the others'],
    ],
  },
  235: {
    fault: 'A column names an account that there is not',
    must: 'the start waits for a word; the sums say how many',
    shown: [
      [
        'test/unit/dispatch/campaign-of-two-accounts.test.ts',
        'is asked about rows that name no account before it starts',
      ],
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
    must: 'all accounts stand still, also where somebody lets one go on that was held for its own sake',
    shown: [
      ['test/unit/dispatch/several-accounts.test.ts', '%s holds all of them'],
      ['test/unit/dispatch/several-accounts.test.ts', 'lets nobody go on whom the operator has paused'],
    ],
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
    shown: [['test/faults/night/accounts-night.test.ts', 'a night of 2,000 people over three accounts']],
  },
  244: {
    fault: 'An account is restricted for a day with its people waiting',
    must: 'they wait, or the operator moves them, with a count; each gets it once',
    shown: [
      ['test/unit/dispatch/moved.test.ts', 'goes from there once the chat that it was moved from shows no copy'],
      ['test/e2e/several-accounts.test.ts', 'moves what waits to another account'],
    ],
  },
  245: {
    fault: 'A message is to be moved whose attempt may have left',
    must: 'it stays, and that is told with a count; SQLite refuses it',
    shown: [
      ['test/unit/dispatch/moved.test.ts', 'stays where it may have left, and that is told'],
      ['test/unit/dispatch/moved.test.ts', 'are told with those of it that may have left'],
    ],
  },
  246: {
    fault: 'The account that a message was moved from wrote to its person already, or its chat cannot be read',
    must: 'asked about; it waits until the chat can be read or a person decides; SQLite refuses the claim before',
    shown: [
      ['test/unit/dispatch/moved.test.ts', 'is asked about where that chat has the text already'],
      ['test/unit/dispatch/moved.test.ts', 'waits where that chat cannot be read, and goes by itself once it can'],
      ['test/unit/db/guards.test.ts', 'a claim of what was moved before its old chat was read'],
    ],
  },
  247: {
    fault: 'An account is removed while its messages are pending',
    must: 'they wait; the operator may move them, told that its chats cannot be looked at; the campaign goes on',
    shown: [
      ['test/unit/dispatch/moved.test.ts', 'lets its campaign go on that stood still'],
      ['test/unit/dispatch/moved.test.ts', 'is counted beforehand among those whose chats cannot be read'],
      ['test/e2e/several-accounts.test.ts', 'lets go of an account and keeps the others'],
    ],
  },
  248: {
    fault: 'A message is moved again before its first old chat was read',
    must: 'each account that had it is looked at',
    shown: [['test/unit/dispatch/moved.test.ts', 'has each chat read that it was moved from, however often']],
  },
  249: {
    fault: 'A test to oneself while several accounts are linked',
    must: 'goes to the own number of one that the campaign is sent from; without it nothing goes',
    shown: [['test/unit/dispatch/campaign-of-two-accounts.test.ts', 'is tried on the own number of an account']],
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
  301: {
    fault: 'A login folder is damaged, a file stands in its place, or it cannot be made',
    must: 'it begins anew, with a QR code at worst; else it is said, and tried again',
    shown: [
      ['test/browser/session.test.ts', 'that is damaged begins anew'],
      ['test/browser/session.test.ts', 'in whose place is a file'],
      ['test/browser/session.test.ts', 'that cannot be made is told'],
    ],
  },
  302: {
    fault: 'One account is restricted for a day, and its people wait',
    must: 'the others go on; after its word, and a person’s, each of them gets it once',
    shown: [['test/unit/dispatch/campaign-of-two-accounts.test.ts', 'of one that is restricted for a day']],
  },
  303: {
    fault: 'Six accounts are linked on a computer of 4 GB',
    must: 'said before the next one is linked, with what each takes and what the computer has',
    shown: [['test/renderer/settings/settings-screen.test.tsx', 'is called too much for a computer of 4 GB']],
  },
  304: {
    fault: 'An account that warms up and a warm one share a list',
    must: 'each gets what it may send on the days of the campaign; both end within a day of each other',
    shown: [['test/unit/domain/schedule/sent-from.test.ts', 'lets both end within a day of each other']],
  },
  305: {
    fault: 'The operator pauses, or one account stands still, while somebody with a latest moment waits',
    must: 'said to be missed within minutes, in whichever account they wait',
    shown: [
      ['test/unit/dispatch/own-times.test.ts', 'is missed also where the operator pauses while sending waits for it'],
    ],
  },
  340: {
    fault:
      'Of several accounts that had a message, the chat of one cannot be read, and a person lets its people go without',
    must: 'that chat alone is left out; the others are read before the claim',
    shown: [
      [
        'test/unit/dispatch/moved.test.ts',
        'goes without the chat that cannot be read alone, where another that had it can be',
      ],
    ],
  },
  341: {
    fault: 'What waits for an account is moved to several, of which one has less room or other campaigns’ people',
    must: 'shared by what each may send on the days of its campaign, as at the start',
    shown: [['test/unit/dispatch/moved.test.ts', 'several share what is moved by what each may send']],
  },
  382: {
    fault: 'Two accounts ask WhatsApp at once for the last one of a pilot',
    must: 'one of them goes; the other waits for the word on the pilot',
    shown: [['test/unit/dispatch/campaign-of-two-accounts.test.ts', 'lets no pilot go beyond its number']],
  },
  383: {
    fault: 'People are moved of a campaign that stood still for want of an account and has come back with a backup',
    must: 'moved, and it stands still until somebody lets it go on',
    shown: [['test/unit/dispatch/moved.test.ts', 'leaves its campaign as it stands where that came back']],
  },
  409: {
    fault:
      'A campaign goes out from several accounts, each with a daily limit, a warm-up and other campaigns of its own',
    must: 'said to end when the last of them is through, before its start and while it runs',
    shown: [
      ['test/unit/dispatch/campaign-of-two-accounts.test.ts', 'is foretold to end when the last of them is through'],
      ['test/unit/dispatch/campaign-of-two-accounts.test.ts', 'is foretold by what its own account sends besides'],
    ],
  },
  433: {
    fault: 'Two accounts have one name, and a list names an account by it',
    must: 'neither is taken: the row is asked about as one that names no account; a name is given once',
    shown: [
      ['test/unit/domain/schedule/sent-from.test.ts', 'takes neither of two accounts of one name that a row names'],
      ['test/unit/accounts/commands.test.ts', 'gives no two accounts one name'],
    ],
  },
  434: {
    fault: 'Another phone is linked to the place of an account that WhatsApp restricts',
    must: 'the pause is that of the logout: no restriction is said of the other number',
    shown: [['test/unit/dispatch/several-accounts.test.ts', 'a restriction ends with the login of its number']],
  },
  442: {
    fault: 'Several accounts each wait for WhatsApp’s word on a message while the list of what waits is read',
    must: 'all of these stand on top, and the list is shown',
    shown: [['test/unit/dispatch/several-accounts.test.ts', 'a page of what waits holds those that both are sending']],
  },
  488: {
    fault:
      'Nobody looks at the window while WhatsApp blocks an account or calls it too old, or while one of several has no connection or no answer',
    must: 'told, with what a person has to do; never said to go on by itself; the computer stays awake for what comes back',
    shown: [
      [
        'test/unit/desktop/notices.test.ts',
        'is never said to go on by itself where a person has to do something first',
      ],
      ['test/unit/desktop/notices.test.ts', 'is told of one of several accounts by its name while the others go on'],
      ['test/unit/domain/account.test.ts', 'the computer stays awake for an account'],
    ],
  },
  476: {
    fault: 'Sending is resumed while a message stands before its gate, and a further account is just being linked',
    must: 'that message goes on to its gate: nothing is said of it, and nobody is used up',
    shown: [
      [
        'test/unit/dispatch/several-accounts.test.ts',
        'the word that all go on says nothing of what one has before its gate',
      ],
    ],
  },
  491: {
    fault: 'The connection of a linked account is lost, or ends for good, while messages wait for it',
    must: 'that is said, in the window and beside the clock; it is never called unlinked',
    shown: [
      ['test/renderer/shell/shell.test.tsx', 'never calls an account unlinked that is linked and has no connection'],
      ['test/unit/desktop/notices.test.ts', 'in one line what happens now'],
    ],
  },
  477: {
    fault: 'A phone logs one of several accounts out, and the others have nothing left to send',
    must: 'it is said which one, and to be linked: not that WhatsApp is linked again, as the others are',
    shown: [
      [
        'test/renderer/outbox/accounts.test.tsx',
        'of two the one that its phone logged out is not said to be linked again',
      ],
    ],
  },
  493: {
    fault: 'A backup is put back that is older than an account of this computer, whose login lies on the disk still',
    must: 'the login has its place again: it is seen, says by itself whose it is, and can be let go of',
    shown: [['test/unit/app/accounts-at-work.test.ts', 'a login that the data does not know']],
  },
};
