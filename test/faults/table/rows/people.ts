import type { FaultRow } from '../fault-row.ts';
import { testFiles as files } from '../test-files.ts';

/** Stop words, erasures, the people of a follow-up or a filter, and changes to the database by hand. */
export const peopleFaults: Readonly<Record<number, FaultRow>> = {
  166: {
    fault:
      'A stop word of anybody, also of somebody not yet written to, in the other form of their number or under a LID',
    must: 'set aside in every campaign until somebody decides, counted by Check, decided by word and in bulk; kept when they are erased',
    shown: [
      ['test/unit/do-not-contact/stops.test.ts', 'is set aside in every campaign'],
      ['test/unit/do-not-contact/stops.test.ts', 'is found by the LID alone'],
      ['test/unit/do-not-contact/stops.test.ts', 'is counted by Check'],
      ['test/unit/do-not-contact/stops.test.ts', 'is not written to either once they are erased'],
      ['test/renderer/replies/replies-screen.test.tsx', 'who wrote the same word are decided on together'],
    ],
  },
  167: {
    fault:
      'Somebody is erased who stands in left-out rows, corrections, stops, uploads and the search index, or while a list is being read',
    must: 'neither name nor number is in a table, index, file, upload, log or free page; others keep their corrections; refused while a list is read',
    shown: [
      ['test/unit/db/people/erase-person.test.ts', 'leaves nothing of them in the database'],
      ['test/unit/db/people/erase-person.test.ts', 'finds them in left-out rows wherever'],
      ['test/unit/db/people/erase-person.test.ts', 'keeps what was corrected for others'],
      ['test/unit/db/people/erase-person.test.ts', 'waits while a list is being read'],
      ['test/unit/messages/erase-person.test.ts', 'erasing somebody leaves neither name nor number'],
    ],
  },
  168: {
    fault: 'Somebody answers, reads, is reached or asks to stop after the draft of a follow-up was made',
    must: 'their group is computed anew at Check, at the start and at the claim: they get nothing, and the report says why',
    shown: [
      ['test/unit/campaigns/follow-up.test.ts', 'leaves out whoever answered or read after the draft'],
      ['test/unit/campaigns/follow-up.test.ts', 'leaves out whoever reads or asks to stop between'],
      ['test/unit/campaigns/follow-up.test.ts', 'is not for somebody whom its source reached'],
    ],
  },
  169: {
    fault:
      'Somebody asks to stop between the claim and the gate, by their number or under a LID that shows only at the gate',
    must: 'refused at the gate, certainly not sent; queued again, they wait for somebody’s decision',
    shown: [['test/unit/dispatch/gate.test.ts', 'refuses a person who asked to stop after the claim']],
  },
  170: {
    fault:
      'Somebody on the do-not-contact list is on a campaign’s list under a second number, and asked to stop under a LID that both have',
    must: 'not written to under either number, until somebody takes them off the list',
    shown: [['test/unit/do-not-contact/stops.test.ts', 'is not written to under a second number either']],
  },
  171: {
    fault:
      'A night with forty faults of every kind, half of each between a claim and its gate, and nobody who touches anything',
    must: 'nobody twice, nobody false, every text as shown, no standing still; nobody is used up by what is over within 20 seconds, one person at most by each reload, crash or hang',
    shown: [['test/e2e/night.test.ts', 'a night that nobody watches counts whom it loses']],
  },
  172: {
    fault:
      'A whole folder is put back, lists are corrected, outages lie, people ask to stop, in any order with everything else',
    must: 'nothing leaves from an older folder before somebody was asked, no text but the one that was shown, nobody is called not registered on one word, nobody who asked to stop is written to; the app always starts',
    shown: [
      ['test/faults/simulation/random-runs.test.ts', 'sends nothing twice and says nothing untrue'],
      ['test/faults/simulation/weaknesses.test.ts', 'within '],
    ],
  },
  180: {
    fault:
      'A statement that changes by hand what is counted: who waits, the sums, what was handed over, who wrote back',
    must: 'refused by the database, also in several steps; a file from outside is compared with a recount',
    shown: [
      [files.guards, 'counts in steps of one'],
      [files.guards, 'on a connection'],
      ['test/unit/db/folder/invariants.test.ts', 'are each seen to be broken'],
    ],
  },
  181: {
    fault: 'A statement that adds, moves or deletes a reply or a conversation',
    must: 'refused; the newest replies of each person are kept',
    shown: [
      [files.guards, 'replies and conversations that become others or go'],
      [files.guards, 'on a connection'],
    ],
  },
  182: {
    fault:
      'A statement that hides the list of a campaign, puts somebody of another list into it, or approves first messages that nobody was asked about',
    must: 'refused',
    shown: [
      [files.guards, 'on a connection'],
      [files.guards, 'first messages that are approved before'],
    ],
  },
  183: {
    fault:
      'A statement that writes an acknowledgement without its time, an answer of nobody, or a refusal of what passed the gate',
    must: 'refused',
    shown: [
      [files.guards, 'an acknowledgement without its time'],
      [files.guards, 'on a connection'],
    ],
  },
  184: {
    fault: 'A lock of WhatsApp’s on new people that ends within a minute, and nobody is there',
    must: 'waited out, and sending goes on by itself; one that lasts longer pauses with its end',
    shown: [
      ['test/unit/dispatch/outages.test.ts', 'is waited out where it ends within a minute'],
      ['test/unit/dispatch/outages.test.ts', 'pauses before anybody is asked for or claimed'],
    ],
  },
  185: {
    fault: 'Two numbers are one person, by WhatsApp’s or the operator’s word, and one of them is on do not contact',
    must: 'never in a campaign’s audience, under neither number, also where that comes after the drawing, or before the gate',
    shown: [
      ['test/unit/campaigns/audience.test.ts', 'under another number of theirs, at the start too'],
      ['test/unit/campaigns/audience.test.ts', 'the other one is stopped while the message is on its way to the gate'],
    ],
  },
  186: {
    fault: 'What a list says of somebody is more than a year old',
    must: 'left empty in an audience, as a blank that asks, until the operator says that it counts; a name always counts',
    shown: [
      ['test/unit/campaigns/audience.test.ts', 'takes no value that is more than a year old until'],
      ['test/renderer/campaigns/audience.test.tsx', 'leaves old values empty until somebody says otherwise'],
    ],
  },
  187: {
    fault: 'The operator calls two numbers one person, and they are not',
    must: 'two again by one press, with what each got and said; no fence ever followed',
    shown: [
      ['test/unit/db/people/people.test.ts', 'and two again with what each got and said'],
      ['test/unit/db/people/people.test.ts', 'cannot be parted where a message went to two numbers under one id'],
    ],
  },
  188: {
    fault: 'A filter or a tag is for people who answered with a word, and another word has it as a part',
    must: 'whole words count',
    shown: [['test/unit/db/people/people.test.ts', 'say in words who got what']],
  },
  189: {
    fault: 'Any order of presses, newer words, alarms, two minutes, a crash and a start',
    must: 'each press is delivered at most once, in its life of the app, within two minutes and behind what its writer had read',
    shown: [
      ['test/faults/model/model.test.ts', 'break no invariant in any state'],
      ['test/faults/model/model.test.ts', 'are shown each weakening'],
    ],
  },
  190: {
    fault: 'One person stands on lists under two spellings of a number, or under numbers that WhatsApp knows by one id',
    must: 'one person with all their tags, whichever is found out first',
    shown: [
      [files.knownPeople, 'each once whatever the variant of their number'],
      [files.knownPeople, 'are one where WhatsApp knows two numbers by the same id'],
    ],
  },
  191: {
    fault: 'A person with tags is erased, with or without an old list, or under one of their numbers',
    must: 'no tag, number or name of theirs is left in the file; another number of theirs stays somebody',
    shown: [
      [files.knownPeople, 'leave nothing of themselves when they are erased'],
      [files.knownPeople, 'lose the number that is erased'],
    ],
  },
  192: {
    fault:
      'Somebody of a campaign’s audience loses the tag, writes back or is erased between the drawing and the start; another comes',
    must: 'left out, counted and named by the report; whoever came gets nothing until they are drawn',
    shown: [
      [files.audience, 'but for those who fit no more, and to nobody who came'],
      [files.audience, 'leaves out whoever wrote back since it was drawn'],
      [files.audience, 'counts who came and who went, whatever was decided about its rows since'],
    ],
  },
  193: {
    fault: 'Somebody on the do-not-contact list fits the filter of a campaign',
    must: 'left out, and the sum says so',
    shown: [[files.audience, 'leaves out whoever is on the do-not-contact list, and says how many']],
  },
  280: {
    fault:
      'Two numbers are called one person after a campaign was drawn by a filter, before or after its start, or one of them has the text',
    must: 'one message, under whichever number comes first; two again once somebody says so',
    shown: [
      ['test/unit/campaigns/audience.test.ts', 'before the start count once'],
      ['test/unit/campaigns/audience.test.ts', 'after the start get one message'],
      ['test/unit/campaigns/audience.test.ts', 'get under the one number no text that went to the other'],
      ['test/unit/campaigns/audience.test.ts', 'are two again once somebody says so'],
    ],
  },
  380: {
    fault: 'Somebody on do not contact writes a stop word, and the answer to that is taken back',
    must: 'they are not asked about at all, and stay on the list',
    shown: [['test/unit/do-not-contact/stops.test.ts', 'is not asked about while on the list']],
  },
  381: {
    fault: 'Somebody is to be decided on, or cancelled, while WhatsApp is asked about them, or for two reasons at once',
    must: 'not claimed; no answer about the one lets them go past the other; nothing stops',
    shown: [
      ['test/unit/dispatch/asked-meanwhile.test.ts', 'is not claimed before somebody has decided'],
      ['test/unit/dispatch/asked-meanwhile.test.ts', 'is asked about all the same where'],
      ['test/unit/dispatch/asked-meanwhile.test.ts', 'does not get the message by a word on the stop alone'],
      ['test/unit/dispatch/asked-meanwhile.test.ts', 'is cancelled while the chat that it was moved from'],
    ],
  },
  390: {
    fault: 'A do-not-contact file has people on several sheets, or several numbers of one person',
    must: 'every number of them is blocked',
    shown: [['test/unit/lists/number-list.test.ts', 'overlooks nobody who is on a further sheet']],
  },
  392: {
    fault:
      'Rows that were corrected are added to another list than theirs, or stand twice in their file, also where nobody has a name',
    must: 'they take nobody’s place: everybody of the list stays on it, and each of them comes after the last row',
    shown: [['test/unit/lists/remake-list.test.ts', 'take the place of nobody else']],
  },
  393: {
    fault: 'A short list without a header has people with three numbers each',
    must: 'a row each, written to once',
    shown: [['test/unit/lists/pasted.test.ts', 'rows of people with three numbers each stay rows']],
  },
  419: {
    fault: 'Another attachment is chosen, or it is removed, while a large one is still on its way in',
    must: 'neither can be pressed: the one that is shown is the one that goes out',
    shown: [['test/renderer/campaigns/message-step.test.tsx', 'takes no second file in while one is on its way']],
  },
  420: {
    fault: 'What somebody saw in a chat cannot be written down',
    must: 'it is not called sent in the round either, and is asked about again',
    shown: [['test/renderer/outbox/check.test.tsx', 'calls nothing sent that could not be written down']],
  },
  415: {
    fault: 'Rows leave a list, or come into it, while a row of it has the focus',
    must: 'a key means the row that has the focus; where that row leaves, the one that takes its place has it',
    shown: [
      ['test/renderer/ui/use-active-row.test.tsx', 'keys mean the row that has the focus'],
      ['test/renderer/ui/use-active-row.test.tsx', 'the row that takes its place has it'],
    ],
  },
  416: {
    fault:
      'Enter is pressed twice, or the button beside it, before the answer is there: a campaign is copied, a code is asked for, a computer is invited',
    must: 'it is done once',
    shown: [
      ['test/renderer/ui/use-one-at-a-time.test.tsx', 'a campaign is copied once'],
      ['test/renderer/ui/use-one-at-a-time.test.tsx', 'WhatsApp is asked for one code'],
      ['test/renderer/ui/use-one-at-a-time.test.tsx', 'a computer is invited once'],
    ],
  },
  417: {
    fault: 'Somebody goes to another chat while their answer to one is on its way',
    must: 'they stay there: what they type goes into the box of nobody else',
    shown: [['test/renderer/replies/answer-on-its-way.test.tsx', 'stays in the chat that was gone to']],
  },
  435: {
    fault: 'A number is on do not contact in two spellings, and its person is let back in',
    must: 'it is there once, and by any spelling they are off it',
    shown: [['test/unit/do-not-contact/commands.test.ts', 'has a number once in whichever spelling']],
  },
  411: {
    fault: 'The columns of a long list are changed again while it is still being read for the last change',
    must: 'both changes hold',
    shown: [['test/renderer/campaigns/column-form.test.tsx', 'two changes of columns both hold']],
  },
  412: {
    fault: 'A column has an address of the web for each person, with a question mark in it',
    must: 'it stands in their message; only a question mark within a word is a lost letter',
    shown: [['test/unit/domain/lists/blank-cell.test.ts', 'where a code page destroyed the letters of %j']],
  },
  418: {
    fault:
      'A notification leads to another campaign, or what is selected leaves the list, while a question about it is open',
    must: 'the question is gone: it is never asked about another campaign or other messages',
    shown: [
      ['test/renderer/outbox/another-campaign.test.tsx', 'is never asked about that one'],
      ['test/renderer/outbox/selection.test.tsx', 'none opens by itself for what is selected next'],
    ],
  },
  470: {
    fault: 'Somebody is erased while a list of theirs is read again',
    must: 'what the list says of them is not put back',
    shown: [['test/unit/campaigns/list-again.test.ts', 'leaves whoever was erased while it was compared as they are']],
  },
  447: {
    fault: 'A file with semicolons between its cells has a comma in each name and amount',
    must: 'its columns are read as they are: no number is put together from two of them',
    shown: [['test/unit/formats/delimited.test.ts', 'with a comma in each name and each amount of a list']],
  },
  448: {
    fault: 'A list says since when somebody is dead or has left, or says “stop” beside their number',
    must: 'they are left out, as where it says no in words',
    shown: [['test/unit/lists/says-no.test.ts', '%s: %s is a no']],
  },
  449: {
    fault: 'Somebody heard from another campaign today, and has a reminder in three weeks',
    must: 'asked about and left out by that only where their own time comes within a day of it; they get the reminder',
    shown: [
      ['test/unit/campaigns/own-times-contacts.test.ts', 'is asked about where their own time comes within a day'],
    ],
  },
  490: {
    fault: 'A list with dates has a person twice on one of them, and the other row is to be kept',
    must: 'that row’s text goes; the rows of their other dates stay',
    shown: [['test/unit/lists/change-list.test.ts', 'keeps the other row of two with one number and one date']],
  },
  502: {
    fault: 'A do-not-contact file has rows of which no number can be read',
    must: 'the others are blocked; the rows are named with what stands there, until the operator closes it',
    shown: [
      ['test/unit/lists/number-list.test.ts', 'says in which rows there is none'],
      ['test/renderer/do-not-contact/proposals.test.tsx', 'in which rows there is no number'],
    ],
  },
  505: {
    fault:
      'A do-not-contact file has numbers that lost a zero or a plus, or stand with words or other numbers in a cell',
    must: 'every number that the cell may be is blocked: the list of a campaign may have lost the same zero',
    shown: [['test/unit/lists/number-list.test.ts', 'blocks each number that a damaged cell may be']],
  },
  495: {
    fault:
      'A list has numbers with what was dialled before them for many years: 01, 044 and 045 in Mexico, 8 in Ukraine, 09 in Chile',
    must: 'each is read as the number behind it, and found again in any of its forms',
    shown: [['test/unit/domain/phone/phone.test.ts', 'is one without what was put before it']],
  },
  498: {
    fault: 'People are looked through on Monday who wrote over a weekend in which the app was closed',
    must: 'each stands by when they wrote; who is left out for having written is decided by when it was heard of',
    shown: [['test/unit/db/people/people.test.ts', 'show when they wrote, however much later that was heard of']],
  },
  521: {
    fault: 'A campaign is copied with a list of which one person was erased, or they are erased while the copy waits',
    must: 'left out and counted by Check and the report; nothing is made for them, and the backup can be put back',
    shown: [['test/unit/campaigns/erased.test.ts', 'leaves out whoever was erased since']],
  },
  661: {
    fault: 'A column says “do not text”, the day of a death, or in words that a consent was refused or taken back',
    must: 'they are left out, as where it says “do not call”; a refusal of e-mail alone is none',
    shown: [['test/unit/lists/says-no.test.ts', '%s: %s is a no']],
  },
  662: {
    fault: 'An address book has a column, or a name beside a number, that says assistant, sister, mother, emergency',
    must: 'nobody’s message goes there in place of their own landline or empty cell without a question',
    shown: [
      ['test/unit/domain/lists/header-words.test.ts', '%s is of somebody else'],
      ['test/unit/lists/vcards.test.ts', 'has a number that its owner named as somebody else’s last'],
    ],
  },
  663: {
    fault: 'Somebody’s only numbers are two in a cell of a further phone column, as address books write them',
    must: 'it is asked which of them is meant, and not said that they have no number',
    shown: [
      [
        'test/unit/domain/lists/row-reading.test.ts',
        'with several numbers in its second column alone waits for the decision which of them it is',
      ],
    ],
  },
  664: {
    fault:
      'Numbers abroad stand on a list as Australia dials them, after 0011, or on an Italian one without their plus',
    must: 'read as what they are, or asked about: never taken for American ones or for the mailbox of an Italian number',
    shown: [
      ['test/unit/domain/phone/phone.test.ts', 'a number that names its country needs none given'],
      ['test/unit/domain/lists/cell-reading.test.ts', 'that is a landline here and a mobile elsewhere in the list'],
    ],
  },
  666: {
    fault:
      'A spreadsheet that expected another delimiter has put each row of a list into a single quoted cell, or some rows',
    must: 'the rows are read as they were; nobody of them is said to have no number',
    shown: [
      ['test/unit/formats/delimited.test.ts', 'when a spreadsheet has put each row, or some rows, into a single cell'],
    ],
  },
  667: {
    fault: 'Two tables of people stand side by side in a sheet, each with its name and its number',
    must: 'nobody of the first is written to at the number beside them in the second; that these numbers are not used is said',
    shown: [
      [
        'test/unit/domain/lists/header-words.test.ts',
        'is none of a second table of people that stands beside the first',
      ],
      ['test/renderer/campaigns/recipients-step.test.tsx', 'says what is hidden in the spreadsheet or not used of it'],
    ],
  },
  668: {
    fault: 'A list names the country of each row in German, French, Italian or Dutch, by a flag, or as ISO spells it',
    must: 'its number is read for that country, and not for that of the list',
    shown: [['test/unit/domain/phone/country-names.test.ts', '%j is %s']],
  },
  669: {
    fault: 'A remark says since when or where somebody died or opted out: “verstorben am 12.03.2024”',
    must: 'they are left out: only what one asks for, as “do not call before 10”, can be limited to a time',
    shown: [['test/unit/lists/says-no.test.ts', '%s: %s is a no']],
  },
  670: {
    fault: 'A Brazilian number behind 0055, which is also dialled before numbers abroad, has a digit too many',
    must: 'it is asked about, and never read as what follows 0055: a number in another country',
    shown: [['test/unit/domain/phone/phone.test.ts', 'a number that names its country needs none given']],
  },
  671: {
    fault: 'A list has everything in one column, with the surname before a comma in some of its quoted rows',
    must: 'all numbers stay in that column; nobody is said to have none',
    shown: [
      ['test/unit/formats/delimited.test.ts', 'when a spreadsheet has put each row, or some rows, into a single cell'],
    ],
  },
  672: {
    fault:
      'A column asks for consent in other words, names both answers (“Opt-in / Opt-out”), or has a no with a remark; a note says “don’t text” or “não envie”',
    must: 'whoever it says no of is left out, with its words',
    shown: [['test/unit/lists/says-no.test.ts', '%s: %s is a no']],
  },
  673: {
    fault:
      'A word of a column or an address only looks like a refusal: “Bloque 2”, “Planta baja”, “Death benefit”, a link to unsubscribe',
    must: 'nobody is left out',
    shown: [['test/unit/lists/says-no.test.ts', '%s: %s is none']],
  },
  674: {
    fault: 'Somebody stands twice on a list, and only one of the two rows says “do not contact”',
    must: 'both are left out, with the cell that says so; whoever has the number of somebody who died stays in',
    shown: [
      [
        'test/unit/lists/says-no.test.ts',
        'are left out of rows that say nothing too, unless the words are about another person with their number',
      ],
      ['test/unit/lists/reread-rows.test.ts', 'make the list that reading all of it makes'],
    ],
  },
  675: {
    fault: 'The list is read again, and a number stands in it under the name of somebody else by now',
    must: 'nobody gets what was written for another: the waiting message is made for the new name, shown and said under it',
    shown: [
      [
        'test/unit/lists/read-again.test.ts',
        'goes to whoever has the number now, by their name, until the changes are undone',
      ],
    ],
  },
  676: {
    fault: 'Somebody stands on a list in two rows, with an old and a new number',
    must: 'Check says how many full names have several numbers, each of which gets the message',
    shown: [
      ['test/unit/campaigns/blanks.test.ts', 'says how many full names get it at several numbers, of whoever gets it'],
    ],
  },
  677: {
    fault: 'A campaign is copied with its list after a reading found that a number had been corrected',
    must: 'the copy goes to the new number alone; whoever is gone from the list is counted as no longer fitting',
    shown: [
      [
        'test/unit/lists/read-again.test.ts',
        'reads numbers of a country that was named for them as before, and lets nobody in for another row',
      ],
    ],
  },
};
