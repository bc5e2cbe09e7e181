import { describe, expect, it } from 'vitest';
import type { TakenEntry } from '../../../practice/protocol.ts';
import { judge, judgeTeam } from '../../../practice/summary.ts';

const report = (...rows: readonly string[]) =>
  `\ufeff"Row","Phone","Name","Status","Reason","Delivered or read"\r\n${rows.join('\r\n')}\r\n`;
const ada = '"2","+44 7700 900142","Ada","Sent","","2026-03-03 12:00"';
const ben = '"3","+44 7700 900143","Ben","Sent","",""';
const silent = '"4","+44 7700 900803","Sara","Not confirmed","No confirmation came",""';
const nobody = '"5","+44 7700 900814","Nora","Not sent","Not on WhatsApp",""';
const twin = '"6","+44 7700 900142","Ada again","Left out","The same number",""';
const blocked = '"7","+44 7700 900150","Dan","Left out","On the do-not-contact list",""';
const cancelled = '"8","+44 7700 900151","Eve","Cancelled","",""';
const all = report(ada, ben, silent, nobody, twin, blocked, cancelled);

const taken = (digits: string, chat = `${digits}@c.us`): TakenEntry => ({
  kind: 'message',
  at: 1,
  id: `3EB0${digits}`,
  to: `${digits}@c.us`,
  chat,
  body: 'Hello',
  caption: '',
});
const journal = [taken('447700900142'), { ...taken('447700900143'), place: 2 }, taken('447700900803')];
const played = { seconds: 7, accounts: 2 };

describe('the verdict of the demo', () => {
  it('is good where the report says what WhatsApp took, with sums that add up', () => {
    const { summary, wrong, exitCode } = judge(all, journal, played);
    expect([wrong, exitCode]).toEqual([[], 0]);
    expect(summary).toEqual({
      imported: 7,
      skipped: 2,
      sent: 2,
      delivered: 1,
      notSent: 1,
      notConfirmed: 1,
      cancelled: 1,
      answers: 0,
      journalMessages: 3,
      byAccount: [2, 1],
      secondCopies: 0,
      seconds: 7,
    });
  });

  it('counts an answer by itself, and fails where it went twice or not at all', () => {
    const answer = { ...taken('447700900142'), body: 'Yes, bring both!' };
    const judged = (...answers: TakenEntry[]) =>
      judge(all, [...journal, ...answers], { ...played, answers: [{ to: answer.to, body: answer.body }] });
    expect(judged(answer)).toMatchObject({ summary: { answers: 1, journalMessages: 3, secondCopies: 0 }, wrong: [] });
    expect(judged(answer, answer).wrong).toEqual(['447700900142 got an answer 2 times']);
    expect(judged().wrong).toEqual(['447700900142 got an answer 0 times']);
  });

  it('fails for a second copy that the journal has and the report cannot know, also by the LID of the chat', () => {
    const { summary, wrong, exitCode } = judge(all, [...journal, taken('447700900143', '12345678901234@lid')], played);
    expect(summary).toMatchObject({ journalMessages: 4, secondCopies: 1 });
    expect([wrong, exitCode]).toEqual([['447700900143 got 2 messages'], 1]);
  });

  it.each([
    ['sent', journal.slice(1), '+44 7700 900142 is called sent, and WhatsApp never took it'],
    ['not sent', [...journal, taken('447700900814')], '447700900814 is called Not sent, and WhatsApp took it'],
    ['cancelled', [...journal, taken('447700900151')], '447700900151 is called Cancelled, and WhatsApp took it'],
    ['left out', [...journal, taken('447700900150')], '447700900150 is called Left out, and WhatsApp took it'],
    [
      'nothing',
      [...journal, taken('447700900199')],
      'WhatsApp took a message to 447700900199 that the report does not know',
    ],
  ])('fails where somebody is called %s and the journal says otherwise', (_, told, said) => {
    expect(judge(all, told, played)).toMatchObject({ wrong: [said], exitCode: 1 });
  });

  it('fails where somebody got it from both accounts, and where one of them sent nothing', () => {
    const twice = judge(all, [...journal, { ...taken('447700900142'), place: 2 }], played);
    expect(twice.wrong).toEqual(['447700900142 got 2 messages']);
    const ofOne = judge(
      all,
      journal.map((entry) => ({ ...entry, place: 1 })),
      played,
    );
    expect(ofOne.wrong).toEqual(['1 accounts sent, not 2']);
  });

  it('fails where rows are in no sum', () => {
    const pending = '"9","+44 7700 900152","Fay","Pending","",""';
    const { wrong, exitCode } = judge(report(ada, pending), [taken('447700900142')], { ...played, accounts: 1 });
    expect([wrong, exitCode]).toEqual([['the totals do not add up: 2 imported, 1 accounted for'], 1]);
  });

  it('is none where the report lacks what it is held against', () => {
    expect(() => judge('"Phone","State"\r\n"+44","Sent"', journal, played)).toThrow('the report has no column Status');
  });
});

describe('the verdict of a team’s demo', () => {
  const of = (name: string, digits: string, ...journal: TakenEntry[]) => {
    return { name, report: report(`"2","+${digits}","Ada","Sent","",""`), journal };
  };
  const [first, second] = ['447700900142', '447700900143'];
  const played = { seconds: 7, willSend: 2 };

  it('is good where each computer’s report says what its own WhatsApp took, and all have a status', () => {
    const both = [of('Office', first, taken(first)), of('Hall', second, taken(second))];
    const { summary, wrong, exitCode } = judgeTeam(both, played);
    expect([wrong, exitCode]).toEqual([[], 0]);
    expect(summary).toMatchObject({ journalMessages: 2, secondCopies: 0 });
    expect(judgeTeam(both, { ...played, willSend: 3 }).wrong).toEqual(['2 of 3 have a status']);
  });

  it('fails for somebody who got it from two computers', () => {
    const both = [of('Office', first, taken(first)), of('Hall', first, taken(first))];
    expect(judgeTeam(both, played)).toMatchObject({
      summary: { secondCopies: 1 },
      wrong: ['447700900142 got 2 messages'],
    });
  });
});
