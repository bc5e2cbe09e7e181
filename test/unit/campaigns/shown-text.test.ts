import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noChoices } from '../../../domain/lists/list-choices.ts';
import { noNumberColumns } from '../../../domain/lists/value-form.ts';
import { succeed } from '../../../domain/result.ts';
import { cellFormat } from '../../../electron/formats/cell-format.ts';
import { makeList } from '../../../electron/lists/intake.ts';
import { type CampaignActions, campaignActionsOf } from '../../support/campaign-actions.ts';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { granted } from '../../support/granted.ts';
import { quickSchedule } from '../../support/schedules.ts';

/** A number as a spreadsheet shows it in one of its formats. */
const formatted = (codes: readonly string[], numbers: fc.Arbitrary<number>) =>
  fc.tuple(fc.constantFrom(...codes), numbers).map(([code, number]) => cellFormat(code)(number, false));
const amounts = formatted(
  ['#,##0.00', '#,##0.00 "€"', '[$£-809]#,##0', '0%', 'General', '#.##0,00', '0.00;[Red]-0.00;"-"'],
  fc.oneof(fc.constant(0), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
);
const dates = formatted(
  ['d mmmm yyyy', 'dd/mm/yy', '[$-416]d "de" mmmm', '[$-401]d mmmm', 'ddd d mmm h:mm', 'yyyy-mm-dd', 'h:mm AM/PM'],
  fc.double({ min: 1, max: 60_000, noNaN: true }),
);
/** Cells of people who have nothing to enter, or where something went wrong. */
const nothing = ['', ' ', '\u200b', '-', ' – ', '.', 'N/A', 'n/a', 'NA', '#N/A', '#REF!', '???', 'null', 'TBC', 's/n'];
const strange = [
  'MarÃ­a',
  'Jo?o',
  'Mar\ufffda',
  '{{town}}',
  '{{x|y}}',
  '}}',
  '\u202egnp',
  'a\r\nb',
  '\ud800',
  'ليلى',
  '👩\u200d👧',
];
const cells = fc.oneof(
  fc.constantFrom(...nothing),
  fc.constantFrom(...strange),
  fc.constantFrom('Ana', 'São Paulo', 'North  Quay', '0'),
  amounts,
  dates,
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const row = fc.tuple(cells, cells, amounts, dates, cells);
const rows = fc.array(row, { minLength: 1, maxLength: 6 });
const pieces = fc.constantFrom(
  ...['Hello ', '{{name}}', '{{name|friend}}', ' {{Town}}', '{{town|your town}}', '{{amount}}', '{{amount|nothing}}'],
  ...['{{ DAY }}', '{{day|soon}}', '{{note|}}', '{{note}}', '\r\n', '!', ' {', '}} ', '{{|x}}'],
);
const texts = fc.array(pieces, { minLength: 1, maxLength: 6 }).map((some) => some.join(''));

const headers = ['Name', 'Mobile', 'Town', 'Amount', 'Day', 'Note'];
const mapping = {
  phone: 1,
  further: [],
  area: null,
  name: 0,
  country: null,
  fields: ['town', 'amount', 'day', 'note'].map((key, place) => ({ key, index: place + 2 })),
};

let rig: Rig;
let campaign: CampaignActions;
let people = 0;
beforeEach(() => {
  rig = makeRig();
  campaign = campaignActionsOf(rig);
});
afterEach(() => rig.close());

/** Each number is used once: a person who heard from an earlier campaign would be left out of the next. */
function nextPhone(): string {
  people += 1;
  return `+55119${80_000_000 + people}`;
}

/** A draft with a list that was read like the rows of a file. */
async function draft(text: string, written: readonly (readonly string[])[]): Promise<number> {
  const { db, campaigns } = rig.stores;
  const read = written.map(([name = '', ...others], index) =>
    succeed({ rowNumber: index + 2, cells: [name, nextPhone(), ...others], broken: false }),
  );
  const source = {
    fileName: 'people.xlsx',
    country: 'BR' as const,
    headers,
    mapping,
    choices: noChoices,
    numbers: noNumberColumns,
    rows: () => read,
  };
  const progress = { nowMs: () => rig.clock.nowMs(), onProgress: () => undefined };
  const { listId } = granted(await makeList(db, { ...source, totalRows: read.length }, progress));
  const id = campaigns.create('Volunteer Day', quickSchedule, rig.clock.nowMs());
  campaigns.update(id, { text, listId, leaveBlanksOut: true });
  return id;
}

/** The preview's text for everybody on the list, and whether somebody would get a blank. */
function previews(id: number, text: string) {
  const first = granted(campaign.preview({ id, index: 0, text }));
  return Array.from({ length: first.total }, (_, index) => granted(campaign.preview({ id, index, text })));
}

type Step =
  | { readonly do: 'correct'; readonly who: number; readonly town: string }
  | { readonly do: 'edit'; readonly text: number }
  | { readonly do: 'pass' }
  | { readonly do: 'answer'; readonly answer: 'send' | 'leave_out' };

const editions = [
  'See you in {{town|your town}}',
  'Dear {{name|friend}}, come to {{town|us}}',
  'All of {{town|it}}!',
] as const;
const correct = fc.record({ do: fc.constant('correct' as const), who: fc.nat(5), town: cells });
const pass = fc.constant({ do: 'pass' as const });
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: correct },
  { weight: 3, arbitrary: pass },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('edit' as const), text: fc.nat(editions.length - 1) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('answer' as const), answer: fc.constantFrom('send', 'leave_out') }),
  },
);

/** The preview's present text for everybody, by number. */
function shownNow(id: number): ReadonlyMap<string, string> {
  const { text } = granted(campaign.get(id));
  return new Map(previews(id, text).map((preview) => [preview.phone, preview.text]));
}

/** Returns whether the operator was shown the texts as they are now. */
async function take(id: number, step: Step): Promise<boolean> {
  if (step.do === 'pass') await rig.clock.pass(300);
  if (step.do === 'correct')
    rig.stores.db.run(
      `UPDATE recipient SET cells = json_set(cells, '$[2]', ?) WHERE id = (SELECT recipient_id FROM message WHERE campaign_id = ?
         ORDER BY id LIMIT 1 OFFSET ?)`,
      ...[step.town, id, step.who],
    );
  if (step.do === 'answer')
    return (await campaign.answer({ id, about: 'text_changed', answer: step.answer })).ok && step.answer === 'send';
  if (step.do !== 'edit') return false;
  const text = editions[step.text] ?? editions[0];
  // Saving the same text is no change, and the checked texts remain those that were shown.
  const isOther = text !== granted(campaign.get(id)).text;
  campaign.pause(id);
  const isTaken = (await campaign.update({ id, text })).ok;
  campaign.resume(id);
  return isOther && isTaken;
}

describe('what was shown is what leaves', () => {
  it('letter by letter, whatever stands in the cells, and nobody who gets it was not counted', async () => {
    await fc.assert(
      fc.asyncProperty(texts, rows, async (text, written) => {
        const id = await draft(text, written);
        const shown = previews(id, text);
        const check = granted(await campaign.check(id));
        const started = await campaign.start(id);
        expect(started.ok).toBe(check.failures.length === 0);
        if (!started.ok) return;
        const before = rig.messenger.delivered.length;
        await rig.clock.pass(10_000);
        const left = rig.messenger.delivered.slice(before).map(({ phone, text: words }) => ({ phone, text: words }));
        const expected = shown.filter(({ blanks, text: words }) => blanks.length === 0 && words.trim() !== '');
        expect(left).toEqual(expected.map(({ phone, text: words }) => ({ phone, text: words })));
        expect(left).toHaveLength(check.willSend);
        expect(granted(campaign.get(id)).state).toBe('finished');
      }),
      { numRuns: 60 },
    );
    expect(rig.messenger.delivered.length).toBeGreaterThan(20);
  }, 60_000);

  it('also where the list and the text change while people wait: what changed is asked about first', async () => {
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 4, maxLength: 6 }),
        fc.array(steps, { minLength: 4, maxLength: 12 }),
        async (written, taken) => {
          const id = await draft(editions[0], written);
          if (!(await campaign.start(id)).ok) return;
          let shown = shownNow(id);
          for (const step of taken) {
            const before = rig.messenger.delivered.length;
            const renewed = await take(id, step);
            const now = renewed ? shownNow(id) : shown;
            for (const { phone, text } of rig.messenger.delivered.slice(before))
              expect([shown.get(phone), now.get(phone)]).toContain(text);
            shown = now;
            asked += rig.stores.queue.setAside(id).textChanged;
          }
          await campaign.cancel(id);
        },
      ),
      { numRuns: 40 },
    );
    expect(asked).toBeGreaterThan(5);
  }, 60_000);

  it('also where a column is full of words for nothing', async () => {
    const text = 'Meet in {{town|your town}}, {{name|friend}}';
    const id = await draft(
      text,
      nothing.map((cell) => [cell, cell, '1', '2', '']),
    );
    expect(granted(await campaign.check(id))).toMatchObject({
      fallbacks: [
        { key: 'town', people: nothing.length },
        { key: 'name', people: nothing.length },
      ],
    });
    granted(await campaign.start(id));
    await rig.clock.pass(10_000);
    expect(new Set(rig.messenger.delivered.map((delivery) => delivery.text))).toEqual(
      new Set(['Meet in your town, friend']),
    );
    expect(rig.messenger.delivered).toHaveLength(nothing.length);
  });
});
