import type { FaultRow } from '../fault-row.ts';

const campaign = 'test/unit/team/campaign.test.ts';
const stops = 'test/unit/team/campaign-stops.test.ts';
const silent = 'test/unit/team/campaign-silent.test.ts';
const fences = 'test/unit/team/fences.test.ts';
const report = 'test/unit/team/report.test.ts';

/** A list that a team sends together. */
export const teamCampaignsFaults: Readonly<Record<number, FaultRow>> = {
  320: {
    fault: 'Three computers of a team send one list together',
    must: 'each person once over all of them, and everybody; the sums add up',
    shown: [
      ['test/e2e/team-campaign.test.ts', 'sends one list from three computers'],
      [campaign, 'reaches everybody on its list once'],
    ],
  },
  321: {
    fault: 'The drawing of a team’s campaign is cut off, or begun twice',
    must: 'nobody sees it before all of its people are there, and nobody is in it twice',
    shown: [[fences, 'is seen and handed out only once all of it is there']],
  },
  322: {
    fault: 'The answer that hands people out is lost after its COMMIT',
    must: 'the same people are given again, and no others',
    shown: [[fences, 'gives a lost answer again']],
  },
  323: {
    fault: 'A coordinator holds or ends a campaign while others send it',
    must: 'it stands on every computer with the next news; no press on one of them gets around it',
    shown: [[campaign, 'is held, let go on and ended for all']],
  },
  324: {
    fault: 'A computer of the team falls silent with people in its hands',
    must: 'whom it had not reserved the others reach; whom it had stays with it',
    shown: [
      [silent, 'goes on from the others where one falls silent'],
      [fences, 'takes back from a silent computer only whom it has not reserved'],
    ],
  },
  325: {
    fault: 'A computer is given somebody whom it may not write to',
    must: 'not sent, told to the team; the campaign ends all the same',
    shown: [[campaign, 'counts whoever one computer may not write to']],
  },
  326: {
    fault: 'Somebody is put on do not contact on one computer of the team, or asks it to stop',
    must: 'nothing from any other, until that one lets them back in',
    shown: [[stops, 'reaches nobody who asked one of the computers']],
  },
  327: {
    fault: 'The connection is cut for a moment while a message is before its gate',
    must: 'it waits there, and passes once its person is reserved again; not after a hold',
    shown: [['test/unit/team/member.test.ts', 'waits there for a connection that was cut']],
  },
  328: {
    fault: 'A computer leaves the team in the middle of its part of a campaign',
    must: 'it sends nobody more of it',
    shown: [[silent, 'is sent no more from a computer that has left']],
  },
  329: {
    fault: 'The team’s database is put back, and somebody who had it is handed out once more',
    must: 'a duplicate, and the sums add up',
    shown: [[fences, 'adds up after its database was put back']],
  },
  338: {
    fault: 'A computer is removed from its team that has not told what became of whom it reserved',
    must: 'they count as not confirmed, nobody else gets it, and the campaign ends on the others',
    shown: [[fences, 'ends also where a computer is removed that has not told']],
  },
  339: {
    fault: 'Somebody is erased on a computer that takes no part in a campaign of the team, or while it is being drawn',
    must: 'they get nothing of it; whom that computer wrote with before goes to the others after ten minutes; the sums add up',
    shown: [
      [fences, 'is drawn without whom another computer erased meanwhile'],
      [fences, 'goes on to others from a computer that takes no part'],
      [fences, 'adds up also where somebody is erased who is nobody’s'],
    ],
  },
  345: {
    fault: 'The answer to a start with the team is lost after all was drawn, and the draft is changed after that',
    must: 'a second start is refused and says so; from every computer goes what was drawn',
    shown: [[campaign, 'goes from all computers as it was drawn']],
  },
  347: {
    fault: 'The list of a team’s campaign names a computer for some that is gone for good',
    must: 'whom it had not reserved goes back to the others and not to it alone; once it is removed, all of them',
    shown: [[fences, 'goes to others whom the list names a computer for that is']],
  },
  348: {
    fault: 'One of a computer’s accounts is logged out or held while it sends a campaign of the team from several',
    must: 'those who come go from the others, whoever wrote last; whom it has takes no room from them',
    shown: [
      [silent, 'goes from the other account of a computer where one that wrote last'],
      [silent, 'takes nobody where all accounts of a computer stand still'],
    ],
  },
  349: {
    fault: 'A computer of a team has an app of another version, which reads people of a campaign otherwise',
    must: 'they stay open and are shown as those it still has, for it once it is updated or for the others once it is removed',
    shown: [[silent, 'leaves whom only an app of another version can read open']],
  },
  350: {
    fault: 'Several computers send one list: each knows what became of its own people alone',
    must: 'one report for all, whose lines by computer, account and day add up to its people; files name computer and account',
    shown: [
      [report, 'is one for all its computers'],
      [report, 'as a file names the computer and the account'],
      ['test/unit/domain/report/team-report.test.ts', 'lets the lines by computer, account and day add up'],
    ],
  },
  351: {
    fault: 'A tick, an answer or another holder comes after the team was told what became of somebody',
    must: 'told with the next news; who has them now says what became of them',
    shown: [[report, 'follows what becomes of messages later']],
  },
  352: {
    fault: 'The team’s database is put back to before it was told what became of people',
    must: 'told of everybody once more, and the report is as it was',
    shown: [[report, 'is told once more where the database was put back']],
  },
  353: {
    fault: 'Somebody heard from another computer of the team within the quiet days',
    must: 'not sent, with who wrote and when; nothing is asked where no rule of quiet days is set',
    shown: [[stops, 'leaves in peace whoever another computer wrote to']],
  },
  354: {
    fault: 'Two computers must not write to somebody, and one of them lets them back in',
    must: 'nothing from any, until the other has let them back in too',
    shown: [[stops, 'keeps whoever two computers must not write to']],
  },
  355: {
    fault: 'Somebody is erased on one computer while another has them and does not answer',
    must: 'gone from the team’s database at once, from each computer when it next asks; who was not reached is said; the fences stay',
    shown: [[report, 'is gone from its database at once']],
  },
  356: {
    fault: 'Somebody is erased who waits in a campaign of the team',
    must: 'nothing more of it from any computer, and they count as not sent',
    shown: [[report, 'is sent nothing more of what the team sends together']],
  },
  357: {
    fault: 'Somebody of a team’s list wrote with one computer before, which is away or takes no part',
    must: 'they go from that computer; after ten minutes without it from another, once',
    shown: [[campaign, 'goes from the computer that wrote with somebody before']],
  },
  363: {
    fault:
      'The team’s database is put back while a message stands before its gate, whether or not its reservation was lost with it',
    must: 'closed as not sent; queued again by its operator it goes once, and the team counts it once',
    shown: [[campaign, 'is closed as not sent, of']],
  },
  364: {
    fault: 'A column of a team’s list names what is no computer of the team',
    must: 'said at Check with names and number; left out until it is decided, or shared among all',
    shown: [
      [campaign, 'whose list names what is no computer of the team'],
      ['test/renderer/team/with-team.test.tsx', 'Check asks which column names the computer'],
    ],
  },
  365: {
    fault:
      'A campaign with a second message, further dates, times of its own or a declared repeat, or one that follows another, is to go with the team',
    must: 'not offered, with a sentence why; refused, and nobody of it is put into the database',
    shown: [
      [campaign, 'nobody of it is put into the database'],
      ['test/renderer/team/with-team.test.tsx', 'Check says why a draft cannot go with the team'],
    ],
  },
  366: {
    fault: 'Somebody writes back to another computer of the team',
    must: 'seen on all of them with whose it is, to be answered where the chat is; gone from all once they are erased',
    shown: [
      [report, 'is shown on the other computers of the team with whose it is'],
      ['test/renderer/team/others-replies.test.tsx', 'Replies show what came to other computers'],
    ],
  },
  367: {
    fault: 'A text is declared a repeat on a computer of a team, and others sent it before, or send it since',
    must: 'follows what all had sent when it was declared, once; not what came since, nor who may be before their gate',
    shown: [
      ['test/unit/team/member.test.ts', 'follows what every computer sent before it was declared'],
      [fences, 'does not follow what was before its gate with another at the declaration'],
    ],
  },
  368: {
    fault: 'The same text is declared a repeat on two computers at once',
    must: 'each person gets it from one of them',
    shown: [['test/unit/team/member.test.ts', 'declared on two computers at once']],
  },
  369: {
    fault: 'The team’s database is put back while a declared repeat is being sent',
    must: 'it follows nothing from then on: whoever the team knows does not get it',
    shown: [['test/unit/team/member.test.ts', 'follows nothing that was there when its database was put back']],
  },
  451: {
    fault:
      'Somebody is on do not contact of one computer of the team, and on another’s list in another spelling of their number',
    must: 'nothing from that one either',
    shown: [[stops, 'in whichever spelling of their number']],
  },
  452: {
    fault: 'Tens of thousands are on do not contact of a computer of the team',
    must: 'the team is told of them a part at a time, and after that of whom it changes',
    shown: [[stops, 'hears of however many are on do not contact']],
  },
  455: {
    fault: 'A computer of the team reaches its daily limit or the end of its warm-up for the day',
    must: 'it holds nobody whom another could send to that day',
    shown: [[campaign, 'leaves to the others whom a computer cannot send to today']],
  },
  472: {
    fault: 'A backup is restored from while a coordinator held a campaign of the team, and that goes on since',
    must: 'everything else goes on; the campaign itself once this computer’s operator says so too',
    shown: [[campaign, 'that came back with a backup while a coordinator held it keeps nothing else waiting']],
  },
  473: {
    fault:
      'Somebody of a campaign of the team that is over on their computer is queued again, and a coordinator has cancelled it',
    must: 'theirs is cancelled too: WhatsApp is not asked for them again and again',
    shown: [[campaign, 'ends for whoever is queued again after it was over here']],
  },
  478: {
    fault:
      'The data of a computer of the team is put back to before somebody was reserved of a campaign, of whom it has not told',
    must: 'they count as not confirmed, once that computer has nobody else of it, and the campaign ends everywhere',
    shown: [['test/unit/team/report.test.ts', 'counts whom a computer had reserved before its data was put back']],
  },
  500: {
    fault: 'Another computer of the team had reserved somebody and closed its attempt before the gate',
    must: 'they are not handed over, and not said to have the text; they stay that computer’s, which may queue them again',
    shown: [['test/unit/team/member.test.ts', 'that another computer closed before its gate']],
  },
  501: {
    fault:
      'Whoever has the team’s database puts somebody of one campaign among the people of another, or exchanges the texts',
    must: 'they get nothing of it: what is sealed for one campaign opens in no other',
    shown: [[campaign, 'goes to nobody of another one whom whoever has the database put']],
  },
  507: {
    fault: 'A copy of a computer’s data, or data that was put back, tells what it knows of people who got a campaign',
    must: 'the report of all computers keeps them as sent, or not confirmed, as they were told before',
    shown: [[report, 'keeps what left as that, whatever a copy of its computer’s data tells of it']],
  },
  508: {
    fault: 'A computer is removed from its team before it told what became of somebody, and joins anew',
    must: 'it tells so then, and that computer alone may: whoever was not confirmed is sent for all',
    shown: [[report, 'hears what became of those whom a computer had reserved that was removed, and has joined anew']],
  },
  512: {
    fault:
      'Somebody asks one computer of the team to stop under a LID whose number it does not know; another has their number',
    must: 'nothing from that one once it learns the LID, at its look or at its gate, also where the team’s database is put back; until they are let back in',
    shown: [
      ['test/unit/team/stops-by-id.test.ts', 'gets nothing from another that learns the id before it claims'],
      ['test/unit/team/stops-by-id.test.ts', 'gets nothing from one to which the id shows only at the gate'],
      ['test/unit/team/stops-by-id.test.ts', 'stays stopped once that is confirmed'],
    ],
  },
  513: {
    fault:
      'Whoever has the team’s database puts what somebody wrote back, or what became of them, beside another’s name',
    must: 'it is said of nobody else: it opens as its own person’s alone',
    shown: [['test/unit/team/report.test.ts', 'is said of nobody else, nor what became of them']],
  },
  509: {
    fault: 'A campaign of the team was drawn after the backup that its database was put back from',
    must: 'it is held on each computer, and not said to be paused by a coordinator; it may be cancelled and sent anew',
    shown: [[campaign, 'that was lost with its database is held, and its computer may cancel it']],
  },
  514: {
    fault:
      'Another computer of the team sent the text to the other number of somebody of a filter, or was asked to stop under it',
    must: 'they get nothing under this one either, from one computer or from the team; of their numbers the one alone is reserved',
    shown: [
      ['test/unit/team/other-numbers.test.ts', 'does not get the same text under this one'],
      ['test/unit/team/other-numbers.test.ts', 'does not get a text that another computer sent to their other number'],
      ['test/unit/team/other-numbers.test.ts', 'gets nothing once another computer was asked to stop'],
      ['test/unit/team/other-numbers.test.ts', 'the number alone is reserved to which it goes'],
    ],
  },
  550: {
    fault:
      'Somebody of a filter, alone or with the team, is put on do not contact or asks to stop under another number of theirs while their message stands before its gate',
    must: 'the gate refuses',
    shown: [
      ['test/unit/team/other-numbers.test.ts', 'gets nothing where their other number %s there'],
      [
        'test/unit/team/other-numbers.test.ts',
        'gets nothing where their other number asks to stop while another computer has them',
      ],
    ],
  },
  551: {
    fault: 'Two computers that know two numbers to be one person’s ask for one of them each at the same moment',
    must: 'the second waits for the first, and is told who has them',
    shown: [[fences, 'of one number of somebody waits for that of another']],
  },
  552: {
    fault: 'A computer leaves its team while one of its messages is reserved, or stands before its gate',
    must: 'what is on its way goes first; whom it reserved and did not hand over counts as not sent',
    shown: [
      ['test/unit/team/changes.test.ts', 'is left once whatever stands before its gate has gone'],
      [silent, 'counts whom a computer had reserved and never handed over as not sent once it leaves'],
    ],
  },
  553: {
    fault:
      'A computer leaves its team, or is removed, lets somebody back in whom it had stopped, and joins anew with people whom it had closed before their gate',
    must: 'the stop is lifted for all; what it sent before counts as its own, and it may queue again whom it closed',
    shown: [
      [fences, 'lifts what it had said of a stop before, and finds in its own way nobody'],
      [fences, 'may queue again whom it closed before its gate, and not whom it may have sent to'],
    ],
  },
  554: {
    fault:
      'Somebody is taken back from a silent computer, that asks for them in vain, and the team’s database is put back to before another computer had them',
    must: 'they go from the other computer: who asked in vain tells nothing of them',
    shown: [[silent, 'goes from whoever took somebody back from a silent computer']],
  },
  555: {
    fault:
      'A computer of the team is on and asks for news, and stands still until somebody says so: paused, logged out, asked about a pilot',
    must: 'it takes nobody; after an hour whom it has goes from the others, but whom the list gives to it',
    shown: [
      [silent, 'goes from the others where one stands still for an hour'],
      [silent, 'takes nobody where all accounts of a computer stand still'],
    ],
  },
  556: {
    fault:
      'The team’s database is put back to before somebody was let back in, by a computer whose clock is months off',
    must: 'that is told by how long ago it was: they are reached again',
    shown: [
      [stops, 'reaches whom a computer let back in, also where the database was put back'],
      [
        'test/unit/team/stops-by-id.test.ts',
        'is written to again where that was said before the database was put back',
      ],
    ],
  },
  557: {
    fault:
      'Whom a computer had closed and told as not sent is queued again and reserved, and that computer is removed before it tells more',
    must: 'they are in doubt for the team: they may have it',
    shown: [
      ['test/unit/team/case-by-case.test.ts', 'is in doubt, whatever was told before'],
      ['test/unit/team/case-by-case.test.ts', 'that was told as closed is granted no more'],
    ],
  },
  560: {
    fault:
      'A computer of the team is paused for a minute, after a night in which it reserved nobody, or before it has reserved anybody',
    must: 'whom it has stays with it: an hour of standing still begins when it begins to, by the clock of the team’s database',
    shown: [['test/unit/team/case-by-case.test.ts', 'until their own computer has stood still for an hour']],
  },
  570: {
    fault: 'A computer that stood still goes on while another has its people in its outbox, and has not reserved them',
    must: 'they go from whoever asks first; of whom the other ended it is said that nothing left, and never that they have it',
    shown: [
      ['test/unit/team/case-by-case.test.ts', 'by whoever asks first where another has them in its outbox'],
      ['test/unit/dispatch/team-reservation.test.ts', 'whoever the team does not grant'],
    ],
  },
  571: {
    fault:
      'Whom a computer had closed before their gate is put into another campaign with the text, and that computer is gone',
    must: 'it is said that nothing left, and queued again they go from the other; not whom it may have sent to',
    shown: [
      ['test/unit/team/case-by-case.test.ts', 'that a computer closed which is gone gives way'],
      ['test/unit/dispatch/team-reservation.test.ts', 'and is queued again once nothing left'],
    ],
  },
  572: {
    fault: 'The team’s database is at another address, or has another certificate',
    must: 'waits; once a person says where, goes on as the same member, and on no other database',
    shown: [['test/unit/team/changes.test.ts', 'goes on once that is said, also after its next start']],
  },
  606: {
    fault: 'The disk refuses the new address of the team’s database, as a full one does',
    must: 'the computer stays the member that it was, and may be told again',
    shown: [['test/unit/team/changes.test.ts', 'goes on once that is said, also after its next start']],
  },
  625: {
    fault:
      'A coordinator paused or cancelled a campaign of the team after the backup that its database was put back from',
    must: 'it is so again before anybody sends, by the word of each computer that had heard it',
    shown: [[campaign, 'what was paused or cancelled since stays so']],
  },
  628: {
    fault: 'A coordinator lets a campaign go on while the team holds after a restore, and others had heard it paused',
    must: 'it goes on once the hold is over, whoever tells later; what was cancelled stays so',
    shown: [['test/unit/team/campaign.test.ts', 'what was paused or cancelled since stays so']],
  },
};
