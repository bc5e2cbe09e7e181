import type { Condition } from '../../../domain/people/person-filter.ts';
import { useText } from '../../text.tsx';
import { useNameOfAccount } from '../accounts/account-now.tsx';
import type { PeopleChoices } from './use-people.ts';

export type ConditionKind = Condition['kind'];

/** A condition as staff say it. What it names may be gone. */
export function useConditionWords(choices: PeopleChoices | null): (condition: Condition) => string {
  const text = useText();
  const nameOf = useNameOfAccount();
  const joined = (ids: readonly number[], named: readonly { id: number; name: string }[] = []) =>
    ids.map((id) => named.find((one) => one.id === id)?.name ?? text('people.gone')).join(` ${text('people.or')} `);
  return (condition) => {
    switch (condition.kind) {
      case 'tagged':
        return text(condition.is ? 'people.is.tagged' : 'people.isNot.tagged', {
          what: joined(condition.tagIds, choices?.tags),
        });
      case 'got':
        return text(condition.is ? 'people.is.got' : 'people.isNot.got', {
          what: joined(condition.campaignIds, choices?.campaigns),
        });
      case 'onList':
        return text(condition.is ? 'people.is.onList' : 'people.isNot.onList', {
          what: joined(condition.listIds, choices?.lists),
        });
      case 'account': {
        const what = condition.accounts.map(nameOf).join(` ${text('people.or')} `);
        return text(condition.is ? 'people.is.account' : 'people.isNot.account', { what });
      }
      case 'column': {
        const { is, header, value } = condition;
        if (value.trim() === '') return text(is ? 'people.is.columnEmpty' : 'people.isNot.columnEmpty', { header });
        return text(is ? 'people.is.column' : 'people.isNot.column', { header, value });
      }
      case 'twice':
        return text(condition.is ? 'people.is.twice' : 'people.isNot.twice');
      case 'quiet':
        return text('people.is.quiet', { count: condition.days });
      case 'answered': {
        if (condition.word.trim() === '') return text(condition.is ? 'people.is.answered' : 'people.isNot.answered');
        return text(condition.is ? 'people.is.answeredWith' : 'people.isNot.answeredWith', { word: condition.word });
      }
    }
  };
}
