import { Bold, Braces, ChevronDown, Italic, List, Strikethrough } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import { limits } from '../../../domain/limits.ts';
import { parseTemplate, placeholderKey } from '../../../domain/template.ts';
import { useText } from '../../text.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { insertPlaceholder, makeList, type Replacement, type Selection, wrap, write } from './template-edit.ts';

type Props = {
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** The placeholders that the list offers. */
  readonly keys: readonly string[];
  readonly foot: ReactNode;
};

/** The field for the message, with its tools. Placeholders lie on a ground of their own, where they are typed. */
export function Editor({ value, onChange, keys, foot }: Props) {
  const text = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  const edit = (make: (selection: Selection) => Replacement) => {
    const area = field.current;
    if (area !== null)
      replace(area, make({ text: area.value, start: area.selectionStart, end: area.selectionEnd }), onChange);
  };
  return (
    <section className="editor">
      <div className="editor-tools" role="toolbar" aria-label={text('campaign.message.tools')}>
        <IconButton
          size="small"
          icon={Bold}
          label={text('campaign.message.bold')}
          onPress={() => edit((at) => wrap(at, '*'))}
        />
        <IconButton
          size="small"
          icon={Italic}
          label={text('campaign.message.italic')}
          onPress={() => edit((at) => wrap(at, '_'))}
        />
        <IconButton
          size="small"
          icon={Strikethrough}
          label={text('campaign.message.strike')}
          onPress={() => edit((at) => wrap(at, '~'))}
        />
        <IconButton size="small" icon={List} label={text('campaign.message.list')} onPress={() => edit(makeList)} />
        {keys.length > 0 && (
          <>
            <span className="editor-line" />
            <Menu
              trigger={
                <Button kind="quiet" size="small" icon={Braces}>
                  {text('campaign.message.placeholder')}
                  <Icon of={ChevronDown} />
                </Button>
              }
              items={keys.map((key) => ({
                id: key,
                label: key,
                onSelect: () => edit((at) => insertPlaceholder(at, key)),
              }))}
            />
          </>
        )}
      </div>
      <MessageField field={field} value={value} onChange={onChange} keys={keys} />
      <div className="editor-foot">{foot}</div>
    </section>
  );
}

function MessageField(
  props: Pick<Props, 'value' | 'onChange' | 'keys'> & { field: React.RefObject<HTMLTextAreaElement | null> },
) {
  const text = useText();
  const { field, value } = props;
  // The field grows with its text, so that the whole message is in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const area = field.current;
    if (area === null) return;
    area.style.blockSize = 'auto';
    area.style.blockSize = `${area.scrollHeight}px`;
  }, [value, field]);
  return (
    <div className="editor-field">
      <Grounds value={value} keys={props.keys} />
      <textarea
        ref={field}
        className="editor-text"
        aria-label={text('campaign.message.label')}
        placeholder={text('campaign.message.hint')}
        value={value}
        maxLength={limits.templateCharacters}
        onChange={(event) => props.onChange(event.target.value)}
        spellCheck
        dir="auto"
      />
    </div>
  );
}

/** The same text beneath the field, invisible but for the grounds of its placeholders. */
function Grounds({ value, keys }: Pick<Props, 'value' | 'keys'>) {
  const known = useMemo(() => new Set(keys.map(placeholderKey)), [keys]);
  const parts = parseTemplate(value).parts;
  return (
    <div className="editor-grounds" aria-hidden="true" dir="auto">
      {parts.map((part, index) => {
        const place = `${index}`;
        if (part.kind === 'text') return <span key={place}>{part.text}</span>;
        return (
          <mark key={place} className="ground" data-blank={known.has(part.key) ? undefined : ''}>
            {write(part)}
          </mark>
        );
      })}
      {'\u200b'}
    </div>
  );
}

/** Changes the field as typing would, so that its own undo takes it back. */
function replace(area: HTMLTextAreaElement, change: Replacement, onChange: (text: string) => void): void {
  area.focus();
  area.setSelectionRange(change.from, change.to);
  const typed = document.execCommand?.('insertText', false, change.inserted) ?? false;
  if (!typed) {
    area.setRangeText(change.inserted, change.from, change.to, 'end');
    onChange(area.value);
  }
  area.setSelectionRange(change.start, change.end);
}
