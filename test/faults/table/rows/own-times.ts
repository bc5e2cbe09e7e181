import type { FaultRow } from '../fault-row.ts';

/** Messages that have times of their own, and second messages. */
export const ownTimesFaults: Readonly<Record<number, FaultRow>> = {
  210: {
    fault: 'The computer sleeps over the moments of some messages that have times of their own',
    must: 'whose latest moment is over are missed, each by itself; the rest goes on, and nothing is late',
    shown: [['test/unit/dispatch/own-times.test.ts', 'is missed past its latest moment and holds nobody else']],
  },
  211: {
    fault: 'The latest moment passes while sending is paused, or between claim and gate',
    must: 'not sent, missed; it counts against nobody, and is not queued again',
    shown: [
      ['test/unit/dispatch/own-times.test.ts', 'is missed also while sending is paused'],
      ['test/unit/dispatch/own-times.test.ts', 'is missed also while its campaign is paused and'],
      ['test/unit/dispatch/own-times.test.ts', 'between the claim and the gate, which counts against nobody'],
    ],
  },
  212: {
    fault: 'A person has two appointments, or one next week with the same text',
    must: 'a message for each date; none twice for one date, in any campaign',
    shown: [
      ['test/unit/dispatch/own-times.test.ts', 'the same text goes again for another date, and not for the same'],
      ['test/unit/campaigns/own-times.test.ts', 'two appointments of one person both, and nobody without one'],
      ['test/unit/campaigns/own-times.test.ts', 'the same text goes again for next week’s date'],
    ],
  },
  213: {
    fault: 'The database forgets a message that left for a date, and has moved it since',
    must: 'not confirmed, for the date that it left for',
    shown: [
      ['test/unit/dispatch/own-times.test.ts', 'is in the ledger: what left for a date is not confirmed for that date'],
    ],
  },
  214: {
    fault: 'A column holds dates that cannot be, short years, serial numbers, other calendars, words',
    must: 'each is a group with its reading shown; open means left out',
    shown: [
      ['test/unit/domain/schedule/own-times.test.ts', 'waits for a decision'],
      ['test/unit/domain/schedule/own-times.test.ts', 'is shown as the date that it would be'],
      ['test/unit/campaigns/own-times.test.ts', 'says what of each row is certain, and what waits for a decision'],
    ],
  },
  215: {
    fault: 'A moment falls on a closed day, outside the hours, into the hour that the clocks skip, or is over',
    must: 'never late, never outside the hours, never later than asked for but where the clocks skip it',
    shown: [['test/unit/domain/schedule/own-times.test.ts', 'is never late, never on a closed day or hour']],
  },
  216: {
    fault: 'A list is read again in which dates have moved, people are gone and others are new',
    must: 'moved where the new time is ahead; the others wait, are missed or told of; nobody is added or written to twice',
    shown: [
      ['test/unit/campaigns/own-times.test.ts', 'moves who waits where the new time is ahead'],
      ['test/unit/campaigns/own-times.test.ts', 'is matched by number and date, never by the number of a row'],
    ],
  },
  217: {
    fault: 'Another file is taken for the list, or somebody who was gone is back',
    must: 'a file with fewer than half of the people changes nothing; who is back has their time back',
    shown: [
      ['test/unit/campaigns/own-times.test.ts', 'with fewer than half of the people is another list'],
      ['test/unit/campaigns/own-times.test.ts', 'gives who was gone and stands in it again their time back'],
    ],
  },
  218: {
    fault:
      '250 appointments over three weeks are moved twice while reminders go out, some by another clock, on a computer that sleeps',
    must: 'each once at their own moment, none late, none with a date that the list did not have then',
    shown: [
      ['test/unit/campaigns/own-times-played.test.ts', 'each once at their own moment, none late, none false'],
      ['test/e2e/own-times.test.ts', 'appointments of a list that is moved twice'],
    ],
  },
  219: {
    fault: 'Birthdays go out over two years with a 29 February, by the same text',
    must: 'each on their day, once a year',
    shown: [['test/unit/campaigns/series.test.ts', '29 February as it was said, once for each year']],
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
      ['test/faults/model/model.test.ts', 'the protocol, step by step'],
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
      ['test/renderer/outbox/set-aside.test.tsx', 'wait in sight, whatever campaign is shown'],
    ],
  },
  229: {
    fault: 'A second message would come after the date that the first was for',
    must: 'nobody is drawn; who was is missed',
    shown: [['test/unit/campaigns/second-steps.test.ts', 'is for nobody whose date is over by then']],
  },
  281: {
    fault: 'Birthdays go out over years with a 29 February, from one campaign',
    must: 'each on their day, once a year, by what the newest list says; whoever is not to be contacted by then gets none',
    shown: [
      ['test/unit/campaigns/series.test.ts', 'goes each year on its day through a leap year'],
      ['test/unit/campaigns/series.test.ts', 'takes each year what the newest list says'],
      ['test/e2e/own-times.test.ts', 'birthdays come each year'],
    ],
  },
  282: {
    fault: 'A weekly series goes over a change of the clocks, and some of its dates are left out',
    must: 'once to each for each date, at its hour on the wall clock; it ends with its last',
    shown: [
      ['test/unit/campaigns/series.test.ts', 'goes to everybody once for each date'],
      ['test/unit/campaigns/series.test.ts', 'leaves out a date that was taken out after the start'],
      ['test/e2e/own-times.test.ts', 'a weekly series waits for a person before each date'],
    ],
  },
  283: {
    fault: 'Nobody has looked at a date of what goes again',
    must: 'it waits, and is missed when the hours of its day end, which a notice says; SQLite refuses its claim',
    shown: [
      ['test/unit/campaigns/series.test.ts', 'is made the day before and waits for a person'],
      ['test/unit/campaigns/series.test.ts', 'waits for a person from the second year on'],
    ],
  },
  284: {
    fault: 'The computer is off over a date that goes by itself, or the campaign came back with a backup',
    must: 'more than two hours late a person is asked; whoever could not be asked in time is missed, and said so',
    shown: [
      ['test/unit/campaigns/series.test.ts', 'is held where the computer was off over its date'],
      ['test/unit/campaigns/series.test.ts', 'asks after it came back with a backup'],
    ],
  },
  285: {
    fault: 'Somebody asks not to be contacted between two dates',
    must: 'drawn for none after that',
    shown: [['test/unit/campaigns/series.test.ts', 'asks for each date who may get it then']],
  },
  286: {
    fault: 'Another file was read again by mistake',
    must: 'one press puts all of it back, as long as nothing of it was handed over; else nothing changes',
    shown: [['test/unit/campaigns/own-times.test.ts', 'is put back whole by an undo']],
  },
  287: {
    fault: 'A list that is read again has new rows',
    must: 'a line of their own; added at a person’s word alone, each once, for certain dates ahead',
    shown: [['test/unit/campaigns/own-times.test.ts', 'adds who is new at a person’s word alone']],
  },
  288: {
    fault: 'Several dates of one person move at once, or a number under the same key is another',
    must: 'the chosen column says which became which; another number is somebody else',
    shown: [['test/unit/campaigns/own-times.test.ts', 'is matched by a column where that was said']],
  },
  289: {
    fault: 'A reminder was held up over its day, and may go later, until its date',
    must: 'before the date itself, or missed; nobody is planned late for it',
    shown: [['test/unit/domain/schedule/own-times.test.ts', 'may go later than its day, until the date itself']],
  },
  330: {
    fault: 'Somebody is gone from a list that goes each year and was read again after this year’s message',
    must: 'nothing is made for them from the next date on, until a person keeps them or they stand in it again',
    shown: [
      ['test/unit/campaigns/series.test.ts', 'is drawn no more, unless a person says so or they stand in it again'],
      ['test/unit/campaigns/series.test.ts', 'is drawn where a person keeps them, and an undo brings them back too'],
    ],
  },
  331: {
    fault: 'People come later to a list, or to a filter, that goes each week',
    must: 'a line of their own; from a person’s word on they get the dates that are not drawn yet, each once',
    shown: [
      ['test/unit/campaigns/series.test.ts', 'takes in whoever came later at a person’s word alone'],
      ['test/unit/campaigns/series.test.ts', 'takes in whoever fits its filter by now, and nobody a second time'],
    ],
  },
  332: {
    fault: 'The app is closed between the reading of a list and its undo, or somebody is erased in between',
    must: 'the undo and the new rows outlive a start; they are forgotten with whoever is erased, and in data that came back',
    shown: [
      ['test/unit/campaigns/own-times.test.ts', 'is put back whole by an undo'],
      ['test/unit/campaigns/own-times.test.ts', 'is forgotten with whoever is erased'],
    ],
  },
  333: {
    fault: 'Rows without a date are sent to at one time that a person says',
    must: 'each person once, on that day within the hours, by the campaign’s clock; past it, or in a list of every year, they wait for a decision',
    shown: [
      ['test/unit/domain/schedule/own-times.test.ts', 'is one that was said where they have no date'],
      ['test/unit/campaigns/own-times.test.ts', 'goes at one time to whoever has no date'],
    ],
  },
  334: {
    fault:
      'What goes again is drawn while anything that a run knows happens: crashes, restores, sleep, stops, late acknowledgements',
    must: 'each date once to each, at its hour, and none that waits for a person before they have looked',
    shown: [
      ['test/faults/simulation/random-runs.test.ts', 'sends nothing twice'],
      ['test/faults/simulation/weaknesses.test.ts', 'runs: '],
    ],
  },
  335: {
    fault: 'The latest moment of somebody passes while an alarm is open',
    must: 'missed, as under a pause; whoever is still in time waits for the alarm',
    shown: [
      ['test/unit/dispatch/own-times.test.ts', 'is missed also while an alarm is open'],
      ['test/faults/simulation/found-before.test.ts', 'also where an alarm comes in a pause'],
    ],
  },
  362: {
    fault: 'A backup is restored from before a date of what goes again was drawn, and somebody has that one',
    must: 'they are drawn for it no more, and neither waiting, a duplicate nor missed',
    shown: [
      ['test/faults/simulation/found-before.test.ts', 'draws nobody again for a date that they have'],
      ['test/faults/model/model.test.ts', 'what goes again, searched in full'],
    ],
  },
  373: {
    fault: 'A list that was read again moves a date of what goes each year that nobody has seen yet',
    must: 'it still waits to be seen',
    shown: [['test/unit/campaigns/list-again.test.ts', 'moves a date that waits to be seen']],
  },
  374: {
    fault: 'The date of what goes each year is corrected after this year’s message',
    must: 'the new one goes from the next year on; still in this year where the first was missed',
    shown: [
      ['test/unit/campaigns/list-again.test.ts', 'sends a date that was corrected after it went'],
      ['test/unit/campaigns/list-again.test.ts', 'sends a date that was corrected after it was missed'],
    ],
  },
  375: {
    fault: 'Somebody is left out of what goes again on one date: at the start, or without hours of their own',
    must: 'left out of that date alone, and asked about anew with the next; nothing else of the campaign stands still for it',
    shown: [
      ['test/unit/campaigns/series-left-out.test.ts', 'is left out of that date alone'],
      ['test/unit/campaigns/series-left-out.test.ts', 'is asked about with each date'],
    ],
  },
  376: {
    fault: 'A new campaign is made for some of those who had several dates of another, or of what goes each week',
    must: 'each person once, by the last of their dates, and once for all: a date ahead keeps nobody out',
    shown: [
      ['test/unit/campaigns/series-followed.test.ts', 'some of what goes each week has each person once'],
      ['test/unit/campaigns/series-followed.test.ts', 'some of those with dates of their own has each person once'],
    ],
  },
  377: {
    fault:
      'The file of a list is read again of which only a part was chosen, or the filter of such a list is drawn anew',
    must: 'read by all that was decided before; nobody outside the part is offered as new',
    shown: [
      ['test/unit/lists/read-again.test.ts', 'finds nobody new in the part of a list that was not chosen'],
      ['test/unit/campaigns/list-again.test.ts', 'has nobody new outside the part of it that was chosen'],
    ],
  },
  378: {
    fault: 'Whoever is new in a list cannot be added just now, or the app is closed while they are',
    must: 'they are offered until each of them is on the list, and come onto it once',
    shown: [['test/unit/campaigns/list-again.test.ts', 'whoever is new can still be added after that was refused']],
  },
  379: {
    fault:
      'Whoever showed in which order the dates of a list are written is erased, or has another date, while it goes each year',
    must: 'the dates are read as at the start for as long as it goes',
    shown: [['test/unit/campaigns/own-times-order.test.ts', 'dates are read in the order of the start']],
  },
  397: {
    fault: 'Somebody’s latest moment is over while another program writes to the data, in a pause or without a link',
    must: 'written once that is over; the app goes on meanwhile',
    shown: [['test/unit/dispatch/busy.test.ts', 'it is written once that is over, and nothing hangs']],
  },
  391: {
    fault: 'The file of a list of own times is read again, and several of its sheets have the columns of the list',
    must: 'that which still says most of what the list said is taken; where two say as much, none',
    shown: [['test/unit/lists/read-again.test.ts', 'takes the sheet that still says most of what the list said']],
  },
  404: {
    fault: 'a full disk cuts off the start of a campaign whose people have times of their own',
    must: 'whoever has a message by then is missed once that time is over, and told of',
    shown: [['test/faults/simulation/found-before.test.ts', 'also where a full disk cut off the start']],
  },
  429: {
    fault: 'A newer list has somebody else on the phone of a campaign that goes again, or amounts in another form',
    must: 'they keep what was shown: only a row of the same name that each list has once counts, in the form of the campaign’s list',
    shown: [
      [
        'test/unit/campaigns/series.test.ts',
        'takes nothing of a newer list that may be about somebody else on the same phone',
      ],
      ['test/unit/campaigns/series.test.ts', 'takes no amount of a newer list that would be another one here'],
    ],
  },
  430: {
    fault: 'A further sheet of a workbook has its dates in the other order of day and month',
    must: 'read by what its own dates say, and written in the order of the list: no day is taken for a month',
    shown: [
      ['test/unit/lists/change-list.test.ts', 'is read by what its own dates say where they are in another order'],
    ],
  },
  431: {
    fault: 'The computer’s clock is far ahead for a while, as at a start before it has asked for the time',
    must: 'no date of what goes again is drawn, and missed, by that',
    shown: [['test/unit/campaigns/series.test.ts', 'is drawn for no date that a clock far ahead calls over']],
  },
  421: {
    fault: 'The computer’s clock is put forward while the app runs, by minutes, hours or years, and put right again',
    must: 'nobody is missed by it, nor goes too early: nothing is claimed for ten minutes, and the window says why',
    shown: [
      ['test/unit/dispatch/clock-doubt.test.ts', 'nothing is missed nor goes by it'],
      ['test/unit/dispatch/clock-doubt.test.ts', 'by eleven minutes: nobody goes too early by it'],
      ['test/unit/dispatch/clock-doubt.test.ts', 'while WhatsApp is asked for somebody: they are not claimed by it'],
    ],
  },
  422: {
    fault: 'The clock is ahead when the computer or the app is started, and is put right within minutes',
    must: 'nobody is missed by it; nothing waits where nobody would be',
    shown: [
      ['test/unit/dispatch/clock-doubt.test.ts', 'makes nobody miss theirs, where it is put right within minutes'],
      ['test/unit/dispatch/clock-doubt.test.ts', 'holds nothing where nobody would be too late: the computer was off'],
    ],
  },
  423: {
    fault: 'The clock is right although it moved ahead: the computer slept, or was off for long',
    must: 'asleep, nothing is doubted; else it is believed after ten minutes, however short the app is open each time',
    shown: [
      ['test/unit/dispatch/clock-doubt.test.ts', 'is no doubt where the computer slept or the app alone was closed'],
      ['test/unit/dispatch/clock-doubt.test.ts', 'is believed once it has said so for a while'],
      ['test/unit/dispatch/clock-doubt.test.ts', 'is believed where it still says so at a later start'],
    ],
  },
  432: {
    fault: 'The date of somebody in a campaign that goes each year is corrected over the end of a year',
    must: 'they get it once for each turn of the year, never twice within half a year',
    shown: [['test/unit/campaigns/list-again.test.ts', 'once for each turn of the year']],
  },
  410: {
    fault: 'A weekly draft is left lying, or taken from an older campaign, until some of its dates are over',
    must: 'said to have the dates that are still to come, as many as will really go',
    shown: [
      [
        'test/renderer/campaigns/schedule-step.test.tsx',
        'tells of a weekly draft that was left lying only the dates that are still to come',
      ],
    ],
  },
  413: {
    fault: 'The own hours of somebody never meet the hours of a weekly series',
    must: 'asked about before its start, as all who have no hours, instead of missing it each week',
    shown: [['test/unit/campaigns/no-hours.test.ts', 'are asked about, and get it by the campaign’s clock']],
  },
  443: {
    fault: 'A weekly campaign is started with people who heard from another one the day before, or have its text',
    must: 'whom Check leaves out gets nothing for the first date; whom it does not count as left out gets every one',
    shown: [
      ['test/unit/campaigns/series-left-out.test.ts', 'since they heard within the day before its first date'],
      ['test/unit/campaigns/series-left-out.test.ts', 'is nobody who heard longer before its first date'],
      ['test/unit/campaigns/series-left-out.test.ts', 'has the text for the first date from another campaign'],
    ],
  },
  444: {
    fault:
      'The yearly date of somebody lies on a day without hours in a later year, of which nobody was asked at the start',
    must: 'asked about on the last day with hours before it; nobody is passed over in silence',
    shown: [['test/unit/campaigns/series-left-out.test.ts', 'is asked about on the last day with hours before it']],
  },
  445: {
    fault: 'The hours of a weekly campaign that goes are changed so that its time lies outside of them',
    must: 'refused: else everybody would miss each date',
    shown: [['test/unit/campaigns/series.test.ts', 'without a date ahead within its hours, also once it goes']],
  },
  446: {
    fault: 'Somebody answers whose WhatsApp shows no read receipts, and a second message is for those who did not read',
    must: 'they do not get it: whoever answered has read it',
    shown: [['test/unit/campaigns/second-steps.test.ts', 'where that was chosen, until they do or answer']],
  },
  466: {
    fault: 'A draft in which something was decided about rows without a date gets another list',
    must: 'its rows are asked about anew: none gets a time that nobody saw',
    shown: [['test/unit/campaigns/own-times-list.test.ts', 'is asked about anew of another']],
  },
  467: {
    fault: 'A campaign around a date of its list is copied without the list',
    must: 'nobody has a date until a column of the next list is chosen',
    shown: [['test/unit/campaigns/own-times-list.test.ts', 'a copy without its list is for nobody']],
  },
  450: {
    fault: 'The hours of a campaign that goes are changed so that they lie outside the own times of some who wait',
    must: 'asked before it is saved, with how many would miss theirs by it, each by the clock that counts for them',
    shown: [
      ['test/unit/campaigns/own-times-hours.test.ts', 'say beforehand who misses it by them'],
      ['test/renderer/campaigns/edit.test.tsx', 'asks before hours are saved by which messages miss their own time'],
    ],
  },
  457: {
    fault: 'The list of a running campaign with very many people is read again, and nearly all stand on it as before',
    must: 'nothing is asked or written of those, so that no message before its gate waits for it',
    shown: [['test/unit/lists/read-again.test.ts', 'asks no more of the database for however many stand']],
  },
  458: {
    fault:
      'The list of a campaign is read again, or a reading is taken back, while the rows of that reading are being added',
    must: 'no more of them is added, and what the last reading said stands',
    shown: [['test/unit/campaigns/list-again.test.ts', 'adds no more of the rows of a reading once']],
  },
  459: {
    fault: 'A draft in which something was said about people without hours of their own gets another list',
    must: 'those of the new list are asked about: none goes by a clock, or is left out, by a word on others',
    shown: [['test/unit/campaigns/no-hours.test.ts', 'are asked about anew on another list']],
  },
  460: {
    fault:
      'The file of a running campaign is read again, or rows of it come corrected, with their dates in the other order of day and month',
    must: 'read by what its own dates say, and written in the order of the list: nobody is reminded on another day',
    shown: [
      ['test/unit/campaigns/list-again.test.ts', 'is read by what its own dates say: no day is taken for a month'],
      ['test/unit/lists/remake-list.test.ts', 'have their dates in the order of the list, where a spreadsheet'],
    ],
  },
  461: {
    fault: 'A yearly date is corrected to one that is less than half a year after the message that went',
    must: 'the next one goes a year after it, and reading the list again says of whom that is',
    shown: [['test/unit/campaigns/list-again.test.ts', 'says whose next date is a year after the coming one']],
  },
  517: {
    fault:
      'Another computer’s report is taken in after a campaign was started or its contacts answered, and says that somebody heard from it before that',
    must: 'they are asked about: what was decided was decided on what was known by then',
    shown: [['test/unit/campaigns/external-sends.test.ts', 'is asked about']],
  },
  480: {
    fault: 'Another computer’s report is taken in for a campaign that has dates, before or after these are chosen',
    must: 'its people get it for no date, whichever their list names later; Check counts them',
    shown: [
      ['test/unit/campaigns/external-sends.test.ts', 'gets it for no date, where each has a time of their own'],
      ['test/unit/campaigns/external-sends.test.ts', 'stays left out where the times are chosen after the report'],
      ['test/unit/campaigns/external-sends.test.ts', 'gets it for no date that their list names later'],
      ['test/unit/campaigns/external-sends.test.ts', 'gets it on no day of what goes every week'],
    ],
  },
  494: {
    fault:
      'After a sleep the operator sends nothing of a campaign that was interrupted, of which many were to go later',
    must: 'not sent, by decision; of nobody it is said that they missed a time of their own',
    shown: [['test/unit/campaigns/start.test.ts', 'that missed its time is not sent at a word']],
  },
  499: {
    fault:
      'Two campaigns in which each person has a time of their own come to somebody within a day of each other, weeks from now',
    must: 'asked about at Check, as of what sends now; not where the two times lie apart',
    shown: [
      ['test/unit/campaigns/own-times-contacts.test.ts', 'or waits for a time of their own in another one'],
      ['test/unit/campaigns/own-times-contacts.test.ts', 'or still waits in one that sends now'],
    ],
  },
  516: {
    fault: 'Another computer’s report names people of a campaign that goes again, which was started here',
    must: 'they are drawn on no date, and stand under no failure',
    shown: [['test/unit/campaigns/series.test.ts', 'is drawn on no date for whom another']],
  },
  665: {
    fault:
      'The dates of a list are written as a spreadsheet shows them: “2:30 p. m.”, “٩:٠٥ ص”, “às 14h30”, “qua 09/12/2026”',
    must: 'the time is read, and a word before the date asked about; midnight that a database adds is no time of day',
    shown: [
      ['test/unit/domain/schedule/own-times.test.ts', '%s is a date'],
      ['test/unit/domain/schedule/own-times.test.ts', '%s waits for a decision: %s'],
    ],
  },
};
