import { TriangleAlert } from 'lucide-react';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { parseTemplate, placeholderKey, placeholderNames } from '../../../domain/template.ts';
import { useText } from '../../text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { withFallback } from './template-edit.ts';

type Props = {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly keys: readonly string[];
  readonly check: CampaignCheck | null;
};

/** The placeholders in the text, and what stands where a person's cell is blank. */
export function FallbackTable({ value, onChange, keys, check }: Props) {
  const text = useText();
  const template = parseTemplate(value);
  const names = placeholderNames(template);
  if (names.length === 0) return null;
  const known = new Set(keys.map(placeholderKey));
  return (
    <section>
      <div className="part-head">
        <h2>{text('campaign.message.placeholders')}</h2>
      </div>
      <table className="table table-inset blanks">
        <thead>
          <tr>
            <th>{text('campaign.message.column')}</th>
            <th className="col-back">{text('campaign.message.ifBlank')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const key = placeholderKey(name);
            const isKnown = known.has(key);
            const used = template.parts.find((part) => part.kind === 'placeholder' && part.key === key);
            return (
              <tr key={key}>
                <td>
                  <span className="placeholder" data-blank={isKnown ? undefined : ''}>
                    {name}
                  </span>
                  {!isKnown && keys.length > 0 && (
                    <span className="small unknown">{text('campaign.message.unknown', { column: name })}</span>
                  )}
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
          })}
        </tbody>
      </table>
      {check !== null && check.blanks > 0 && (
        <p className="blank-note" role="status">
          <Icon of={TriangleAlert} className="tone-warn" />
          <span>{text('campaign.message.blanks', { count: check.blanks, row: check.firstBlankRow ?? 1 })}</span>
        </p>
      )}
    </section>
  );
}
