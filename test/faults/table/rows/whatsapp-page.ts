import type { FaultRow } from '../fault-row.ts';
import { testFiles as files } from '../test-files.ts';

/** WhatsApp and its page change, catch up, restrict, crash. */
export const whatsappPageFaults: Readonly<Record<number, FaultRow>> = {
  437: {
    fault: 'A restriction of the account ends within a minute',
    must: 'waited out, and called so: nothing is said to be catching up',
    shown: [['test/unit/dispatch/outages.test.ts', 'is waited out where it ends within a minute']],
  },
  101: {
    fault: 'WhatsApp shows its wall to the browser',
    must: 'it is never said to have no window; behind the wall it is said, and not tried again',
    shown: [
      [files.session, 'has no wall before it'],
      [files.session, 'says so when WhatsApp shows its wall all the same'],
    ],
  },
  102: {
    fault: 'WhatsApp has used up its QR codes, or the code to type',
    must: 'no dead code is shown, and new ones come',
    shown: [
      [files.session, 'shows no code that is dead'],
      [files.session, 'renews the code to type before it dies'],
    ],
  },
  103: {
    fault: 'The page catches up after a reconnect, at the claim, during the look, or at the gate',
    must: 'nothing is handed over, nobody is used up; it goes on by itself',
    shown: [
      [files.outages, 'gets nothing until it has, and sending goes on by itself'],
      [files.outages, 'that begins during the look costs nobody anything'],
      [files.gateDoubts, 'is asked anew each second, and lets the message through in its time'],
    ],
  },
  104: {
    fault: 'Catching up does not end',
    must: 'the page is started anew before WhatsApp gives up and sends',
    shown: [[files.session, 'that does not end starts the page anew']],
  },
  105: {
    fault: 'WhatsApp restricts the account',
    must: 'paused with the end date before anybody is claimed; goes on when the operator says so after it',
    shown: [
      [files.outages, 'pauses before anybody is asked for or claimed'],
      [files.outages, 'pauses again where the operator resumes before its end'],
      [files.outages, 'is noticed where the operator paused and went on during the look'],
      ['test/renderer/shell/shell.test.tsx', 'says until when WhatsApp restricts the account'],
      [files.messenger, 'what it lays upon the account is known'],
    ],
  },
  106: {
    fault: 'Opening a chat leaves notes of WhatsApp in it',
    must: 'no reply, and no message of the chat',
    shown: [[files.messenger, 'what WhatsApp notes in a new chat is no reply']],
  },
  107: {
    fault: 'A send ends in an error within the page, before or after the server took it',
    must: 'no rejection: only a refusal of the server is one, told once, with its code',
    shown: [[files.messenger, 'an error within the page is no rejection']],
  },
  108: {
    fault: 'No acknowledgement shows, and the result says OK; or one above the ticks that people see',
    must: 'OK is the first tick, the other says nothing',
    shown: [
      [files.messenger, 'OK is its first tick'],
      [files.messenger, 'an acknowledgement above those that people see'],
    ],
  },
  109: {
    fault: 'A copy leaves around the gate, under an id of its own',
    must: 'seen where WhatsApp encrypts it; alarm, all sending stops',
    shown: [
      [files.messenger, 'a copy that goes around it as well'],
      [files.pageGate, 'what goes around the gate is told below it'],
    ],
  },
  110: {
    fault: 'WhatsApp blocks the account, its network or this version, or locks the account',
    must: 'said by its name, not tried again',
    shown: [
      [files.session, 'is said by its name, whatever ended it'],
      [files.session, 'is given up for an account that WhatsApp locked'],
    ],
  },
  111: {
    fault: 'A version of WhatsApp that nobody has seen, with a gate that does not hold',
    must: 'tried on the account itself before the first claim; nothing is sent',
    shown: [
      [files.session, 'is tried on the account itself before anything is sent'],
      [files.session, 'is said to have changed where a message goes around the gate'],
    ],
  },
  112: {
    fault: 'Whatever of WhatsApp’s page breaks under its first user',
    must: 'the check names it, sends to nobody else, and its file holds no number',
    shown: [
      [files.check, 'passes, and writes a file without numbers'],
      [files.check, 'fails where a message goes around it'],
      [files.check, 'came late lets a message through'],
      [files.check, 'fails where something leaves by itself'],
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
  399: {
    fault: 'The disk refuses what a start of WhatsApp’s browser has to write or read',
    must: 'said to have failed, and tried again by itself',
    shown: [['test/unit/whatsapp/session.test.ts', 'is said to have failed, and is tried again']],
  },
  515: {
    fault: 'Somebody has two chats in WhatsApp’s page, one under the number and one under the LID',
    must: 'both are looked at for a copy, for what they wrote and for the record of ours',
    shown: [['test/unit/whatsapp/read-back.test.ts', 'one under the number and one under the LID are read']],
  },
  580: {
    fault: 'WhatsApp’s page answers for nobody new any more, as after a full disk broke its store, and looks well',
    must: 'it is started anew, at most once an hour and not while it may hold a message; whoever can be reached is',
    shown: [
      ['test/unit/dispatch/silent-numbers.test.ts', 'is started anew after ten in a row'],
      ['test/browser/session.test.ts', 'is not started anew while a message that passed the gate'],
    ],
  },
  605: {
    fault: 'WhatsApp’s own window is closed while it links',
    must: 'the code is back at once, or the link goes on without a window; no failure is said',
    shown: [['test/unit/whatsapp/link-in-window.test.ts', 'whoever closes the window']],
  },
  594: {
    fault:
      'Frames of another place come and go in WhatsApp’s page while it starts, and puppeteer fails at one that went',
    must: 'the page is prepared without puppeteer’s frames, and the account becomes ready at the first start',
    shown: [['test/browser/other-page.test.ts', 'may have frames of another place that come and go while it starts']],
  },
  593: {
    fault:
      'In newer builds a file’s model has a private id, which the library puts into the message in place of its own',
    must: 'taken away at the gate; the file leaves under the key that was asked about',
    shown: [['test/browser/messenger.test.ts', 'a file goes as %s, with its caption and its hash at the gate']],
  },
  592: {
    fault:
      'Somebody of the list is blocked by the account in WhatsApp, whose page would add the message and send nothing',
    must: 'not handed over, so not sent for certain, which is said as it is; it may be queued again',
    shown: [['test/browser/messenger.test.ts', 'nothing is handed over to whom the account has blocked']],
  },
  591: {
    fault: 'WhatsApp answers for a number with a LID, and does not tell whose that is; the chats stand under numbers',
    must: 'the chat is opened under the number, and the message leaves',
    shown: [
      ['test/browser/messenger.test.ts', 'is written to under the number where the account keeps its chats there'],
    ],
  },
  590: {
    fault: 'WhatsApp asks for a passkey before it links',
    must: 'said, with a window of WhatsApp’s in which it can be used; no new code takes the question back; nothing goes from the window',
    shown: [
      ['test/browser/session.test.ts', 'leads into a window where the phone asks for a passkey'],
      ['test/renderer/link/link.test.tsx', 'leads to WhatsApp’s own window'],
    ],
  },
  597: {
    fault:
      'WhatsApp bans the account for a time: its server turns the page away at each try, which looks like a lost connection',
    must: 'said by its name, not tried again',
    shown: [[files.session, 'is said by its name, whatever ended it']],
  },
  595: {
    fault:
      'WhatsApp asks the owner of an account that is linked for a security check, on a screen that nobody sees, and its page sends on',
    must: 'nothing more is claimed, which is said; answered in WhatsApp’s own window, from which nothing goes; then a person lets sending go on',
    shown: [
      ['test/browser/standing.test.ts', 'a security check is over once answered'],
      ['test/unit/whatsapp/link-in-window.test.ts', 'is asked for a check when it is linked already'],
      ['test/unit/app/account-at-work.test.ts', 'while WhatsApp asks its owner for a check'],
      ['test/unit/dispatch/loop.test.ts', 'of what WhatsApp asks its owner lasts until that is answered'],
      ['test/renderer/shell/shell.test.tsx', 'once a security check is answered'],
    ],
  },
  630: {
    fault: 'WhatsApp’s page is loaded anew while the gate is tried on a version that is new here',
    must: 'the new document’s gate is tried by itself, and nothing is sent untried',
    shown: [['test/unit/whatsapp/gate-trial.test.ts', 'is tried also while a trial in the one before has not ended']],
  },
  631: {
    fault:
      'The trial of the gate on a version that is new here does not reach the gate, as where a chat cannot be opened yet',
    must: 'it is made once more; where that fails too, sending goes on, and what goes around the gate raises an alarm',
    shown: [
      ['test/unit/whatsapp/gate-trial.test.ts', 'is made once more in the same document, and then keeps nobody'],
      ['test/unit/dispatch/bypass.test.ts', 'is not confirmed, raises the alarm, stops everything'],
    ],
  },
  641: {
    fault: 'WhatsApp’s page asks whether it may be left, as it does while a message of ours has no tick',
    must: 'it is answered at once: the page is loaded anew, and one whose gate is replaced each time is said',
    shown: [[files.standing, 'again and again is another page than ours']],
  },
  642: {
    fault: 'WhatsApp’s browser was killed, and the machine has another name since',
    must: 'the login is taken over and the link comes back, without a new code',
    shown: [[files.session, 'starts where one that was killed has left its lock']],
  },
};
