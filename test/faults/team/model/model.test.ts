import { describe, expect, it } from 'vitest';
import { ofFirstVersion, type Scenario, type ScenarioName, scenarios, type Variant, weaknesses } from './scenarios.ts';
import { search } from './search.ts';

/** The scenarios that take less than a minute. `npm run faults -- --only team-model` searches all. */
const all = Object.entries(scenarios) as [ScenarioName, Scenario][];
const small = all.filter(([, { isLarge }]) => !isLarge);
const isSmall = (name: ScenarioName) => small.some(([one]) => one === name);
const weak = (Object.entries(weaknesses) as [Variant, readonly ScenarioName[]][]).flatMap(([variant, where]) =>
  where.filter(isSmall).map((name) => ({ variant, name })),
);

describe('the fences of a team, searched in full', () => {
  it.each(small.filter(([, { isLost }]) => !isLost))('send nobody twice, nor behind a stop: %s', (name) => {
    const variants: readonly Variant[][] = ofFirstVersion.includes(name) ? [[], ['first-version']] : [[]];
    for (const one of variants) expect(search(name, one)).toMatchObject({ found: null });
  });

  it.each(small.filter(([, { isLost }]) => isLost))('show what cannot be promised: %s', (name) => {
    expect(search(name)).toMatchObject({ found: 'twice' });
  });

  it.each(weak)('find somebody twice without a rule: $variant in $name', ({ variant, name }) => {
    expect(search(name, [variant]).found).not.toBeNull();
  });
});
