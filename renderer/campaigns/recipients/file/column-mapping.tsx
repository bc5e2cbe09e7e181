import { useRef, useState } from 'react';
import type { ListReport, Mapping, Sheet } from '../../../../domain/contract.ts';
import { limits } from '../../../../domain/limits.ts';
import type { ListFacts } from '../../../../domain/lists/list-facts.ts';
import { columnForm, type ValueForm, valueWriter } from '../../../../domain/lists/value-form.ts';
import { useText, useWords } from '../../../text.tsx';
import { Banner } from '../../../ui/banner.tsx';
import { InlineSelect } from '../../../ui/fields/select.tsx';
import { useSavedWhenLeft } from '../../../ui/hooks/use-saved-when-left.ts';
import { repeatedKey, type Use, useOf, withField, withUse } from './mapping.ts';
import type { OpenFile } from './use-open-file.ts';

const samplesShown = 3;
const countriesShown = 5;

type Columns = Pick<Sheet, 'headers' | 'samples' | 'mapping'>;

/** What each column is used as: guessed, shown, and changed here, even when the list's file is no longer at hand. */
export function ColumnMapping(props: {
  readonly file: OpenFile | null;
  readonly list: ListReport | null;
  /** The mapping with which the list is being read again; null while it is not. */
  readonly nextMapping: Mapping | null;
  readonly onChange: (mapping: Mapping) => void;
  readonly onHeaderRow: (row: number | null) => void;
}) {
  const text = useText();
  const { file, list } = props;
  const [problem, setProblem] = useState<string | null>(null);
  // With rows of another sheet the list has a column that the file does not have.
  const isOfList = file === null || file.added.length > 0;
  const ofList = list && { ...list, mapping: props.nextMapping ?? list.mapping };
  const columns: Columns | null = isOfList ? ofList : { ...file.sheet, mapping: file.mapping };
  if (columns === null || (file === null && columns.mapping === null)) return null;
  // Until the operator names the phone column, a mapping has to be started rather than changed.
  const mapping = columns.mapping ?? { phone: -1, further: [], area: null, name: null, country: null, fields: [] };
  const isAsLastTime = file !== null && file.sheet.lastCountry !== null && file.mapping === file.sheet.mapping;
  const change = (next: Mapping) => {
    const key = repeatedKey(next);
    setProblem(key === null ? null : text('campaign.recipients.sameKey', { key }));
    if (key === null && next.phone >= 0) props.onChange(next);
  };
  return (
    <section>
      <div className="part-header row wrap">
        <h2>{text('campaign.recipients.columnsTitle')}</h2>
        <p className="small faint">
          {isAsLastTime ? text('campaign.recipients.columnsLastTime') : text('campaign.recipients.columnsHint')}
        </p>
      </div>
      {file !== null && <HeaderRow sheet={file.sheet} onChange={props.onHeaderRow} />}
      {columns.mapping === null && <Banner boxed kind="paused" title={text('campaign.recipients.noPhoneColumn')} />}
      {problem !== null && <Banner boxed kind="paused" title={problem} />}
      <table className="table table-inset mapping">
        <thead>
          <tr>
            <th className="col-source">{text('campaign.recipients.inFile')}</th>
            <th>{text('campaign.recipients.firstRows')}</th>
            <th className="col-use">{text('campaign.recipients.useAs')}</th>
          </tr>
        </thead>
        <tbody>
          {[...columns.headers.keys()].map((index) => (
            <Column key={index} columns={columns} mapping={mapping} index={index} list={list} onChange={change} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Column(props: {
  readonly columns: Columns;
  readonly mapping: Mapping;
  readonly index: number;
  readonly list: ListReport | null;
  readonly onChange: (mapping: Mapping) => void;
}) {
  const text = useText();
  const { columns, mapping, index, list } = props;
  const header = columns.headers[index]?.trim() || text('campaign.recipients.unnamedColumn', { place: index + 1 });
  const samples = columns.samples.map((row) => row[index]?.trim() ?? '').filter((cell) => cell !== '');
  const use = useOf(mapping, index);
  const field = mapping.fields.find((one) => one.index === index);
  const isNumber = use === 'phone' || use === 'second';
  return (
    <tr>
      <td className="name">
        <bdi>{header}</bdi>
      </td>
      <td className={isNumber ? 'quiet number' : 'quiet'}>
        <bdi dir={isNumber ? 'ltr' : 'auto'}>{samples.slice(0, samplesShown).join(', ')}</bdi>
        {list !== null && index === mapping.country && <CountriesNamed facts={list.facts} />}
      </td>
      <td className="use">
        <InlineSelect<Use>
          label={text('campaign.recipients.useColumnAs', { column: header })}
          showLabel={false}
          quiet={false}
          value={use}
          options={[
            { value: 'phone', label: text('campaign.recipients.asPhone') },
            { value: 'second', label: text('campaign.recipients.asSecond') },
            { value: 'area', label: text('campaign.recipients.asArea') },
            { value: 'name', label: text('campaign.recipients.asName') },
            { value: 'country', label: text('campaign.recipients.asCountry') },
            { value: 'field', label: text('campaign.recipients.asField') },
            { value: 'nothing', label: text('campaign.recipients.asNothing') },
          ]}
          onChange={(chosen) => props.onChange(withUse(mapping, index, chosen, columns.headers))}
        />
        {field && (
          <KeyInput
            key={field.key}
            label={text('campaign.recipients.fieldKey', { column: header })}
            value={field.key}
            onChange={(key) => props.onChange(withField(mapping, index, { key }))}
          />
        )}
        {field && list && (
          <ColumnFormChoice
            {...{ list, field, header }}
            onChange={(form) => props.onChange(withField(mapping, index, { form }))}
          />
        )}
      </td>
    </tr>
  );
}

function CountriesNamed({ facts }: { facts: ListFacts }) {
  const { text, format } = useWords();
  const named = facts.named
    .slice(0, countriesShown)
    .map(({ country, count }) => text('campaign.recipients.countryCount', { count, country: format.country(country) }));
  const unnamed = facts.unnamed > 0 ? [text('campaign.recipients.countryUnknown', { count: facts.unnamed })] : [];
  return <span className="small faint block">{[...named, ...unnamed].join(' · ')}</span>;
}

/** The name of a placeholder. It counts when the field is left, so that the list is not read again with each letter. */
function KeyInput({ label, value, onChange }: { label: string; value: string; onChange: (key: string) => void }) {
  const [key, setKey] = useState(value);
  const isTyped = useRef(false);
  const done = useSavedWhenLeft(() => {
    if (!isTyped.current) return;
    isTyped.current = false;
    const plain = key.replace(/[{}|]/g, '').trim();
    if (plain === '' || plain === value) setKey(value);
    else onChange(plain);
  });
  return (
    <input
      className="input"
      aria-label={label}
      value={key}
      maxLength={limits.nameCharacters}
      onChange={(event) => {
        isTyped.current = true;
        setKey(event.target.value);
      }}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) done();
      }}
    />
  );
}

/** As many rows as an operator looks through to find the header. */
const rowsOffered = 15;

function HeaderRow({ sheet, onChange }: { sheet: Sheet; onChange: (row: number | null) => void }) {
  const text = useText();
  // Contacts have no header of their own.
  if (sheet.firstRows.length === 0)
    return <p className="small faint below-2">{text('campaign.recipients.contactNumbers')}</p>;
  const place = sheet.firstRows.findIndex((row) => row.rowNumber === sheet.headerRow);
  const rows = sheet.firstRows
    .slice(0, Math.max(rowsOffered, place + 1))
    .map(({ rowNumber, cells }) => ({ rowNumber, cells: cells.filter((cell) => cell.trim() !== '').join(', ') }));
  return (
    <div className="header-choice row wrap gap-0-2 below-2">
      <InlineSelect
        label={text('campaign.recipients.headerRow')}
        value={sheet.headerRow}
        options={[
          ...rows.map(({ rowNumber, cells }) => ({
            value: rowNumber,
            label: text('campaign.recipients.headerRowOption', { row: rowNumber, cells }),
          })),
          { value: null, label: text('campaign.recipients.noHeaderRow') },
        ]}
        onChange={onChange}
      />
      {place > 0 && <span className="small faint">{text('campaign.recipients.rowsAbove', { count: place })}</span>}
    </div>
  );
}

const examplesShown = 3;

/** How a column's amounts or dates are written in messages, with three examples. Nothing if both forms match. */
function ColumnFormChoice(props: {
  readonly list: ListReport;
  readonly field: Mapping['fields'][number];
  readonly header: string;
  readonly onChange: (form: ValueForm) => void;
}) {
  const { text, format } = useWords();
  const { list, field, header } = props;
  const { country, facts } = list;
  const cells = list.samples.map((row) => row[field.index]?.trim() ?? '').filter((cell) => cell !== '');
  const written = (chosen: ValueForm | undefined) =>
    cells.map(valueWriter(columnForm(field.index, chosen, country, facts.numbers)));
  const inList = written('list');
  if (inList.every((cell, place) => cell === cells[place])) return null;
  const now = written(field.form);
  const isInList = now.every((cell, place) => cell === inList[place]);
  const changing = now.filter((_, place) => inList[place] !== cells[place]);
  return (
    <span className="column-form row wrap gap-1">
      <InlineSelect<ValueForm>
        label={text('campaign.recipients.formOf', { column: header })}
        showLabel={false}
        quiet={false}
        value={isInList ? 'list' : 'file'}
        options={[
          { value: 'list', label: text('campaign.recipients.formOfList', { country: format.country(country) }) },
          { value: 'file', label: text('campaign.recipients.formOfFile') },
        ]}
        onChange={props.onChange}
      />
      <span className="small faint">
        <bdi>{[...new Set(changing)].slice(0, examplesShown).join(' · ')}</bdi>
      </span>
    </span>
  );
}
