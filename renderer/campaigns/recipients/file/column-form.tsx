import type { ListReport, Mapping } from '../../../../domain/contract.ts';
import { columnForm, type ValueForm, valueWriter } from '../../../../domain/lists/value-form.ts';
import { useWords } from '../../../text.tsx';
import { InlineSelect } from '../../../ui/fields/select.tsx';

const examplesShown = 3;

/** How the amounts and dates of a column stand in messages, with three of them. Nothing where neither form differs. */
export function ColumnFormChoice(props: {
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
