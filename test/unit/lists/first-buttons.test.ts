import { describe, expect, test } from 'vitest';
import { arabicClinic } from '../../support/lists/arabic-clinic.ts';
import { brazilianCrm } from '../../support/lists/brazilian-crm.ts';
import type { GeneratedList } from '../../support/lists/generated-list.ts';
import { germanClub } from '../../support/lists/german-club.ts';
import { judge, walkByFirstButtons } from '../../support/lists/walk.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';
import { workbook } from '../formats/fixtures.ts';

/** Further seeds are tried by hand: `LIST_SEEDS=2,3,4 npm run test:unit -- test/unit/lists/first-buttons.test.ts`. */
const seeds = (process.env.LIST_SEEDS ?? '1').split(',').map(Number);
/** The most presses that a list may ask of the operator. */
const mostClicks = 40;
/** The share of the rows that a careful person could use. */
const leastUsed = 0.98;

const club = (seed: number) => germanClub(seed, workbook);

/** The result of a list by the first buttons alone, compared with the truth of its rows. */
async function walked(list: GeneratedList, country: string) {
  const stores = temporaryStores();
  const { report, clicks } = await walkByFirstButtons(stores, list, country);
  return { clicks, judgement: judge(stores, report.id, list) };
}

describe.each(seeds)('a list of seed %i, by the first buttons alone', (seed) => {
  test.each([
    ['a Brazilian customer file', () => brazilianCrm(seed), 'BR'],
    ['the appointments of an Arabic clinic', () => arabicClinic(seed), 'EG'],
    ['the members of a German club', () => club(seed), 'GB'],
  ] as const)('%s reaches everybody who can be reached, and nobody else', async (_name, make, country) => {
    const { clicks, judgement } = await walked(make(), country);
    expect(judgement.wrongCountry).toEqual([]);
    expect(judgement.strangers).toEqual([]);
    const missed = judgement.missed.length;
    expect(missed, judgement.missed.join('\n')).toBeLessThanOrEqual(judgement.usable * (1 - leastUsed));
    expect(clicks.length).toBeLessThan(mostClicks);
  });
});
