import { TriangleAlert } from 'lucide-react';
import type { CampaignCheck, ListReport } from '../../../domain/contract.ts';
import { parseTemplate, placeholderKey, placeholderNames, type Template } from '../../../domain/template.ts';
import { useText } from '../../text.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { withFallback } from './template-edit.ts';

type Props = {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly list: ListReport | null;
  readonly check: CampaignCheck | null;
  /** Shows the person at this place of the list in the preview. */
  readonly onPerson: (index: number) => void;
};

/** The placeholders in the text, how many people have something there, and what stands where a cell is blank. */
export function FallbackTable(props: Props) {
  const text = useText();
  const template = parseTemplate(props.value);
  const names = placeholderNames(template);
  if (names.length === 0) return null;
  return (
    <section>
      <div className="part-head">
        <h2>{text('campaign.message.placeholders')}</h2>
      </div>
      <table className="table table-inset blanks">
        <thead>
          <tr>
            <th>{text('campaign.message.column')}</th>
            <th className="col-filled">{text('campaign.message.filled')}</th>
            <th className="col-back">{text('campaign.message.ifBlank')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <PlaceholderRow key={placeholderKey(name)} {...props} name={name} template={template} />
          ))}
        </tbody>
      </table>
      {hasBlanks(props.check) && <BlankNote check={props.check} onPerson={props.onPerson} />}
    </section>
  );
}

/** A placeholder that is no column is blank for everybody, and says so itself: it is to be mended first. */
function hasBlanks(check: CampaignCheck | null): check is CampaignCheck {
  return check !== null && check.blanks > 0 && check.unknownPlaceholders.length === 0;
}

function PlaceholderRow({
  name,
  template,
  value,
  list,
  check,
  onChange,
}: Props & { readonly name: string; readonly template: Template }) {
  const text = useText();
  const key = placeholderKey(name);
  const field = list?.fields.find((one) => placeholderKey(one.key) === key);
  const isUnknown = list !== null && field === undefined;
  const leavesBlanks = check?.blankRows.some((row) => placeholderKey(row.key) === key) ?? false;
  const used = template.parts.find((part) => part.kind === 'placeholder' && part.key === key);
  return (
    <tr>
      <td>
        <span className="placeholder" data-blank={isUnknown || leavesBlanks ? '' : undefined}>
          {name}
        </span>
        {isUnknown && <span className="small unknown">{text('campaign.message.unknown', { column: name })}</span>}
      </td>
      <td className="number">
        {list !== null && field !== undefined
          ? text('campaign.message.filledOf', { filled: field.filled, total: list.recipients })
          : '–'}
      </td>
      <td>
        <input
          className="input"
          aria-label={text('campaign.message.ifBlankFor', { column: name })}
          placeholder={text('campaign.message.nothingYet')}
          value={(used?.kind === 'placeholder' ? used.fallback : null) ?? ''}
          onChange={(event) => onChange(withFallback(value, name, event.target.value))}
        />
      </td>
    </tr>
  );
}

/** Who would get a blank: the first few by their row in the file, each a step to that person in the preview. */
function BlankNote({ check, onPerson }: { readonly check: CampaignCheck; readonly onPerson: (index: number) => void }) {
  const text = useText();
  return (
    <div className="blank-note">
      <Icon of={TriangleAlert} className="tone-warn" />
      <div>
        <p role="status">{text('campaign.message.blanks', { count: check.blanks })}</p>
        <p className="blank-rows">
          {text('campaign.message.blankLook')}{' '}
          {check.blankRows.map((row) => (
            <LinkButton key={row.index} onPress={() => onPerson(row.index)}>
              {text('campaign.message.row', { row: row.rowNumber })}
            </LinkButton>
          ))}
          {check.blanks > check.blankRows.length && (
            <span className="faint">
              {text('campaign.message.blankMore', { count: check.blanks - check.blankRows.length })}
            </span>
          )}
        </p>
      </div>
    </div>
  );
}
