import { useState } from 'react';
import { limits } from '../../../domain/limits.ts';
import type { Condition } from '../../../domain/people/person-filter.ts';
import { useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckboxChoice, Segmented } from '../../ui/fields/choice.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import type { ConditionKind } from './condition-words.ts';
import type { PeopleChoices } from './use-people.ts';

type Asked = { readonly is: boolean; readonly ids: readonly number[]; readonly word: string; readonly days: string };

/** Asks for what a condition says: yes or no, and of which tags, campaigns or lists; a word, or days. */
export function ConditionDialog({
  kind,
  condition,
  choices,
  onDone,
  onClose,
}: {
  readonly kind: ConditionKind;
  readonly condition: Condition | null;
  readonly choices: PeopleChoices | null;
  readonly onDone: (condition: Condition) => void;
  readonly onClose: () => void;
}) {
  const text = useText();
  const [asked, setAsked] = useState(() => askedOf(condition));
  const made = madeOf(kind, asked);
  const done = () => {
    if (made === null) return;
    onDone(made);
    onClose();
  };
  return (
    <Dialog
      open
      title={text(`people.ask.${kind}`)}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{text('ui.close')}</Button>
          <Button kind="primary" disabled={made === null} onPress={done}>
            {text('people.apply')}
          </Button>
        </>
      }
    >
      {kind === 'quiet' ? (
        <TextField
          type="number"
          label={text('people.days')}
          value={asked.days}
          onChange={(days) => setAsked({ ...asked, days })}
          onEnter={done}
          autoFocus
        />
      ) : (
        <Segmented
          label={text(`people.ask.${kind}`)}
          value={asked.is ? 'yes' : 'no'}
          onChange={(value) => setAsked({ ...asked, is: value === 'yes' })}
          options={[
            { value: 'yes', label: text(`people.yes.${kind}`) },
            { value: 'no', label: text(`people.no.${kind}`) },
          ]}
        />
      )}
      {kind === 'answered' && (
        <TextField
          label={text('people.word')}
          hint={text('people.wordHint')}
          value={asked.word}
          onChange={(word) => setAsked({ ...asked, word })}
          onEnter={done}
          maxLength={limits.stopWordCharacters}
        />
      )}
      {kind !== 'quiet' && kind !== 'answered' && (
        <Boxes options={optionsOf(kind, choices)} ids={asked.ids} onChange={(ids) => setAsked({ ...asked, ids })} />
      )}
    </Dialog>
  );
}

type Option = { readonly id: number; readonly name: string };

function Boxes(props: {
  readonly options: readonly Option[];
  readonly ids: readonly number[];
  readonly onChange: (ids: number[]) => void;
}) {
  const text = useText();
  const { options, ids, onChange } = props;
  if (options.length === 0) return <p className="quiet">{text('people.nothingToChoose')}</p>;
  return (
    <ul className="box-list">
      {options.map(({ id, name }) => (
        <li key={id}>
          <CheckboxChoice
            label={<bdi>{name}</bdi>}
            checked={ids.includes(id)}
            disabled={!ids.includes(id) && ids.length >= limits.filterChoices}
            onChange={(isIn) => onChange(isIn ? [...ids, id] : ids.filter((one) => one !== id))}
          />
        </li>
      ))}
    </ul>
  );
}

function optionsOf(kind: 'tagged' | 'got' | 'onList', choices: PeopleChoices | null): readonly Option[] {
  if (choices === null) return [];
  return { tagged: choices.tags, got: choices.campaigns, onList: choices.lists }[kind];
}

const usualDays = '90';

function askedOf(condition: Condition | null): Asked {
  const none = { is: true, ids: [], word: '', days: usualDays };
  switch (condition?.kind) {
    case undefined:
      return none;
    case 'quiet':
      return { ...none, days: String(condition.days) };
    case 'answered':
      return { ...none, is: condition.is, word: condition.word };
    case 'tagged':
      return { ...none, is: condition.is, ids: condition.tagIds };
    case 'got':
      return { ...none, is: condition.is, ids: condition.campaignIds };
    case 'onList':
      return { ...none, is: condition.is, ids: condition.listIds };
  }
}

/** Null while it asks for nothing. */
function madeOf(kind: ConditionKind, { is, word, days, ...asked }: Asked): Condition | null {
  const ids = [...asked.ids];
  if (kind === 'answered') return { kind, is, word: word.trim() };
  if (kind === 'quiet') {
    const number = Number(days);
    const isRight = Number.isInteger(number) && number >= 1 && number <= limits.quietForDaysMax;
    return isRight ? { kind, days: number } : null;
  }
  if (ids.length === 0) return null;
  if (kind === 'tagged') return { kind, is, tagIds: ids };
  return kind === 'got' ? { kind, is, campaignIds: ids } : { kind, is, listIds: ids };
}
