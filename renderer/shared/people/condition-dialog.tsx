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
  /** The numbers of the accounts. */
  readonly accounts: readonly string[];
  readonly word: string;
  readonly days: string;
  readonly header: string;
};

type Props = {
  readonly kind: ConditionKind;
  readonly condition: Condition | null;
  readonly choices: PeopleChoices | null;
  readonly onDone: (condition: Condition) => void;
  readonly onClose: () => void;
};

export function ConditionDialog({ kind, condition, choices, onDone, onClose }: Props) {
  const text = useText();
  const [asked, setAsked] = useState(() => askedOf(condition));
  const headers = kind === 'column' ? headersOf(choices) : [];
  const header = asked.header || (headers[0] ?? '');
  const made = madeOf(kind, { ...asked, header });
  const change = (part: Partial<Asked>) => setAsked({ ...asked, ...part });
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
          onChange={(days) => change({ days })}
          onEnter={done}
          autoFocus
        />
      ) : (
        <Segmented
          label={text(`people.ask.${kind}`)}
          value={asked.is ? 'yes' : 'no'}
          onChange={(value) => change({ is: value === 'yes' })}
          options={[
            { value: 'yes', label: text(`people.yes.${kind}`) },
            { value: 'no', label: text(`people.no.${kind}`) },
          ]}
        />
      )}
      <OfWhat kind={kind} asked={{ ...asked, header }} headers={headers} choices={choices} {...{ change, done }} />
    </Dialog>
  );
}

function OfWhat(props: {
  readonly kind: ConditionKind;
  readonly asked: Asked;
  readonly headers: readonly string[];
  readonly choices: PeopleChoices | null;
  readonly change: (part: Partial<Asked>) => void;
  readonly done: () => void;
}) {
  const { kind, asked, headers, choices, change, done } = props;
  const text = useText();
  switch (kind) {
    case 'quiet':
    case 'twice':
      return null;
    case 'account':
      return <Accounts chosen={asked.accounts} onChange={(accounts) => change({ accounts })} />;
    case 'tagged':
    case 'got':
    case 'onList':
      return <Boxes options={optionsOf(kind, choices)} ids={asked.ids} onChange={(ids) => change({ ids })} />;
    case 'column':
      if (headers.length === 0) return <p className="quiet">{text('people.nothingToChoose')}</p>;
      return (
        <>
          <Select
            label={text('people.column')}
            value={asked.header}
            options={headers.map((one) => ({ value: one, label: one }))}
            onChange={(chosen) => change({ header: chosen })}
          />
          <TextField
            label={text('people.value')}
            hint={text('people.valueHint')}
            value={asked.word}
            onChange={(word) => change({ word })}
            onEnter={done}
            maxLength={limits.nameCharacters}
          />
        </>
      );
    case 'answered':
      return (
        <TextField
          label={text('people.word')}
          hint={text('people.wordHint')}
          value={asked.word}
          onChange={(word) => change({ word })}
          onEnter={done}
          maxLength={limits.stopWordCharacters}
        />
      );
  }
}

/** The accounts of this computer, and chosen ones that are no longer here. */
function Accounts({ chosen, onChange }: { chosen: readonly string[]; onChange: (accounts: string[]) => void }) {
  const nameOf = useNameOfAccount();
  const here = useOverview(({ accounts }) => accounts).flatMap(({ phone }) => phone ?? []);
  const options = [...new Set([...here, ...chosen])].map((phone) => ({ id: phone, name: nameOf(phone) }));
  return <Boxes options={options} ids={chosen} onChange={onChange} />;
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

/** The columns of all lists, each once, spelt as in the newest list. */
function headersOf(choices: PeopleChoices | null): readonly string[] {
  const all = (choices?.lists ?? []).flatMap(({ headers }) => headers.map((header) => header.trim()));
  const byKey = new Map(all.toReversed().map((header) => [headerKey(header), header]));
  byKey.delete('');
  return [...byKey.values()].sort((one, other) => one.localeCompare(other));
}

const usualDays = '90';

function askedOf(condition: Condition | null): Asked {
  const none = { is: true, ids: [], accounts: [], word: '', days: usualDays, header: '' };
  if (condition === null) return none;
  if (condition.kind === 'quiet') return { ...none, days: String(condition.days) };
  const known = { ...none, is: condition.is };
  switch (condition.kind) {
    case 'twice':
      return known;
    case 'answered':
      return { ...known, word: condition.word };
    case 'column':
      return { ...known, header: condition.header, word: condition.value };
    case 'account':
      return { ...known, accounts: condition.accounts };
    case 'tagged':
      return { ...known, ids: condition.tagIds };
    case 'got':
      return { ...known, ids: condition.campaignIds };
    case 'onList':
      return { ...known, ids: condition.listIds };
  }
}

/** Null while nothing is chosen, or the days are out of range. */
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
