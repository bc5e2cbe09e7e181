import { Info, TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { parseTemplate, placeholderKey, placeholderNames, type Template } from '../../../domain/template/template.ts';
import { fieldFor } from '../../shared/field-for.ts';
import { useText } from '../../text.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Draft } from '../use-draft.ts';
import { BlankWays, hasBlanks } from './blank-ways.tsx';
import { plainFallback, withFallback } from './template-edit.ts';

/** The placeholder whose fall-back the operator wants to write. The Message step puts the cursor there. */
export type FallbackWish = {
  readonly name: string | null;
  readonly ask: (name: string) => void;
  readonly done: () => void;
};

export function useFallbackWish(): FallbackWish {
  const [name, setName] = useState<string | null>(null);
  const done = useCallback(() => setName(null), []);
  return useMemo(() => ({ name, ask: setName, done }), [name, done]);
}

type Props = {
  readonly draft: Draft;
  readonly onChange: (text: string) => void;
  /** The field of a fall-back lost the focus. */
  readonly onLeave: () => void;
  readonly check: CampaignCheck | null;
  readonly fallback: FallbackWish;
  readonly onCorrectList?: () => void;
  /** Shows the person at this position of the list in the preview. */
  readonly onPerson: (index: number) => void;
};

/** The placeholders in the text, how many people have a value for each, and the fall-back for blank cells. */
export function FallbackTable(props: Props) {
  const text = useText();
  const { check, fallback } = props;
  const template = parseTemplate(props.draft.detail.text);
  const names = placeholderNames(template);
  if (names.length === 0) return null;
  return (
    <section>
      <div className="part-header row wrap">
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
      {hasBlanks(check) && (
        <div className="marked above-3">
          {check.blanks > 0 ? <Icon of={TriangleAlert} className="tone-warn" /> : <Icon of={Info} className="faint" />}
          <BlankWays
            draft={props.draft}
            check={check}
            onFallback={fallback.ask}
            {...(props.onCorrectList === undefined ? {} : { onCorrectList: props.onCorrectList })}
          >
            <BlankRows check={check} onPerson={props.onPerson} />
          </BlankWays>
        </div>
      )}
    </section>
  );
}

function PlaceholderRow(props: Props & { name: string; template: Template }) {
  const { name, template, draft, check, onChange, onLeave, fallback } = props;
  const text = useText();
  const key = placeholderKey(name);
  const { list, text: value } = draft.detail;
  const input = useRef<HTMLInputElement>(null);
  const isWished = fallback.name !== null && placeholderKey(fallback.name) === key;
  useEffect(() => {
    if (!isWished) return;
    input.current?.focus();
    fallback.done();
  }, [isWished, fallback]);
  const field = list === null ? undefined : fieldFor(list, key);
  const isUnknown = list !== null && field === undefined;
  // The typed text is kept as it is: the template ignores blanks around a fall-back.
  const written = fallbackOf(template, key);
  const [typed, setTyped] = useState(written);
  const leavesBlanks = check?.blankRows.some((row) => placeholderKey(row.key) === key) ?? false;
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
          ref={input}
          className="input"
          aria-label={text('campaign.message.ifBlankFor', { column: name })}
          placeholder={text('campaign.message.nothingYet')}
          value={plainFallback(typed).trim() === written ? typed : written}
          onChange={({ target }) => {
            setTyped(target.value);
            onChange(withFallback(value, name, target.value));
          }}
          onBlur={() => {
            setTyped(written);
            onLeave();
          }}
        />
      </td>
    </tr>
  );
}

/** The first use of the placeholder counts, as it does where the text is made. */
function fallbackOf(template: Template, key: string): string {
  const used = template.parts.find((part) => part.kind === 'placeholder' && part.key === key);
  return (used?.kind === 'placeholder' ? used.fallback : null) ?? '';
}

function BlankRows({ check, onPerson }: { check: CampaignCheck; onPerson: (index: number) => void }) {
  const text = useText();
  const others = check.blanks + check.blanksLeftOut - check.blankRows.length;
  return (
    <p className="flex wrap gap-0-2">
      {text('campaign.message.blankLook')}{' '}
      {check.blankRows.map((row) => (
        <LinkButton key={row.index} onPress={() => onPerson(row.index)}>
          {text('campaign.message.row', { row: row.rowNumber })}
        </LinkButton>
      ))}
      {others > 0 && <span className="faint">{text('campaign.message.blankMore', { count: others })}</span>}
    </p>
  );
}
