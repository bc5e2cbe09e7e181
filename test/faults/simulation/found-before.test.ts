import { afterEach, beforeEach, expect, it } from 'vitest';
import { Disk } from './disk.ts';
import type { Plan } from './plan.ts';
import { run } from './run.ts';
import { allWell } from './weakness.ts';
import type { Outcome } from './whatsapp.ts';

const well: Outcome = { ...allWell, copy: 'truth' };
const draft = { people: [1], name: 0, text: 0, isRepeat: false, file: null } as const;

/** Plans that once broke a promise, as short as they were found. */
const found: readonly (Plan & { readonly what: string })[] = [
  {
    what: 'raises the alarm for a refused message that left, also when its acknowledgement is not higher than what is known',
    outcomes: [{ ...well, asks: 'other_text' }, { ...well, asks: 'twice', bypassesGate: true }, well],
    commands: [
      { do: 'start_campaign', ...draft },
      { do: 'fault', kind: 'disk_full', afterSteps: 28 },
      { do: 'start_campaign', ...draft, file: 0 },
      { do: 'pass', ms: 1_000 },
      { do: 'ack', which: 0, ack: -1, how: 'truly' },
      { do: 'ack', which: 0, ack: -1, how: 'truly' },
      { do: 'pass', ms: 1_000 },
    ],
  },
  {
    what: 'writes to nobody under a second number whose first is on the list, where both have one LID',
    outcomes: [well],
    commands: [
      { do: 'stop', which: 2, under: 'number' },
      { do: 'decide_stops', answer: 'add' },
      { do: 'start_campaign', ...draft },
      { do: 'pass', ms: 1_000 },
    ],
  },
  {
    what: 'keeps what another computer reports of somebody whose declared repeat is before its gate and does not leave',
    outcomes: [{ ...well, asks: 'other_text', meanwhile: 'report' }, well],
    commands: [
      { do: 'start_campaign', ...draft, isRepeat: true },
      { do: 'start_campaign', ...draft },
      { do: 'pass', ms: 1_000 },
    ],
  },
];

let disk: Disk;
beforeEach(() => {
  disk = new Disk();
});
afterEach(() => disk.remove());

async function carryOut(plan: Plan): Promise<void> {
  const counts = await run(plan, { disk });
  expect(counts.steps).toBe(plan.commands.length);
}

it.each(found)('$what', carryOut);

it('knows the dates of a draft whose making was cut off by a crash, and which is started later', async () => {
  await carryOut({
    outcomes: [{ ...well, ack: 'late' }, well],
    accounts: 2,
    commands: [
      { do: 'pause' },
      { do: 'start_from', people: [0, 1], name: 0, text: 0, isRepeat: false, from: [0], named: [] },
      { do: 'resume_account', which: 0 },
      { do: 'fault', kind: 'crash', afterSteps: 14 },
      { do: 'crash' },
      { do: 'start_timed', people: [0], name: 0, text: 0, dates: [1, 1, 1], second: 1 },
      { do: 'start_draft', which: 0 },
      { do: 'pass', ms: 7_800_000 },
    ],
  });
});

it('says of whoever is late that they are missed, also where an alarm comes in a pause', async () => {
  const soon = { do: 'start_timed', people: [0], name: 0, text: 0, dates: [1, 1, 1], second: null } as const;
  const weekly = {
    do: 'start_series',
    every: 'week',
    people: [1],
    name: 0,
    text: 0,
    inDays: 0,
    byItself: false,
  } as const;
  const around = [{ do: 'pause' }, soon, { do: 'late_gate', which: 0 }, { do: 'pass', ms: 1 }] as const;
  const next = { do: 'turn', to: 'next' } as const;
  await carryOut({
    outcomes: [{ ...well, before: 'hangs', bypassesGate: true }, well],
    commands: [
      { do: 'start_campaign', ...draft, people: [0] },
      ...[weekly, next, { do: 'answer_campaign', which: 0 } as const, soon, next],
      ...[{ do: 'answer_campaign', which: 0 } as const, ...around, { do: 'pass', ms: 7_800_000 } as const],
    ],
  });
});

it('draws nobody again for a date that they have, of which a restored backup knows nothing', async () => {
  const weekly = {
    do: 'start_series',
    every: 'week',
    people: [0],
    name: 0,
    text: 0,
    inDays: 2,
    byItself: true,
  } as const;
  const next = { do: 'turn', to: 'next' } as const;
  const restored = [
    { do: 'restore', which: 0 },
    { do: 'start' },
    { do: 'turn', to: 'over' },
    { do: 'resume' },
  ] as const;
  await carryOut({ outcomes: [well], commands: [weekly, { do: 'back_up' }, next, next, ...restored] });
});

it('says of whom the ledger knows what left, also where a restored backup has them wait for a person', async () => {
  const weekly = {
    do: 'start_series',
    every: 'week',
    people: [4, 1],
    name: 0,
    text: 0,
    inDays: 1,
    byItself: false,
  } as const;
  const next = { do: 'turn', to: 'next' } as const;
  await carryOut({
    outcomes: [well],
    commands: [
      ...[weekly, next, next, { do: 'back_up' } as const, { do: 'answer_campaign', which: 4 } as const],
      ...[{ do: 'restore', which: 0 } as const, { do: 'start' } as const],
    ],
  });
});

it('says of whom it missed also where a full disk cut off the start of their campaign', async () => {
  await carryOut({
    outcomes: [well],
    commands: [
      { do: 'fault', kind: 'disk_full', afterSteps: 15 },
      { do: 'start_timed', people: [1, 5], name: 1, text: 1, dates: [4, 1, 4], second: null },
      { do: 'pass', ms: 7_800_000 },
    ],
  });
});
