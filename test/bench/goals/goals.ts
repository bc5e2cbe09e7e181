import { campaignGoals } from './campaign-goals.ts';
import { dueGoals } from './due-goals.ts';
import type { Figure, Size } from './figures.ts';
import { importGoals } from './import-goals.ts';
import { lifeGoals } from './life-goals.ts';
import { loopGoals } from './loop-goals.ts';
import { outboxGoals } from './outbox-goals.ts';
import { peopleGoals } from './people-goals.ts';
import { readingGoals } from './reading-goals.ts';
import { reportGoals } from './report-goals.ts';
import { startGoals } from './start-goals.ts';
import { stepGoals } from './step-goals.ts';
import { campaignsGoals, storedGoals } from './stored-goals.ts';
import { waitingGoals } from './waiting-goals.ts';

/** The table of goals by the part that measures each line, in the order in which the parts run. */
export const goals = {
  stored: ({ stored }: Size) => storedGoals(stored),
  campaigns: ({ stored }: Size) => campaignsGoals(stored),
  people: ({ stored }: Size) => peopleGoals(stored),
  start: startGoals,
  waiting: () => waitingGoals(),
  steps: stepGoals,
  loop: loopGoals,
  life: lifeGoals,
  import: importGoals,
  reading: readingGoals,
  report: reportGoals,
  due: ({ dueMessages }: Size) => dueGoals(dueMessages),
  campaign: ({ campaignMessages }: Size) => campaignGoals(campaignMessages),
  outbox: ({ outboxMs }: Size) => outboxGoals(outboxMs),
} satisfies Record<string, (size: Size) => Figure[] | Promise<Figure[]>>;

export type GoalName = keyof typeof goals;
