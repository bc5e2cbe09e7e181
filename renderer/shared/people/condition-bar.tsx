import { Clock3, Columns3, type LucideIcon, Plus, Reply, Sheet, Smartphone, Tag, Upload, Users, X } from 'lucide-react';
import { useState } from 'react';
import { limits } from '../../../domain/limits.ts';
import type { Condition } from '../../../domain/people/person-filter.ts';
import { useText } from '../../text.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useHasSeveralAccounts } from '../accounts/account-now.tsx';
import { ConditionDialog } from './condition-dialog.tsx';
import { type ConditionKind, useConditionWords } from './condition-words.ts';
import type { PeopleChoices } from './use-people.ts';

/** In the order in which they are offered. */
const icons: Record<ConditionKind, LucideIcon> = {
  tagged: Tag,
  got: Upload,
  answered: Reply,
  quiet: Clock3,
  onList: Sheet,
  account: Smartphone,
  column: Columns3,
  twice: Users,
};

/** A filter as a sentence: conditions that must all hold, each with a button to remove it, and a button to add one. */
export function ConditionBar(props: {
  readonly conditions: readonly Condition[];
  readonly choices: PeopleChoices | null;
  readonly onChange: (conditions: Condition[]) => void;
}) {
  const { conditions, choices, onChange } = props;
  const text = useText();
  const words = useConditionWords(choices);
  const isOfSeveral = useHasSeveralAccounts();
  const kinds = (Object.keys(icons) as ConditionKind[]).filter((kind) => kind !== 'account' || isOfSeveral);
  const [asked, setAsked] = useState<{ readonly kind: ConditionKind; readonly place: number } | null>(null);
  return (
    <>
      {conditions.map((condition, place) => {
        const said = words(condition);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place in the sentence
          <span key={place} className="cond">
            <button type="button" onClick={() => setAsked({ kind: condition.kind, place })}>
              <bdi className="clip">{said}</bdi>
            </button>
            <IconButton
              kind="quiet"
              size="small"
              icon={X}
              label={text('people.without', { condition: said })}
              onPress={() => onChange(conditions.toSpliced(place, 1))}
            />
          </span>
        );
      })}
      {conditions.length < limits.filterConditions && (
        <Menu
          trigger={
            <button type="button" className="button add-condition">
              <Icon of={Plus} />
              {text('people.addCondition')}
            </button>
          }
          items={kinds.map((kind) => ({
            id: kind,
            icon: icons[kind],
            label: text(`people.ask.${kind}`),
            onSelect: () => setAsked({ kind, place: conditions.length }),
          }))}
        />
      )}
      {asked !== null && (
        <ConditionDialog
          kind={asked.kind}
          condition={conditions[asked.place] ?? null}
          choices={choices}
          onDone={(condition) => onChange(conditions.toSpliced(asked.place, 1, condition))}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
