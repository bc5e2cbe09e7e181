import { type KeyboardEvent, type ReactNode, useMemo } from 'react';
import { limits } from '../../../domain/limits.ts';
import { fillablePlaceholders, isFillable } from '../../../domain/template/placeholder-names.ts';
import { parseTemplate, placeholderKey } from '../../../domain/template/template.ts';
import { useIsMac } from '../../shared/control-key.ts';
import { useText } from '../../text.tsx';
import { directionOf } from '../../ui/fields/field.tsx';
import type { EditorField } from './editor-field.ts';
import { EditorTools, toolFor } from './editor-tools.tsx';
import { markTypedAgain, newItem, write } from './template-edit.ts';

type Props = {
  readonly field: EditorField;
  /** Its accessible name, if it is not the field of the message itself. */
  readonly label?: string;
  readonly value: string;
  /** The current text while it is changed outside the field, which takes it over afterwards. */
  readonly aside?: string;
  readonly onChange: (text: string) => void;
  readonly keys: readonly string[];
  readonly footer: ReactNode;
  readonly tools?: ReactNode;
};

/** The field of the message with its tools. Placeholders are highlighted where they are typed. */
export function Editor({ footer, tools, ...message }: Props) {
  const { field, keys } = message;
  return (
    <section className="editor">
      <EditorTools field={field} keys={keys}>
        {tools}
      </EditorTools>
      <MessageField {...message} />
      <div className="editor-footer flex gap-4 small faint">{footer}</div>
    </section>
  );
}

function MessageField({ field, label, value, aside = value, onChange, keys }: Omit<Props, 'footer' | 'tools'>) {
  const text = useText();
  const onKey = useEditorKeys(field);
  return (
    <div className="editor-field grid" data-aside={aside === value ? undefined : ''}>
      <Grounds value={aside} keys={keys} />
      <textarea
        ref={field.ref}
        className="editor-text relative"
        aria-label={label ?? text('campaign.message.label')}
        placeholder={text('campaign.message.hint')}
        value={value}
        maxLength={limits.templateCharacters}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKey}
        spellCheck
        dir={directionOf(value)}
      />
    </div>
  );
}

/** Handles the tools' shortcuts, and Enter and Space within a list. All other keys are the field's own. */
function useEditorKeys(field: EditorField): (event: KeyboardEvent) => void {
  const isMac = useIsMac();
  return (event) => {
    if (event.nativeEvent.isComposing) return;
    // On a Mac, Ctrl with a letter moves the caret.
    if (isMac ? event.metaKey : event.ctrlKey) {
      const make = toolFor(event.nativeEvent);
      if (make === null) return;
      event.preventDefault();
      if (!event.repeat) field.edit(make);
      return;
    }
    if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    const change = { Enter: newItem, ' ': markTypedAgain }[event.key];
    if (change === undefined) return;
    field.edit((at) => {
      const made = change(at);
      if (made !== null) event.preventDefault();
      return made;
    });
  };
}

/** The same text below the field, invisible except for the backgrounds of its placeholders. */
function Grounds({ value, keys }: Pick<Props, 'value' | 'keys'>) {
  const known = useMemo(() => fillablePlaceholders(keys.map(placeholderKey)), [keys]);
  const parts = parseTemplate(value).parts;
  return (
    <div className="editor-grounds" aria-hidden="true" dir="auto">
      {parts.map((part, index) => {
        const place = `${index}`;
        if (part.kind === 'text') return <span key={place}>{part.text}</span>;
        return (
          <mark key={place} className="ground" data-blank={isFillable(known, part.key) ? undefined : ''}>
            {write(part)}
          </mark>
        );
      })}
      {'\u200b'}
    </div>
  );
}
