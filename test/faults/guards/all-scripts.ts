import { checkScripts, indexScripts, keyScripts } from './check-scripts.ts';
import type { Guard } from './schema-copy.ts';
import type { Script } from './scripts.ts';
import { furtherTriggerScripts, triggerScripts } from './trigger-scripts.ts';

/** Every script that shows a guard at work. A guard without one could be lost unnoticed. */
export function scriptsFor({ kind, name }: Guard): readonly Script[] {
  const byKind = { trigger: triggerScripts, check: checkScripts, index: indexScripts, key: keyScripts };
  const first = byKind[kind][name];
  const further = furtherTriggerScripts.flatMap(([trigger, script]) =>
    kind === 'trigger' && trigger === name ? script : [],
  );
  return first ? [first, ...further] : further;
}

/** The errors of a refusal: SQLite's own words, or those of the trigger. */
export const refusals: Readonly<Record<Guard['kind'], RegExp>> = {
  trigger: /^(?!CHECK|UNIQUE|NOT NULL|FOREIGN KEY)/,
  check: /^CHECK constraint failed/,
  index: /^UNIQUE constraint failed/,
  key: /^UNIQUE constraint failed/,
};
