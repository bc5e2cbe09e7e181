import { teamMigrations } from '../../../../db/team/migrations.ts';
import { type TestTeam, teamFolder } from '../../../support/team.ts';

/** The team's functions with a rule left out: the same runs must then find somebody twice. */
export const weakenings = {
  'no fences': [
    [`  IF FOUND THEN\n    -- Told by whoever has them`, `  IF false THEN\n    -- Told by whoever has them`],
    [`IF EXISTS (SELECT FROM sendonce.fence WHERE key = ANY (p_keys) AND number <> n)`, `IF false`],
  ],
  // Each of the two finds nearly all that the other does, so neither is missed in a few runs. The model misses both.
  'restores not noticed': [
    [`IF t.identity <> identity THEN`, `IF false THEN`],
    [`NOT EXISTS (SELECT FROM sendonce.reservation r WHERE r.token = s)`, `false`],
  ],
  'repeats follow what came since': [
    [
      `coalesce(f.repeat, 0) < coalesce(asked.repeat, newest) AND f.number <= p_after
      AND coalesce(r.ended <= p_after OR (r.member = s.me AND r.outcome > 1), false)`,
      `coalesce(f.repeat, 0) < asked.repeat`,
    ],
    [
      `coalesce(f.repeat, 0) < excluded.repeat AND f.number <= p_after
    AND EXISTS (SELECT FROM sendonce.reservation r WHERE r.number = f.number AND (r.ended <= p_after OR (r.member = s.me AND r.outcome > 1)))`,
      `coalesce(f.repeat, 0) < excluded.repeat`,
    ],
  ],
  'hold ignored': [
    [
      `said := CASE WHEN m.told_epoch < t.epoch THEN 'tell' WHEN t.held_at IS NOT NULL THEN 'held' ELSE 'open' END;`,
      `said := 'open';`,
    ],
  ],
  'stops ignored': [
    [`IF EXISTS (SELECT FROM sendonce.stop WHERE key = ANY (p_stops || p_also) AND NOT is_lifted)`, `IF false`],
    [`WHERE key IN (SELECT key FROM sendonce.stop WHERE added >= p_after::xid8)`, `WHERE false`],
    [`WHERE (p_after IS NULL OR o.key > p_after)`, `WHERE false`],
  ],
} as const satisfies Readonly<Record<string, readonly (readonly [string, string])[]>>;
export type Weakening = keyof typeof weakenings;

/** The statements of the team's schema without a rule. Throws where the rule is not written as it is known here. */
export function weakenedSchema(weakening: Weakening): string {
  let schema = teamMigrations(teamFolder);
  for (const [rule, instead] of weakenings[weakening]) {
    if (!schema.includes(rule)) throw new Error(`not in the schema: ${rule}`);
    schema = schema.replace(rule, instead);
  }
  return schema;
}

/** Puts the weakened functions in the place of a team's own. */
export async function weaken(team: TestTeam, weakening: Weakening): Promise<void> {
  const functions =
    weakenedSchema(weakening).match(
      /CREATE FUNCTION sendonce\.(?:reserve|standing|news|stops)\([\s\S]*?\nEND \$\$;/g,
    ) ?? [];
  await team.sql(functions.map((one) => one.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION')).join('\n'));
}
