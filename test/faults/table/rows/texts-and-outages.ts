import type { FaultRow } from '../fault-row.ts';
import { testFiles as files } from '../test-files.ts';

/** Texts that cannot be made or were declared repeats, outages that lie, and hours and paces. */
export const textsAndOutagesFaults: Readonly<Record<number, FaultRow>> = {
  440: {
    fault: 'Two sheets of a report would have one name but for small and capital letters',
    must: 'each has a name that spreadsheets take',
    shown: [['test/unit/formats/write.test.ts', 'no two sheets have one name']],
  },
  439: {
    fault: 'A text file is in Cyrillic, as older programs of Windows, DOS, Unix or a Mac write it',
    must: 'read as it was written; a file in another encoding is still read in its own',
    shown: [['test/unit/formats/encoding.test.ts', 'is read as it was written in Cyrillic']],
  },
  615: {
    fault: 'A text file does not say what its letters are, so that they are guessed',
    must: 'a few of its words stand before the operator, with the way to a file that says it; letters of two bytes are read without a mark',
    shown: [
      ['test/unit/formats/encoding.test.ts', 'words whose letters were guessed are named'],
      [
        'test/renderer/campaigns/recipients-step.test.tsx',
        'how letters and dates are read that the file does not tell',
      ],
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
      [files.changedTexts, 'does not leave: its message is set aside'],
      [files.changedTexts, 'leaves once the operator says so'],
      [files.changedTexts, 'is left out once the operator says so'],
      [files.changedTexts, 'is looked at once more by the claim'],
      ['test/unit/campaigns/shown-text.test.ts', 'also where the list and the text change while people wait'],
    ],
  },
  118: {
    fault: 'The text of one person cannot be made any more',
    must: 'that message is set aside, all others go; no alarm and no pause',
    shown: [
      [files.changedTexts, 'keeps nobody else from theirs'],
      [files.changedTexts, 'is made again with a fall-back'],
    ],
  },
  119: {
    fault: 'A campaign is copied whose people were erased, and its file with them',
    must: 'the check says so, and it does not start; a file gone later holds that campaign alone',
    shown: [
      [files.missingFile, 'says at the check that its file is gone'],
      [files.missingFile, 'starts once the same file was chosen again'],
      [files.missingFile, 'holds the campaigns that it goes out with'],
    ],
  },
  122: {
    fault:
      '“Send it again” is answered about people whose chat has the text, while another campaign sends it to others',
    must: 'the answer is theirs alone: nobody else gets it again, and who gets it after the answer is asked about',
    shown: [
      [files.repeats, 'is an answer for them: whoever else just got it'],
      [files.repeats, 'and who gets it from another campaign after the answer is asked about once more'],
    ],
  },
  123: {
    fault: 'A declared repeat beside its unfinished original, also with the clock put back by two hours',
    must: 'whoever got the text by an attempt after the declaration is set aside and asked about; SQLite refuses it too',
    shown: [
      [files.repeats, 'sends nobody what its unfinished original sent since'],
      [files.guards, 'a declared repeat, where the text went out by an attempt after the declaration'],
    ],
  },
  124: {
    fault: 'Dates of several weeks with one text, prepared in one evening',
    must: 'each date asks once, for everybody, and nobody is lost',
    shown: [[files.repeats, 'lose nobody: each date asks once']],
  },
  125: {
    fault: 'A message is before its gate when the repeat of its text is declared',
    must: 'it counts as sent after the declaration',
    shown: [
      [files.repeats, 'sends nobody what was before its gate when it was declared'],
      [files.guards, 'a declared repeat, where what was before its gate at the declaration goes out after it'],
    ],
  },
  126: {
    fault: 'A repeat is declared for people who got the text within a day',
    must: '*Check* asks about them, and leaves them out until that is answered',
    shown: [[files.contacts, 'a declared repeat is asked about whoever got its text within a day']],
  },
  127: {
    fault: 'Two campaigns for one list in one evening',
    must: '*Check* of the second counts who still waits in the first and asks; "send anyway" holds for both, and nobody waits for a second answer',
    shown: [
      [files.contacts, 'the second asks at Check about everybody who waits in the first'],
      [files.contacts, 'both reach everybody where that is answered with "send anyway"'],
      [files.contacts, 'nobody is asked about where the first sends on another day'],
    ],
  },
  128: {
    fault: 'An outage that says of everybody, perhaps not of our own number, that they are not registered',
    must: 'nobody is used up: it counts when it was said twice, ten minutes apart, each time with a witness',
    shown: [
      [files.looks, 'nobody is used up by an outage'],
      [files.notOnWhatsApp, 'counts when it was said twice, ten minutes apart'],
      [files.notOnWhatsApp, 'outlives a crash between the two times'],
      [files.messenger, 'an outage that calls nobody registered'],
    ],
  },
  129: {
    fault: 'The one who is asked as a witness left WhatsApp meanwhile',
    must: 'another one is asked the next time',
    shown: [[files.notOnWhatsApp, 'is not said by a witness who left WhatsApp']],
  },
  130: {
    fault: 'The first in the list is never found, and asking for our own number fails',
    must: 'set aside, the next goes',
    shown: [[files.notOnWhatsApp, 'is passed over although asking for our own number fails']],
  },
  131: {
    fault: 'Hundreds of numbers that say nothing stand first',
    must: 'whoever was never asked for goes first; those set aside have each fifth turn at most',
    shown: [
      [files.notOnWhatsApp, 'takes each fifth turn at most'],
      [files.looks, 'nobody is used up by an outage'],
    ],
  },
  132: {
    fault: 'The first twenty numbers are not on WhatsApp, perhaps by a wrong country',
    must: 'the operator is asked before anybody is used up; the other campaigns go on',
    shown: [
      [files.notOnWhatsApp, 'is asked about at the twentieth'],
      ['test/renderer/shell/shell.test.tsx', 'asks about a campaign of whose first people WhatsApp knows nobody'],
    ],
  },
  133: {
    fault: 'For a day WhatsApp answers for nobody',
    must: 'the campaign is *ended, N wait*, and goes on when the operator says so',
    shown: [
      [files.outages, 'of a day ends the campaign'],
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
  400: {
    fault: 'A newer version cannot be had, or its file is refused, while an older one lies ready',
    must: 'told of as to be fetched by hand; what was refused is never installed',
    shown: [
      [
        'test/unit/updates/updates.test.ts',
        'that cannot be had is fetched by hand, also while an older one lies ready',
      ],
      ['test/unit/updates/updates.test.ts', 'whose file is refused leaves none behind it'],
    ],
  },
  405: {
    fault: 'The clocks go forward over midnight, as in Chile, Egypt and Lebanon',
    must: 'the day ends at midnight: nothing goes in the first hour of the next one that is closed',
    shown: [['test/unit/domain/schedule/zones.test.ts', 'over whose midnight the clocks go forward ends at midnight']],
  },
  406: {
    fault: 'A date was typed as text, day first, into a workbook whose dates are month first, or the other way round',
    must: 'it stands in the message as it was typed, never with a month 25',
    shown: [
      [
        'test/unit/domain/lists/value-form.test.ts',
        'stay as they are where they can only have been typed in another order',
      ],
    ],
  },
  407: {
    fault: 'Of a text only marks are left that nobody sees, as of direction, since a value is blank',
    must: 'it counts as empty: nobody gets a message with nothing in it',
    shown: [['test/unit/domain/template/personal-text.test.ts', 'is refused where it comes out empty']],
  },
  408: {
    fault: 'A saved message takes the place of one that begins or ends with another emoji',
    must: 'it stands there sign for sign, never with half an emoji or two of them',
    shown: [['test/renderer/campaigns/emoji.test.tsx', 'it replaces whole signs, which a field has no half of']],
  },
  414: {
    fault:
      'A full disk keeps the word that a repeat is meant, or that people are left out, from being saved, and the text or the list is changed then',
    must: 'the word is none about the new text or people: it is asked for anew',
    shown: [
      ['test/renderer/campaigns/saving.test.tsx', 'is none about another text that is written then'],
      ['test/renderer/campaigns/saving.test.tsx', 'is none about the people of another list'],
    ],
  },
  456: {
    fault: 'A row whose quotation marks do not fit is in no chosen part of its list, and the part is given up',
    must: 'it waits as before: nobody gets a text made of two people’s cells',
    shown: [['test/unit/lists/change-list.test.ts', 'leaves a row whose quotation marks do not fit out']],
  },
  462: {
    fault:
      'A name begins with an abbreviation, a part of a surname or a title that is a name elsewhere: “García, Mª”, “Mª López García”, “Fco. Ruiz”, “De la Cruz Juan”, “Don Johnson”',
    must: 'nobody is called by it: the fall-back stands in, or it is asked about',
    shown: [
      ['test/unit/domain/lists/first-name.test.ts', 'is not to be told from'],
      ['test/unit/domain/lists/first-name.test.ts', 'whatever stands around it'],
    ],
  },
  465: {
    fault: 'A text file is of a program of DOS, with Spanish, Portuguese, French or German letters',
    must: 'read as it was written; a file of Windows or of a Mac is still read in its own encoding',
    shown: [
      ['test/unit/formats/encoding.test.ts', 'is read as it was written under DOS'],
      ['test/unit/formats/encoding.test.ts', 'is read as it was written on Windows'],
    ],
  },
  471: {
    fault:
      'A text file in UTF-8 has a letter that was cut off, as where a cell was too long for the program that wrote it',
    must: 'all others are read as they were written; that cell counts as blank and is shown',
    shown: [['test/unit/formats/encoding.test.ts', 'a text in which one letter was cut off is read as the others are']],
  },
  629: {
    fault: 'A text file has a stray zero byte',
    must: 'it is no table, and none of Chinese letters is made of it',
    shown: [['test/unit/formats/encoding.test.ts', 'a text with a few bytes that no text has']],
  },
  653: {
    fault:
      'A campaign is paused by hand while sending waits for another one: for its start, its hours, or its next message',
    must: 'its outbox keeps the button that resumes it',
    shown: [['test/renderer/shell/shell.test.tsx', 'was paused by hand go on while sending waits']],
  },
  654: {
    fault: 'Another screen is opened within the ten seconds after *Send*, as by whoever wants to watch it go out',
    must: 'nothing is started, and for a minute it is said which campaign did not start, with the way back',
    shown: [['test/renderer/campaigns/start.test.tsx', 'the page is left meanwhile, and says so']],
  },
};
