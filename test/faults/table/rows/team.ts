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
