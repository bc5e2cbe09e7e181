import { useState } from 'react';
import { limits } from '../../../domain/limits.ts';
import { headerKey } from '../../../domain/lists/segment.ts';
import type { Condition } from '../../../domain/people/person-filter.ts';
import { useOverview } from '../../store/use-store.ts';
import { useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckboxChoice, Segmented } from '../../ui/fields/choice.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { useNameOfAccount } from '../accounts/account-now.tsx';
import type { ConditionKind } from './condition-words.ts';
import type { PeopleChoices } from './use-people.ts';

type Asked = {
  readonly is: boolean;
  readonly ids: readonly number[];
  /** By their numbers. */
  readonly accounts: readonly string[];
  readonly word: string;
  readonly days: string;
  readonly header: string;
};

/** Asks for what a condition says: yes or no, and of which tags, campaigns, lists or accounts; a word, or days. */
export function ConditionDialog(props: {
  readonly kind: ConditionKind;
  readonly condition: Condition | null;
  readonly choices: PeopleChoices | null;
  readonly onDone: (condition: Condition) => void;
  readonly onClose: () => void;
}) {
  const { kind, condition, choices, onDone, onClose } = props;
  const text = useText();
  const [asked, setAsked] = useState(() => askedOf(condition));
  const nameOf = useNameOfAccount();
  const here = useOverview(({ accounts }) => accounts).flatMap(({ phone }) => phone ?? []);
  const headers = kind === 'column' ? headersOf(choices) : [];
  const header = asked.header || (headers[0] ?? '');
  const made = madeOf(kind, { ...asked, header });
  const done = () => {
    if (made === null) return;
    onDone(made);
    onClose();
  };
  return (
    <Dialog
      title={text(`people.ask.${kind}`)}
      onClose={onClose}
      actions={
        <Button kind="primary" disabled={made === null} onPress={done}>
          {text('people.apply')}
        </Button>
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
      {kind === 'column' && headers.length === 0 && <p className="quiet">{text('people.nothingToChoose')}</p>}
      {kind === 'column' && headers.length > 0 && (
        <>
          <Select
            label={text('people.column')}
            value={header}
            options={headers.map((one) => ({ value: one, label: one }))}
            onChange={(chosen) => setAsked({ ...asked, header: chosen })}
          />
          <TextField
            label={text('people.value')}
            hint={text('people.valueHint')}
            value={asked.word}
            onChange={(word) => setAsked({ ...asked, word })}
            onEnter={done}
            maxLength={limits.nameCharacters}
          />
        </>
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
      {(kind === 'tagged' || kind === 'got' || kind === 'onList') && (
        <Boxes options={optionsOf(kind, choices)} ids={asked.ids} onChange={(ids) => setAsked({ ...asked, ids })} />
      )}
      {kind === 'account' && (
        <Boxes
          options={[...new Set([...here, ...asked.accounts])].map((phone) => ({ id: phone, name: nameOf(phone) }))}
          ids={asked.accounts}
          onChange={(accounts) => setAsked({ ...asked, accounts })}
        />
      )}
    </Dialog>
  );
}

type Option<OptionId> = { readonly id: OptionId; readonly name: string };

function Boxes<OptionId extends number | string>(props: {
  readonly options: readonly Option<OptionId>[];
  readonly ids: readonly OptionId[];
  readonly onChange: (ids: OptionId[]) => void;
}) {
  const text = useText();
  const { options, ids, onChange } = props;
  if (options.length === 0) return <p className="quiet">{text('people.nothingToChoose')}</p>;
  return (
    <ul className="box-list grid gap-2">
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

function optionsOf(kind: 'tagged' | 'got' | 'onList', choices: PeopleChoices | null): readonly Option<number>[] {
  if (choices === null) return [];
  return { tagged: choices.tags, got: choices.campaigns, onList: choices.lists }[kind];
}

/** The columns of all lists, each once, as the newest list writes them. */
function headersOf(choices: PeopleChoices | null): readonly string[] {
  const all = (choices?.lists ?? []).flatMap(({ headers }) => headers.map((header) => header.trim()));
  const byKey = new Map(all.toReversed().map((header) => [headerKey(header), header]));
  byKey.delete('');
  return [...byKey.values()].sort((one, other) => one.localeCompare(other));
}

const usualDays = '90';

function askedOf(condition: Condition | null): Asked {
  const none = { is: true, ids: [], accounts: [], word: '', days: usualDays, header: '' };
  switch (condition?.kind) {
    case undefined:
      return none;
    case 'quiet':
      return { ...none, days: String(condition.days) };
    case 'twice':
      return { ...none, is: condition.is };
    case 'answered':
      return { ...none, is: condition.is, word: condition.word };
    case 'column':
      return { ...none, is: condition.is, header: condition.header, word: condition.value };
    case 'account':
      return { ...none, is: condition.is, accounts: condition.accounts };
    case 'tagged':
      return { ...none, is: condition.is, ids: condition.tagIds };
    case 'got':
      return { ...none, is: condition.is, ids: condition.campaignIds };
    case 'onList':
      return { ...none, is: condition.is, ids: condition.listIds };
  }
}

/** Null while it asks for nothing. */
function madeOf(kind: ConditionKind, { is, word, days, header, ...asked }: Asked): Condition | null {
  const ids = [...asked.ids];
  if (kind === 'answered') return { kind, is, word: word.trim() };
  if (kind === 'twice') return { kind, is };
  if (kind === 'column') return header === '' ? null : { kind, is, header, value: word.trim() };
  if (kind === 'quiet') {
    const number = Number(days);
    const isRight = Number.isInteger(number) && number >= 1 && number <= limits.quietForDaysMax;
    return isRight ? { kind, days: number } : null;
  }
  if (kind === 'account') return asked.accounts.length === 0 ? null : { kind, is, accounts: [...asked.accounts] };
  if (ids.length === 0) return null;
  if (kind === 'tagged') return { kind, is, tagIds: ids };
  return kind === 'got' ? { kind, is, campaignIds: ids } : { kind, is, listIds: ids };
}
