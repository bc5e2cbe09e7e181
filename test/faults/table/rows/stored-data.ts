import type { FaultRow } from '../fault-row.ts';
import { testFiles as files } from '../test-files.ts';

/** Faults between claim and gate and in stored data: other programs, copies, backups, keys. */
export const storedDataFaults: Readonly<Record<number, FaultRow>> = {
  438: {
    fault:
      'A file goes in the moment in which its folder is made private at the start, as a backup that is just packed',
    must: 'overlooked: the app starts',
    shown: [['test/unit/storage/folders.test.ts', 'a file that goes while its folder is looked through']],
  },
  141: {
    fault: 'A slow reconnect: the flag “caught up” is still the one from before',
    must: 'not believed before WhatsApp tells its end on this connection, or for a time; nobody is used up',
    shown: [
      [files.standing, 'with 2.5 s between the connect and WhatsApp’s greeting'],
      [files.standing, 'six times for four seconds'],
      [files.standing, 'is not believed after a connect before its end was told'],
      [files.standing, 'is believed after a time'],
      [files.outages, 'right before the claim costs nobody anything'],
    ],
  },
  142: {
    fault: 'The line is lost between the claim and the gate',
    must: 'not yet: nothing is written, the page asks anew until the message’s time is over; then it may be queued again',
    shown: [
      [files.standing, 'between the claim and the gate'],
      [files.gateDoubts, 'is asked anew each second, and lets the message through in its time'],
      [files.gateDoubts, 'until the message’s time is over'],
      [files.pageGate, 'after “not yet” it asks anew'],
      [files.pageGate, 'after “not yet” a refusal stands'],
    ],
  },
  143: {
    fault: 'Something puts its own function in the place of the gate',
    must: 'seen before the claim, the page is loaded anew; again and again it is said',
    shown: [
      [files.standing, 'is seen before the claim'],
      [files.standing, 'again and again is another page than ours'],
      ['test/unit/dispatch/sender.test.ts', 'stops when the gate is missing three times in a row'],
    ],
  },
  144: {
    fault: 'WhatsApp’s lock on new people has ended, or has no end that it names',
    must: 'over past its end; without one it is unknown; WhatsApp is asked anew, also after each refusal for it',
    shown: [
      [files.standing, 'is over past its end'],
      [files.standing, 'whose end WhatsApp does not name'],
      [files.standing, 'is asked for after a refusal for it'],
    ],
  },
  145: {
    fault: 'A page that is slow to start',
    must: 'tried again, with more patience each time; only a gate that did not hold is final',
    shown: [
      ['test/browser/other-page.test.ts', 'whose parts come late is tried again'],
      ['test/browser/other-page.test.ts', 'that does not answer while it starts'],
      [files.session, 'is said to have changed where a message goes around the gate'],
    ],
  },
  146: {
    fault: 'Another program writes at the claim, at an acknowledgement, or while a message is given up',
    must: 'waited for, said, and goes on by itself; nobody is used up, nobody has two',
    shown: [
      [files.busy, 'at the claim: sending waits'],
      [files.busy, 'at an acknowledgement'],
      [files.busy, 'at a rejection'],
      [files.busy, 'the gate decides that in the end'],
      [files.busy, 'that never reached the gate'],
      [files.busy, 'when the time for an acknowledgement is over'],
      [files.busy, 'that went around the gate'],
      [files.busy, 'and the app ends meanwhile'],
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
      [files.messenger, 'in either form in which WhatsApp hands it on'],
      [files.messenger, 'an acknowledged message that was not seen below the gate is said'],
    ],
  },
  149: {
    fault: 'The check of WhatsApp on a busy machine, or with a line that is cut late',
    must: 'what did not come in time is unknown; the line may be cut at any time',
    shown: [
      [files.check, 'passes, and writes a file without numbers'],
      [files.check, 'is not known where nobody cuts it'],
      ['test/unit/whatsapp/checks.test.ts', 'tells %s from what works'],
    ],
  },
  151: {
    fault: 'Killed while an earlier attempt of a message was seen leaving and a later one was on its way to the gate',
    must: 'every start works; not confirmed, never sent again',
    shown: [
      [files.alwaysStarts, 'where an earlier attempt was seen leaving'],
      [files.alwaysStarts, 'and gives up before the gate what was seen leaving earlier'],
    ],
  },
  152: {
    fault:
      'A damaged ledger that tells of a way around the gate, two lines of one attempt, rows that contradict each other',
    must: 'every start works; what cannot be taken in is named in an alarm, and its person stays fenced',
    shown: [
      [files.alwaysStarts, 'with a damaged ledger that tells of a way around the gate'],
      [files.alwaysStarts, 'with two lines of one attempt'],
      [files.alwaysStarts, 'with rows that contradict each other'],
      [files.alwaysStarts, 'starts after whatever was done'],
    ],
  },
  153: {
    fault: 'A stored setting or schedule that cannot be read',
    must: 'the app starts: the setting is its default, which is said; the campaign waits for a person',
    shown: [
      [files.alwaysStarts, 'with settings and a schedule that cannot be read'],
      ['test/unit/settings/app-settings.test.ts', 'names the stored settings that cannot be read'],
    ],
  },
  154: {
    fault:
      'A backup is restored, or data comes from another computer, with campaigns that were going on or being started',
    must: 'they come back paused, with a mark beside their reason; none sends before somebody resumes it, or all with their number',
    shown: [
      [files.returned, 'send nothing when sending goes on, until each is resumed by itself'],
      [files.returned, 'are paused also where they were being started'],
      [files.returned, 'keep why they were paused, and go on all at once only as many as were shown'],
      [files.returned, 'cannot run before somebody let them go on'],
      [files.returned, 'campaigns that come from another computer stand still'],
      ['test/renderer/campaigns/campaigns-screen.test.tsx', 'says what came back with a backup'],
    ],
  },
  155: {
    fault: 'A backup that was made while a restored one had not been checked yet',
    must: 'it can be restored; its alarm is there once',
    shown: [[files.returned, 'do so again with a backup of data that was restored before']],
  },
  156: {
    fault: 'A whole folder, data and ledger, is copied beside the original, put back as it was before, or used in turn',
    must: 'asked about before anything is sent, unless nothing was sent from the other since; a move or another name is nothing',
    shown: [
      [files.copiedFolder, 'is asked about once the original was used'],
      [files.copiedFolder, 'is asked about in turn, each as soon as the other has sent something'],
      [files.copiedFolder, 'is asked about neither where it is moved or renamed'],
      [files.copiedFolder, 'that is an older copy put back is asked about'],
    ],
  },
  157: {
    fault: 'What this computer knows of its ledgers is lost, damaged or cannot be written',
    must: 'asked about once; nothing goes out before it can be written, and nobody is used up',
    shown: [
      [files.copiedFolder, 'is asked about once where what this computer knows is'],
      [files.copiedFolder, 'and uses nobody up, where what this computer knows cannot be written'],
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
      [files.alwaysStarts, 'where the key of the fences %s in the database'],
      [files.alwaysStarts, 'where that key is damaged and the end of the ledger too'],
      ['test/unit/db/ledger/ledger-mismatch.test.ts', 'where the key of the fences is damaged and the ledger'],
    ],
  },
  160: {
    fault: 'Data comes to a computer whose ledger knows people under another key',
    must: 'asked about; then nobody gets what they got from that computer, also after further moves, and where that ledger is lost or a backup is restored',
    shown: [
      ['test/unit/dispatch/foreign-ledger.test.ts', 'sends nobody what they got from that computer'],
      ['test/unit/dispatch/foreign-ledger.test.ts', 'finds them at Check'],
      ['test/unit/dispatch/foreign-ledger.test.ts', 'refuses at the gate whoever is known there'],
      [
        'test/unit/dispatch/foreign-ledger.test.ts',
        'when it is moved on, and where the data that was there is put back',
      ],
      ['test/unit/dispatch/foreign-ledger.test.ts', 'where the ledger is lost or damaged afterwards'],
      ['test/unit/dispatch/foreign-ledger.test.ts', 'is refused by the database itself'],
      ['test/unit/dispatch/foreign-ledger.test.ts', 'is not opened where the ledgers of more computers'],
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
      ['test/unit/dispatch/copies-in-chat.test.ts', 'ends the campaign but for those who have it'],
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
  336: {
    fault: 'The power is cut while a campaign is being started, or its messages are being cancelled',
    must: 'the last stretches may be gone; the next start of the app makes or cancels them; nothing of it was sent, since a claim puts all of it on the disk',
    shown: [
      ['test/unit/campaigns/start.test.ts', 'of which a power cut took the last stretches'],
      ['test/unit/campaigns/start.test.ts', 'waits for the disk once when it is to run'],
    ],
  },
  337: {
    fault: 'A backup from before somebody let a series go on is restored, and some of its messages have left since',
    must: 'they are not confirmed; whoever has none yet waits for that again',
    shown: [['test/faults/simulation/found-before.test.ts', 'also where a restored backup has them wait for a person']],
  },
  398: {
    fault: 'Another program writes in the moment in which the check of data from another machine is through',
    must: 'sent from it; the next start checks again',
    shown: [
      [
        'test/unit/storage/moved-data.test.ts',
        'is sent from once the check is through, also where another program writes just then',
      ],
    ],
  },
  401: {
    fault: 'The window is moved, or the app quits, while another program writes to the data or the disk is full',
    must: 'where the window stood is not kept; nothing stops by that',
    shown: [
      [
        'test/unit/desktop/window-state.test.ts',
        'a window that is moved while another program writes to the data, or the disk is full',
      ],
    ],
  },
  402: {
    fault:
      'The disk is full, or another program writes for long, while the messages of a campaign are being made or cancelled',
    must: 'it goes on by itself once it can; nobody is left out, and nothing goes before all are made',
    shown: [['test/unit/campaigns/start.test.ts', 'of which a batch fails goes on by itself once it can']],
  },
  403: {
    fault: 'What WhatsApp says cannot be written down for a reason that nobody knows',
    must: 'what comes after it is written down as ever, and the error stops sending',
    shown: [['test/unit/in-order.test.ts', 'what fails in an unknown way keeps nothing back that comes after it']],
  },
  425: {
    fault: 'Another program writes in the moment in which the chats of an account can be read again',
    must: 'whoever was moved from it and waits for that takes their turn a minute later',
    shown: [
      [
        'test/unit/dispatch/moved.test.ts',
        'goes by itself also where another program writes in the moment in which that chat can be read again',
      ],
    ],
  },
  426: {
    fault:
      'Another program writes at the start, or the disk cannot be read when it is looked who is to be drawn or comes back',
    must: 'the data is checked, the daily work goes on, and it is looked at again a minute later; nothing stops by that',
    shown: [
      ['test/unit/storage/maintenance.test.ts', 'ends neither the start nor what comes each day'],
      ['test/unit/campaigns/series.test.ts', 'goes on its day also where the disk cannot be read for a while'],
      ['test/unit/replies/answering.test.ts', 'comes back also where the disk cannot be read for a while'],
    ],
  },
  427: {
    fault: 'The data cannot even be read without a link, or whose number was linked cannot be written',
    must: 'looked at, or linked, again after a while; nothing stops by that, and nothing goes from a number that has no place',
    shown: [
      ['test/unit/dispatch/busy.test.ts', 'and does not even let it be read without a link'],
      ['test/browser/session.test.ts', 'nor is one that cannot be looked up once the page has found its connection'],
    ],
  },
  428: {
    fault: 'WhatsApp is linked again while its record is still read over the link before',
    must: 'all of it is read once more after that round',
    shown: [['test/unit/dispatch/reconciliation-rounds.test.ts', 'but once more after it']],
  },
  464: {
    fault: 'The data lies on a drive that keeps no modes, as exFAT',
    must: 'the app starts, and its log says that others may read the folder',
    shown: [['test/unit/storage/folders.test.ts', 'on a drive that keeps no modes']],
  },
  468: {
    fault: 'A report of a rehearsal is read as the report of another computer',
    must: 'refused: nobody counts as having a text that was never really sent',
    shown: [['test/unit/reports/report-file.test.ts', 'tells no real app who has the text']],
  },
  496: {
    fault: 'A data folder is put into a synchronised folder, and the start has something to ask about it besides',
    must: 'whoever has answered that has not said that it may be sent from there: sending stops for the folder too',
    shown: [['test/faults/table/folder.test.ts', 'row 496']],
  },
  522: {
    fault: 'The operator quits while a report is written to a file',
    must: 'the app ends once the file is there: no part of it stays in their folder, with names and numbers',
    shown: [['test/unit/desktop/saved-files.test.ts', 'does not end before a file is there that it writes']],
  },
  523: {
    fault: 'Of two accounts that send a campaign one is removed; the other has sent to all of its people',
    must: 'the campaign stops, and names the account whose messages are left; it can be resumed once that is back',
    shown: [
      ['test/unit/dispatch/campaign-of-two-accounts.test.ts', 'holds a campaign of which nobody else is left'],
      ['test/renderer/outbox/accounts.test.tsx', 'names that one, and goes on once it is back'],
    ],
  },
  581: {
    fault: 'The disk is full when what was written and asked for in one statement is committed',
    must: 'that it is not kept is said: nobody is shown a draft or a list that is not there',
    shown: [['test/unit/db/one-way.test.ts', 'fails where its commit does']],
  },
  651: {
    fault: 'A backup cannot be made to its end: the disk is full or damaged, or the app is killed meanwhile',
    must: 'it is none: only whole ones are listed and counted, and what was cut off is deleted',
    shown: [
      ['test/unit/storage/backups.test.ts', 'is offered no backup that could not be made to its end'],
      ['test/unit/storage/maintenance.test.ts', 'what was cut off goes'],
    ],
  },
  652: {
    fault: 'The daily backup finds little room on the disk',
    must: 'it is not begun, and sending goes on: the backup itself filled the disk, and what was sent meanwhile stopped',
    shown: [
      ['test/unit/storage/backups.test.ts', 'the disk has too little room: none is begun'],
      ['test/unit/storage/maintenance.test.ts', 'do not pile up'],
    ],
  },
  655: {
    fault: 'The daily backup fails day after day, and nobody reads the logs',
    must: 'after three days a notice says so once, and what to do; sending goes on',
    shown: [['test/unit/storage/maintenance.test.ts', 'is told of once the last one is days old']],
  },
};
