import { useState } from 'react';
import type { ListReport, Mapping } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { useText } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { InlineSelect } from '../../ui/select.tsx';
import { HeaderRow } from './header-row.tsx';
import { repeatedKey, type Use, useOf, withKey, withUse } from './mapping.ts';
import type { OpenFile } from './use-open-file.ts';

const samplesShown = 3;

/** What each column of the file is used as: guessed, shown, and changed here. */
export function ColumnMapping(props: {
  readonly file: OpenFile;
  readonly onChange: (mapping: Mapping) => void;
  readonly onHeaderRow: (row: number | null) => void;
}) {
  const text = useText();
  const { file } = props;
  // Before the operator names the phone column there is no mapping to change, only one to begin.
  const mapping = file.mapping ?? { phone: -1, name: null, fields: [] };
  const isAsLastTime = file.sheet.lastCountry !== null && file.mapping === file.sheet.mapping;
  const [problem, setProblem] = useState<string | null>(null);
  const change = (next: Mapping) => {
    const key = repeatedKey(next);
    setProblem(key === null ? null : text('campaign.recipients.sameKey', { key }));
    if (key === null && next.phone >= 0) props.onChange(next);
  };
  return (
    <section>
      <div className="part-header">
        <h2>{text('campaign.recipients.columnsTitle')}</h2>
        <p className="small faint">
          {isAsLastTime ? text('campaign.recipients.columnsLastTime') : text('campaign.recipients.columnsHint')}
        </p>
      </div>
      <HeaderRow sheet={file.sheet} onChange={props.onHeaderRow} />
      {file.mapping === null && <Banner boxed kind="paused" title={text('campaign.recipients.noPhoneColumn')} />}
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
          {file.sheet.headers.map((header, index) => {
            const place = `${index}`;
            return <Column key={place} file={file} mapping={mapping} index={index} header={header} onChange={change} />;
          })}
        </tbody>
      </table>
    </section>
  );
}

function Column(props: {
  readonly file: OpenFile;
  readonly mapping: Mapping;
  readonly index: number;
  readonly header: string;
  readonly onChange: (mapping: Mapping) => void;
}) {
  const text = useText();
  const { file, mapping, index } = props;
  const header = props.header.trim() || text('campaign.recipients.unnamedColumn', { place: index + 1 });
  const samples = file.sheet.samples.map((row) => row[index]?.trim() ?? '').filter((cell) => cell !== '');
  const use = useOf(mapping, index);
  const field = mapping.fields.find((one) => one.index === index);
  return (
    <tr>
      <td className="name">
        <bdi>{header}</bdi>
      </td>
      <td className={use === 'phone' ? 'quiet number' : 'quiet'}>
        <bdi dir={use === 'phone' ? 'ltr' : 'auto'}>{samples.slice(0, samplesShown).join(', ')}</bdi>
      </td>
      <td className="use">
        <InlineSelect<Use>
          label={text('campaign.recipients.useColumnAs', { column: header })}
          showLabel={false}
          quiet={false}
          value={use}
          options={[
            { value: 'name', label: text('campaign.recipients.asName') },
            { value: 'phone', label: text('campaign.recipients.asPhone') },
            { value: 'field', label: text('campaign.recipients.asField') },
            { value: 'nothing', label: text('campaign.recipients.asNothing') },
          ]}
          onChange={(chosen) => props.onChange(withUse(mapping, index, chosen, file.sheet))}
        />
        {field && (
          <KeyInput
            key={field.key}
            label={text('campaign.recipients.fieldKey', { column: header })}
            value={field.key}
            onChange={(key) => props.onChange(withKey(mapping, index, key))}
          />
        )}
      </td>
    </tr>
  );
}

/** The placeholder's name. It is taken when it is left, so that the list is not read again at each letter. */
function KeyInput(props: { readonly label: string; readonly value: string; readonly onChange: (key: string) => void }) {
  const [key, setKey] = useState(props.value);
  const done = () => {
    const plain = key.replace(/[{}|]/g, '').trim();
    if (plain === '' || plain === props.value) setKey(props.value);
    else props.onChange(plain);
  };
  return (
    <input
      className="input"
      aria-label={props.label}
      value={key}
      maxLength={limits.nameCharacters}
      onChange={(event) => setKey(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
      }}
    />
  );
}

/** The placeholders of a list whose file is not at hand any more. */
export function KeptColumns({ list }: { readonly list: ListReport }) {
  const text = useText();
  return (
    <section>
      <div className="part-header">
        <h2>{text('campaign.recipients.columnsTitle')}</h2>
        <p className="small faint">{text('campaign.recipients.columnsKept')}</p>
      </div>
      <table className="table table-inset mapping">
        <thead>
          <tr>
            <th>{text('campaign.recipients.inFile')}</th>
            <th className="col-use">{text('campaign.recipients.useAs')}</th>
          </tr>
        </thead>
        <tbody>
          {list.fields.map((field) => (
            <tr key={field.key}>
              <td className="name">
                <bdi>{field.header}</bdi>
              </td>
              <td>
                <span className="placeholder">{field.key}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
