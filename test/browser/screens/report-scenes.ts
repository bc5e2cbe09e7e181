import { report, weeksChart, weeksPauses } from '../../renderer/support/answers.ts';
import { campaignDetail, campaignSummary, listReport } from '../../renderer/support/fixtures.ts';
import { counts, draft, scene } from './scene.ts';

const spring = campaignSummary({ counts, total: 40, state: 'finished' });
const followUp = { ...draft, followsId: spring.id };
const reminder = campaignSummary({ id: 7, name: 'Thank you', followsId: spring.id, counts, total: 40 });
const byLetterBox = { 'report:get': () => ({ ...report(spring), chosenBy: 2 }) };

const stepSums = {
  madeId: 7,
  drawn: 18,
  toCome: 4,
  notSent: 2,
  notConfirmed: 3,
  stopped: 1,
  leftOut: 1,
  notInGroup: 11,
};

/** The report of one campaign, and the files made from it. */
export const reportScenes = {
  report: scene((store) => store.open({ screen: 'report', id: 1 })),
  reportPractice: scene((store) => store.open({ screen: 'report', id: 1 }), {
    practice: { gapMs: 200, ackWaitMs: 5_000 },
  }),
  reportOfWeeks: scene(
    (store) => store.open({ screen: 'report', id: 1 }),
    {},
    {
      handlers: {
        'report:get': () => ({
          ...report(campaignSummary({ counts, total: 40 })),
          chart: weeksChart,
          pauses: weeksPauses,
        }),
      },
    },
  ),
  reportFollowUps: scene((store) => store.open({ screen: 'report', id: 1 }), {
    campaigns: [spring, followUp, reminder],
  }),
  reportSecondStep: scene(
    (store) => store.open({ screen: 'report', id: 1 }),
    { campaigns: [spring, reminder] },
    { handlers: { 'report:get': () => ({ ...report(spring), step: stepSums }) } },
    { scrollTo: '#step-sums' },
  ),
  reportOfFollowUp: scene((store) => store.open({ screen: 'report', id: 7 }), { campaigns: [spring, reminder] }),
  reportSplit: scene(
    (store) => store.open({ screen: 'report', id: 1 }),
    { campaigns: [spring] },
    { handlers: byLetterBox },
    { scrollTo: '.split-card' },
  ),
  reportPart: scene(
    (store) => store.open({ screen: 'report', id: 1 }),
    { campaigns: [spring] },
    { handlers: byLetterBox },
    { click: '.split-table .name-button' },
  ),
  recipientsFollowUp: scene(
    (store) => store.open({ screen: 'campaign', id: followUp.id, step: 'recipients' }),
    { campaigns: [spring, followUp] },
    { handlers: { 'campaign:get': () => campaignDetail(followUp, { list: listReport() }) } },
  ),
};
