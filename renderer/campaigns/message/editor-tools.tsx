import { Toolbar } from '@base-ui/react/toolbar';
import {
  Bold,
  Braces,
  ChevronDown,
  Code,
  Italic,
  List,
  ListOrdered,
  type LucideIcon,
  Quote,
  SquareCode,
  Strikethrough,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useShortcutWords } from '../../shared/control-key.ts';
import { useText } from '../../text.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { isLetterKey } from '../../ui/hooks/use-key.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { EditorField } from './editor-field.ts';
import { EmojiPicker } from './emoji-picker.tsx';
import { insertPlaceholder, insertWords, makeLines, type Replacement, type Selection, wrap } from './template-edit.ts';

type Tool = {
  readonly name: 'bold' | 'italic' | 'strike' | 'code' | 'monospace' | 'list' | 'numbers' | 'quote';
  readonly icon: LucideIcon;
  readonly make: (selection: Selection) => Replacement;
  /** The key that is pressed together with Ctrl or Cmd: a letter, or a digit with Shift. */
  readonly key: string;
  readonly shift?: boolean;
};

const marks: readonly Tool[] = [
  { name: 'bold', icon: Bold, make: (at) => wrap(at, '*'), key: 'B' },
  { name: 'italic', icon: Italic, make: (at) => wrap(at, '_'), key: 'I' },
  { name: 'strike', icon: Strikethrough, make: (at) => wrap(at, '~'), key: 'X', shift: true },
  { name: 'code', icon: Code, make: (at) => wrap(at, '`'), key: 'E' },
  { name: 'monospace', icon: SquareCode, make: (at) => wrap(at, '```'), key: 'M', shift: true },
];
const lines: readonly Tool[] = [
  { name: 'list', icon: List, make: (at) => makeLines(at, 'bullets'), key: '8', shift: true },
  { name: 'numbers', icon: ListOrdered, make: (at) => makeLines(at, 'numbers'), key: '7', shift: true },
  { name: 'quote', icon: Quote, make: (at) => makeLines(at, 'quote'), key: '9', shift: true },
];

/** What a key does together with Ctrl or Cmd; null when it belongs to no tool. */
export function toolFor(event: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'altKey'>): Tool['make'] | null {
  if (event.altKey) return null;
  const tool = [...marks, ...lines].find(
    ({ key, shift = false }) => shift === event.shiftKey && (isLetterKey(event, key) || event.code === `Digit${key}`),
  );
  return tool?.make ?? null;
}

/** The tools above the text. They are one stop of the Tab key, with arrow keys between them. */
export function EditorTools(props: {
  readonly field: EditorField;
  readonly keys: readonly string[];
  readonly children?: ReactNode;
}) {
  const { field, keys, children } = props;
  const text = useText();
  return (
    <Toolbar.Root className="editor-tools row wrap lined" aria-label={text('campaign.message.tools')}>
      {marks.map((tool) => (
        <ToolButton key={tool.name} tool={tool} field={field} />
      ))}
      <span className="editor-line" />
      {lines.map((tool) => (
        <ToolButton key={tool.name} tool={tool} field={field} />
      ))}
      <span className="editor-line" />
      <EmojiPicker finalFocus={field.ref} onPick={(sign) => field.edit((at) => insertWords(at, sign))} />
      {keys.length > 0 && (
        <Menu
          finalFocus={field.ref}
          trigger={
            <Toolbar.Button
              render={
                <Button kind="quiet" size="small" icon={Braces}>
                  {text('campaign.message.placeholder')}
                  <Icon of={ChevronDown} />
                </Button>
              }
            />
          }
          items={keys.map((key) => ({
            id: key,
            label: key,
            onSelect: () => field.edit((at) => insertPlaceholder(at, key)),
          }))}
        />
      )}
      {children && <span className="editor-line" />}
      {children}
    </Toolbar.Root>
  );
}

function ToolButton({ tool, field }: { tool: Tool; field: EditorField }) {
  const text = useText();
  const withControl = useShortcutWords();
  return (
    <Toolbar.Button
      render={
        <IconButton
          size="small"
          icon={tool.icon}
          label={text(`campaign.message.${tool.name}`)}
          shortcut={withControl(tool.shift ? `Shift ${tool.key}` : tool.key)}
          onPress={() => field.edit(tool.make)}
        />
      }
    />
  );
}
