import { useText, useWords } from '../../text.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { NoteLine } from '../../ui/note-line.tsx';
import type { TextHint } from './text-hints.ts';
import { keyOf } from './use-rested-hints.ts';

type Props = {
  readonly hints: readonly TextHint[];
  /** The placeholders of the list, for the hints that name them. */
  readonly columns: readonly string[];
  readonly onChange: (text: string) => void;
  readonly onPerson: (index: number) => void;
};

const shown = 5;
const onlyToKnow: ReadonlySet<TextHint['code']> = new Set(['folded', 'links', 'outer_space']);

/** Hints about the text, shown calmly below it, most pressing first, with a button where one press corrects it. */
export function HintList({ hints, ...rest }: Props) {
  const text = useText();
  if (hints.length === 0) return null;
  return (
    <ul className="checks small grid gap-3 quiet anywhere" aria-label={text('campaign.hints.title')}>
      {hints.slice(0, shown).map((hint) => (
        <NoteLine key={keyOf(hint)} tone={onlyToKnow.has(hint.code) ? 'info' : 'warn'}>
          <HintWords hint={hint} columns={rest.columns} />{' '}
          <HintAction hint={hint} onChange={rest.onChange} onPerson={rest.onPerson} />
        </NoteLine>
      ))}
    </ul>
  );
}

function HintWords({ hint, columns }: { hint: TextHint; columns: readonly string[] }) {
  const { text, format } = useWords();
  const known = namedColumns(columns, format.list);
  switch (hint.code) {
    case 'too_long':
      return text('campaign.hints.too_long', { used: hint.characters, most: hint.most });
    case 'unclosed':
      return text('campaign.message.syntax', { example: namedColumns([columns[0] ?? 'name'], format.list) });
    case 'unknown_column':
    case 'unfilled':
      return (
        <>
          {hint.code === 'unfilled'
            ? text('campaign.hints.unfilled', { what: hint.what })
            : text('campaign.message.unknown', { column: hint.what })}
          {hint.column === null && columns.length > 0 && <> {text('campaign.hints.known', { columns: known })}</>}
        </>
      );
    case 'broken_link':
    case 'marks_inside':
    case 'marks_around_blank':
    case 'marks_across_lines':
    case 'double_marks':
      return text(`campaign.hints.${hint.code}`, { what: hint.what });
    default:
      return text(`campaign.hints.${hint.code}`);
  }
}

/** Isolates each placeholder, so that its braces stay around it in a line that runs from right to left. */
export function namedColumns(columns: readonly string[], list: (words: readonly string[]) => string): string {
  return list(columns.map((column) => `\u2068{{${column}}}\u2069`));
}

function HintAction({ hint, onChange, onPerson }: Pick<Props, 'onChange' | 'onPerson'> & { hint: TextHint }) {
  const text = useText();
  if (hint.code === 'too_long') {
    const { person } = hint;
    if (person === null) return null;
    return <LinkButton onPress={() => onPerson(person)}>{text('campaign.hints.showPerson')}</LinkButton>;
  }
  const change = 'change' in hint ? hint.change : null;
  if (change === null) return null;
  const label =
    'column' in hint && hint.column !== null
      ? text('campaign.hints.usePlaceholder', { placeholder: `{{${hint.column}}}` })
      : text('campaign.hints.correct');
  return <LinkButton onPress={() => onChange(change)}>{label}</LinkButton>;
}
