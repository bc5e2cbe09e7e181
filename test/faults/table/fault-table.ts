import type { FaultRow } from './fault-row.ts';
import { aNightFaults } from './rows/a-night.ts';
import { accountsFaults } from './rows/accounts.ts';
import { answersFaults } from './rows/answers.ts';
import { oneMessageFaults } from './rows/one-message.ts';
import { ownTimesFaults } from './rows/own-times.ts';
import { peopleFaults } from './rows/people.ts';
import { storedDataFaults } from './rows/stored-data.ts';
import { teamFaults } from './rows/team.ts';
import { teamCampaignsFaults } from './rows/team-campaigns.ts';
import { teamServerFaults } from './rows/team-server.ts';
import { textsAndOutagesFaults } from './rows/texts-and-outages.ts';
import { theGateFaults } from './rows/the-gate.ts';
import { whatsappPageFaults } from './rows/whatsapp-page.ts';

/** The faults that the product must survive, by number, each with the tests that show it. Each theme has a file. */
const faults: Readonly<Record<number, FaultRow>> = {
  ...oneMessageFaults,
  ...theGateFaults,
  ...aNightFaults,
  ...whatsappPageFaults,
  ...textsAndOutagesFaults,
  ...storedDataFaults,
  ...peopleFaults,
  ...answersFaults,
  ...ownTimesFaults,
  ...accountsFaults,
  ...teamFaults,
  ...teamCampaignsFaults,
  ...teamServerFaults,
};

export const faultTable = Object.entries(faults).map(([number, row]) => ({ number: Number(number), ...row }));

/** The row as `docs/reliability.md` shows it. */
export function asMarkdown({ number, fault, must, shown }: (typeof faultTable)[number]): string {
  const commands = shown.map(([file, test]) => `\`npx vitest run ${file} -t '${test}'\``);
  return `| ${number} | ${fault} | ${must} | ${commands.join('<br>')} |`;
}
