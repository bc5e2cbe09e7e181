import { useState } from 'react';
import type { Condition } from '../../../domain/people/person-filter.ts';
import { ConditionBar } from '../../shared/people/condition-bar.tsx';
import { useCounts, usePeopleChoices } from '../../shared/people/use-people.ts';
import { useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';

/** Chooses the people of a campaign among all who are known. Nothing where nobody is. */
export function PeopleSource({ onDraw }: { onDraw: (conditions: Condition[]) => void }) {
  const text = useText();
  const { choices } = usePeopleChoices();
  const [conditions, setConditions] = useState<Condition[]>([]);
  const { totals } = useCounts(conditions.length === 0 ? [] : [{ conditions, search: '' }], 0);
  const count = totals?.[0] ?? null;
  if (choices === null || choices.total === 0) return null;
  return (
    <section>
      <div className="part-header">
        <h2>{text('people.source.title')}</h2>
      </div>
      <div className="row wrap">
        <ConditionBar conditions={conditions} choices={choices} onChange={setConditions} />
        {conditions.length > 0 && (
          <Button disabled={count === null || count === 0} onPress={() => onDraw(conditions)}>
            {count === null ? text('outbox.counting') : text('people.source.use', { count })}
          </Button>
        )}
      </div>
    </section>
  );
}
