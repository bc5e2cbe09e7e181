import type { FaultRow } from '../fault-row.ts';

const check = 'test/unit/team/server-check.test.ts';
const changes = 'test/unit/team/changes.test.ts';

/** Faults between a team's computers and its database, or of a server in its place. */
export const teamServerFaults: Readonly<Record<number, FaultRow>> = {
  346: {
    fault:
      'A computer of a team sleeps or loses its network again and again, and its connections stay open at the server',
    must: 'the server ends them after five minutes, so that the computer is not locked out by its own',
    shown: [['test/unit/team/rights.test.ts', 'ends by itself what takes too long or is not heard of']],
  },
  358: {
    fault: 'A server shows the certificate of another authority or host, or one that has ended, or none',
    must: 'no word is said to it: the connection is not safe; a code carries the authority that is right',
    shown: [
      [check, 'is taken under the certificate of the server that was asked for alone'],
      [check, 'holds a whole team, whose codes carry its authority'],
      [check, 'says why there is none'],
    ],
  },
  359: {
    fault: 'A standby stands at the address, or the server can only be read, or its disk is full',
    must: 'no team is made and nobody joins; its members wait, say why, and go on once it may be written again',
    shown: [
      [changes, 'is a standby gets no team'],
      [check, 'tells a server that cannot be written from one that is full of connections'],
    ],
  },
  360: {
    fault: 'A pooler refuses parameters at the start, and hands each transaction to another connection',
    must: 'said as weak; a team is made, joined and asked through it, and each person is one computer’s',
    shown: [[changes, 'behind a pooler that refuses parameters at the start']],
  },
  361: {
    fault: 'The line of a computer is cut at any step: login, question, answer, telling, before or behind it',
    must: 'it waits and goes on by itself; everybody has theirs from one of them, or nothing left and it says so',
    shown: [['test/faults/team/cuts/cuts.test.ts', 'a line that is cut at any step of a reservation']],
  },
  453: {
    fault: 'Tens of thousands are on the do not contact of a team, and a computer’s line is slow',
    must: 'they are heard of in parts, each within the time that an answer has',
    shown: [['test/unit/team/member.test.ts', 'in parts that a slow line carries']],
  },
  454: {
    fault: 'The app is quit while it tells its team of very many, over a slow line',
    must: 'it ends at once, and tells the others after its next start',
    shown: [['test/unit/team/member.test.ts', 'waits for no more of them, and tells the others after its next start']],
  },
  463: {
    fault:
      'The team’s database is put back to when somebody was on do not contact whom their computer has let back in since',
    must: 'that computer tells of it again, and they are reached; what another computer said of them stands',
    shown: [['test/unit/team/campaign-stops.test.ts', 'also where the database was put back to before that']],
  },
};
