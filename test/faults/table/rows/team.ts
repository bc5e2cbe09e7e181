import type { FaultRow } from '../fault-row.ts';

/** Several computers of a team. */
export const teamFaults: Readonly<Record<number, FaultRow>> = {
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
    must: 'by a coordinator’s word and not by removing it; that member tells before it asks',
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
  269: {
    fault: 'Two computers of one team, as they are built, send one list',
    must: 'each person from one of them; the sums of both add up',
    shown: [['test/e2e/team.test.ts', 'keeps two computers from sending one text to the same person']],
  },
  270: {
    fault: 'The membership of a team is deleted or damaged',
    must: 'nothing goes, also without the team; it says so until its operator joins anew or leaves',
    shown: [['test/unit/team/changes.test.ts', 'holds everything, and says so']],
  },
  271: {
    fault: 'A code is used on a second computer, or its file copied there',
    must: 'refused; the first goes on',
    shown: [['test/unit/team/changes.test.ts', 'is one computer’s: another that tries it is refused']],
  },
  272: {
    fault: 'A code is wrong, cut off, withdrawn, or of a role that may write to the tables',
    must: 'refused in its own words; nothing is changed here',
    shown: [
      ['test/unit/team/changes.test.ts', 'that is wrong, cut off, withdrawn or of a role that may too much'],
      ['test/renderer/team/team.test.tsx', 'what is wrong with a code is said at it'],
    ],
  },
  273: {
    fault: 'The address is of no PostgreSQL, of nothing, or not that of a database',
    must: 'said; nothing is made',
    shown: [['test/unit/team/changes.test.ts', 'that is none, or is not there, is said to be so']],
  },
  274: {
    fault: 'The database has a team, another’s schema, or a user who may too little',
    must: 'found by the check, and refused by the making as well',
    shown: [
      ['test/unit/team/changes.test.ts', 'that has a team, or something else of our name'],
      ['test/unit/team/changes.test.ts', 'may be anybody’s who may make tables and roles in it'],
      ['test/renderer/team/team.test.tsx', 'is not made where something is in the way'],
    ],
  },
  275: {
    fault: 'Somebody in a team joins or makes another',
    must: 'refused',
    shown: [['test/unit/team/changes.test.ts', 'is one for a computer: a second is refused']],
  },
  276: {
    fault: 'A team is made, and the answer to its COMMIT is lost',
    must: 'nobody has its key, so it is made anew; one that somebody joined is not',
    shown: [['test/unit/team/changes.test.ts', 'in which a team was made whose answer was lost']],
  },
  277: {
    fault: 'A backup from before joining is put back, or joining is cut off while what was sent is gathered',
    must: 'it is a member all the same; what was sent is gathered to its end, once',
    shown: [
      ['test/unit/team/changes.test.ts', 'is told also where a backup from before takes the place'],
      ['test/unit/team/member.test.ts', 'is gathered to its end after it was cut off'],
    ],
  },
  278: {
    fault: 'A member is removed while it is away, or loses its database’s trust',
    must: 'it waits, says what that means, keeps its history, and may join anew or leave',
    shown: [
      ['test/unit/team/changes.test.ts', 'may be anybody’s who may make tables and roles in it'],
      ['test/renderer/team/team.test.tsx', 'that it sends nothing, and leads to what can be done'],
    ],
  },
  279: {
    fault: 'The database is put back while one member is away',
    must: 'the coordinator sees who has not told and how many people are missing of them, and decides',
    shown: [
      ['test/unit/team/member.test.ts', 'are known by their number to who remembers them'],
      ['test/renderer/team/team.test.tsx', 'tells after a restore who has not told'],
    ],
  },
  344: {
    fault: 'The team’s database is told at once of two messages to one person, of which one left and one did not',
    must: 'what left stands before everybody, also where the computer’s own disk is put back after that',
    shown: [['test/unit/team/fences.test.ts', 'of what left stands before what did not leave']],
  },
  370: {
    fault:
      'Two computers tell of one person at the same moment after a restore: to one of them it left, to the other not yet',
    must: 'what left stands before both; the other asks in vain',
    shown: [['test/unit/team/put-back.test.ts', 'is told by two at once']],
  },
  371: {
    fault: 'A restore comes upon a repeat that was asked for and not granted, to somebody who has got the text since',
    must: 'what left stands before it: it is asked for in vain',
    shown: [['test/unit/team/put-back.test.ts', 'stands before a repeat that was only asked for']],
  },
  372: {
    fault: 'Somebody is put on do not contact, and telling the team of them fails at first',
    must: 'they are told of until the team has answered: nothing from any other computer',
    shown: [['test/unit/team/campaign-stops.test.ts', 'also where telling of them failed at first']],
  },
  469: {
    fault: 'A part of a team’s report is exported, and read as the report of another computer',
    must: 'refused: it lacks people, whom that computer would reach once more; the file says of which part it is',
    shown: [['test/unit/team/report.test.ts', 'says of which part it is, and not who has the message']],
  },
  474: {
    fault:
      'The computer sleeps while a message stands before its gate, and its campaign is cancelled or its person stopped meanwhile',
    must: 'what was heard before the sleep is too old for the gate, also where the app’s own timers stood still',
    shown: [['test/unit/team/member.test.ts', 'an answer from before the computer slept is too old']],
  },
  475: {
    fault: 'The team’s database is away or held for hours while people wait',
    must: 'sending waits and says so; WhatsApp is asked for nobody meanwhile',
    shown: [
      ['test/unit/dispatch/team-reservation.test.ts', 'while the team is away WhatsApp is asked for nobody either'],
    ],
  },
  497: {
    fault: 'By night the team’s database is held or away, or the chats of those who were moved cannot be read',
    must: 'whoever does not look at the window is told of each once, and where to look',
    shown: [
      ['test/unit/desktop/notices.test.ts', 'once, where WhatsApp or the team is the reason'],
      ['test/unit/desktop/notices.test.ts', 'that the chats of those who were moved cannot be read'],
    ],
  },
  506: {
    fault: 'The data of a computer of the team is put back to before messages that its ledger knows to have left',
    must: 'they are shown as not confirmed, without an alarm for each, and the team is told of them anew',
    shown: [
      ['test/unit/db/ledger/replay.test.ts', 'makes a message doubtful that a team granted in what was not kept'],
      ['test/unit/db/ledger/replay.test.ts', 'has a team told of whom the data did not know any more'],
    ],
  },
  626: {
    fault: 'The team’s database is put back to before a computer was removed, whose access is gone all the same',
    must: 'it is shown as one who has not told, and removed once more without a failure being said',
    shown: [['test/unit/team/put-back.test.ts', 'may go on without who is away']],
  },
  627: {
    fault:
      'The team’s database is put back twice from one backup, while computers tell what they sent on lines that hold',
    must: 'what was told after the first counts for that alone, and everybody tells again',
    shown: [['test/unit/team/put-back.test.ts', 'twice needs to be told twice']],
  },
  632: {
    fault: 'The team’s answer to a reservation is lost, and its message is cancelled before it is asked for again',
    must: 'it is told as closed: not *not confirmed* later, and the campaign of the team ends; what was not reserved is not added',
    shown: [['test/unit/team/member.test.ts', 'whose answer is lost, and whose message is cancelled then']],
  },
  633: {
    fault: 'The team’s database is put back, and a computer is removed before any has asked it for news since',
    must: 'the computer from which that is done looks first: the team is held, and the other tells before it may be removed',
    shown: [['test/unit/team/changes.test.ts', 'is still there where the database has just lost what it sent']],
  },
  634: {
    fault: 'The data of a computer of the team, and the team’s database, are put back to before it wrote to people',
    must: 'of whom its data has it tells before anybody sends; where it forgot some, the team stays held until a coordinator goes on without them',
    shown: [
      ['test/unit/team/member.test.ts', 'a coordinator decides where their own computer forgot them too'],
      ['test/unit/db/ledger/replay.test.ts', 'has a team told in a hold of whom it refused'],
    ],
  },
  635: {
    fault: 'Both are put back to after a computer took people of a campaign of the team and before it wrote to them',
    must: 'they count as not confirmed in that campaign, and it ends',
    shown: [
      [
        'test/unit/team/report.test.ts',
        'had written to before its data and the database were put back as not confirmed',
      ],
    ],
  },
};
