import type { Condition } from '../../../domain/people/person-filter.ts';
import { useText } from '../../text.tsx';
import { useNameOfAccount } from '../accounts/account-now.tsx';
import type { PeopleChoices } from './use-people.ts';

export type ConditionKind = Condition['kind'];

/** A condition in the words of staff. What it names may no longer exist. */
export function useConditionWords(choices: PeopleChoices | null): (condition: Condition) => string {
  const text = useText();
  const nameOf = useNameOfAccount();
  const joined = (ids: readonly number[], named: readonly { id: number; name: string }[] = []) =>
    ids.map((id) => named.find((one) => one.id === id)?.name ?? text('people.gone')).join(` ${text('people.or')} `);
  return (condition) => {
    if (condition.kind === 'quiet') return text('people.is.quiet', { count: condition.days });
    const is = condition.is ? 'is' : 'isNot';
    switch (condition.kind) {
      case 'tagged':
        return text(`people.${is}.tagged`, { what: joined(condition.tagIds, choices?.tags) });
      case 'got':
        return text(`people.${is}.got`, { what: joined(condition.campaignIds, choices?.campaigns) });
      case 'onList':
        return text(`people.${is}.onList`, { what: joined(condition.listIds, choices?.lists) });
      case 'account':
        return text(`people.${is}.account`, { what: condition.accounts.map(nameOf).join(` ${text('people.or')} `) });
      case 'column': {
        const { header, value } = condition;
        return value.trim() === ''
          ? text(`people.${is}.columnEmpty`, { header })
          : text(`people.${is}.column`, { header, value });
      }
      case 'twice':
        return text(`people.${is}.twice`);
      case 'answered': {
        const { word } = condition;
        return word.trim() === '' ? text(`people.${is}.answered`) : text(`people.${is}.answeredWith`, { word });
      }
    }
  };
}
