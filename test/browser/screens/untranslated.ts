import { defaultStopWords } from '../../../domain/people/stop-words.ts';
import { languageNames } from '../../../domain/text/languages.ts';
import { browsers } from '../../renderer/support/answers.ts';
import {
  account,
  aSheet,
  campaignCheck,
  campaignSummary,
  listReport,
  messageRows,
  overview,
  replyRows,
} from '../../renderer/support/fixtures.ts';
import { listOfAnotherCountry, listToDecide, listWithDefaults } from '../../renderer/support/list-to-decide.ts';
import { personRow } from '../../renderer/support/people-fixtures.ts';
import { othersReplies, teamMembers, teamView } from '../../renderer/support/team-fixtures.ts';

/** Plain text on the screens that comes from no dictionary. */
const data: readonly string[] = [
  ...messageRows(16).flatMap(({ name, extra }) => [name, extra]),
  ...replyRows().flatMap(({ name, text }) => [name, text]),
  'Volunteer day',
  ...[listReport(), listToDecide(), listOfAnotherCountry(), listWithDefaults()].flatMap((list) => [
    ...[list.fileName, list.fileName.replace(/\.[^.]+$/, ''), ...list.headers, ...list.samples.flat()],
    ...list.fields.flatMap(({ key, header }) => [key, header]),
    ...[...list.groupRows, ...list.repeats].flatMap(({ name, cell, kept }) => [name, cell, kept?.name ?? '']),
    ...list.facts.blankCells.flatMap(({ samples }) => samples),
    ...list.facts.refusals.map(({ words }) => words),
  ]),
  ...aSheet().headers,
  ...defaultStopWords,
  account.name,
  campaignSummary().name,
  campaignCheck().firstName ?? '',
  overview().dataFolder,
  'Asked by mail',
  // The words that people replied with.
  ...['yes', 'no'],
  // People, their tags and the saved filters.
  ...Array.from({ length: 40 }, (_, place) => personRow(place + 1).name),
  ...['volunteer', 'north', 'Quiet for 90 days', 'YES! Can I bring my two kids?', 'Of course, bring them.', 'Town'],
  ...['Maria Souza', 'STOP please', 'Dana', 'Parking', 'spring-supporters.xlsx', 'members.csv'],
  // The campaigns of the scenes, and the words that were searched there.
  'Spring appeal',
  'Canvass, North',
  'Thank you',
  'Polling day',
  'Reminder for everybody who signed up at the market, at the library or on the website and has not come yet',
  'letter box',
  'Ward',
  'Zzyzx',
  'Helpers of the spring appeal',
  // The notes of a newer version, and a picture that names a place.
  'Lists of several hundred columns are read.',
  'Replies can be searched.',
  'Stall at the market.jpg',
  // Several accounts, and a name in a row that belongs to none of them.
  ...['Clinic South, Wellington Street', 'عيادة الشمال', 'Helpline', 'Klinik West'],
  // A team, its database and its computers, with the names of PostgreSQL's settings.
  ...[teamView().name, teamView().host, ...teamMembers.map(({ name }) => name)],
  ...['synchronous_standby_names', 'fsync = off', 'Bne office', 'Ward 7'],
  ...othersReplies.flatMap(({ name, words }) => [name, words]),
  // The text of the message and of the chat, in the pieces that its formatting leaves.
  'When do we start on Saturday?',
  'Thank you, see you there',
  ...['Hi!', 'See you there', 'Where do we meet?'],
  'Volunteer Day is on',
  // The cells of a list with dates.
  ...[
    'Zoë Hart',
    'Oliver Grant',
    'Ines Prado',
    'Gil Ward',
    'Una Cole',
    'Priya Nair',
    'Rogério Lins',
    'to be agreed',
    '9 Dec 2026',
  ],
  ...['09.12.2026 09:30', '10.12.2026 14:00'],
  // The second message, with its placeholder and filled in.
  ...['Hi', ', one more try from us: there are 14 places left. Answer YES and we keep one for you.'],
  'Hi Farida Rahimi, one more try from us: there are 14 places left. Answer YES and we keep one for you.',
  '10:00 to 15:00. Your meeting point:',
  '{{nothing}}',
  '{nmae}',
  '[when]',
  'htp://a.example',
  'https://a.example',
  'Volunteer Day',
  'is',
  'on',
  'to 15:00,',
  '“nothing”',
  'nothing',
  'Hello',
  'friend',
  'name',
  // The initials on the phone preview, the languages in their own names, and the names of programs.
  'FR',
  'JL',
  ...Object.values(languageNames),
  ...browsers.found.map(({ name }) => name),
  // Words from Intl and from time zones.
  'United Kingdom',
  'United Arab Emirates',
  'Egypt',
  ...['Germany', 'Austria', 'Switzerland', 'Netherlands'],
  'Leith',
  'Bristol',
  'Brazil',
  'Russia',
  'Kosovo',
  'London',
  'São Paulo',
  'GMT',
  'BST',
];
const longestFirst = [...new Set(data)].filter((words) => words !== '').sort((one, other) => other.length - one.length);
/** Short words come after the dates, since they are also letters of a weekday. */
const shortestLong = 4;
const longWords = longestFirst.filter(({ length }) => length >= shortestLong);
const shortWords = longestFirst.filter(({ length }) => length < shortestLong);

const days = 'Mon(day)?|Tue(sday)?|Wed(nesday)?|Thu(rsday)?|Fri(day)?|Sat(urday)?|Sun(day)?';
const months = 'Jan(uary)?|Feb(ruary)?|Mar(ch)?|Apr(il)?|Dec(ember)?';
const dates = new RegExp(`\\b(${days}|${months}|(?<=\\d{4} )at(?= \\d))\\b`, 'g');
/** No text of the pseudo language's dictionary has two plain letters in a row. */
const plainLetters = /[A-Za-z]{2,}/;

/** Runs in the page with the scenes: words and names there that come from no dictionary, one per line. */
export function untranslated(): string[] {
  const shown = new Set<string>();
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
    // Keys are shown with what is printed on the keyboard.
    if (node.parentElement?.closest('script, style, .key') === null) shown.add(node.textContent ?? '');
  }
  for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
    for (const element of document.querySelectorAll(`[${name}]`)) shown.add(element.getAttribute(name) ?? '');
  }
  // Most words are the dictionary's, for which nothing needs to be taken out.
  return [...shown].filter((one) => plainLetters.test(one) && plainLetters.test(withoutData(one)));
}

function withoutData(words: string): string {
  return without(shortWords, without(longWords, words).replaceAll(dates, ''));
}

function without(known: readonly string[], words: string): string {
  return known.reduce((left, one) => left.replaceAll(one, ''), words);
}
