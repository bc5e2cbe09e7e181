import { BookmarkPlus, MessageSquareText } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { call } from '../api.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useRead } from '../ui/hooks/use-read.ts';
import { Menu } from '../ui/menu.tsx';
import { NameDialog } from '../ui/name-dialog.tsx';
import { Key } from '../ui/tooltip.tsx';

/** Kept answers: one is put into the box and sent by a person. `/` in an empty box opens them. */
export function SavedAnswers(props: {
  readonly messageId: number;
  readonly words: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onPick: (words: string) => void;
}) {
  const text = useText();
  const ask = useAsk();
  const { shown, again: read } = useRead('replies:saved', { id: props.messageId });
  const saved = shown ?? [];
  const [isNaming, setIsNaming] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { field, words } = props;
  useEffect(() => {
    const box = field.current;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || words !== '') return;
      event.preventDefault();
      button.current?.click();
    };
    box?.addEventListener('keydown', onKey);
    return () => box?.removeEventListener('keydown', onKey);
  }, [field, words]);
  const forget = async (id: number) => {
    await ask('replies:deleteSaved', { id });
    await read();
  };
  return (
    <>
      <Menu
        trigger={
          <Button kind="quiet" icon={MessageSquareText} ref={button}>
            {text('replies.saved')} <Key>/</Key>
          </Button>
        }
        finalFocus={field}
        items={[
          ...saved.map(({ id, name, text: kept }) => ({
            id: `use-${id}`,
            label: name,
            onSelect: () => props.onPick(kept),
          })),
          {
            id: 'keep',
            label: text('replies.keep'),
            icon: BookmarkPlus,
            apart: saved.length > 0,
            disabled: words.trim() === '',
            onSelect: () => setIsNaming(true),
          },
          ...saved.map(({ id, name }, place) => ({
            id: `forget-${id}`,
            label: text('replies.forget', { name }),
            danger: true,
            apart: place === 0,
            onSelect: () => void forget(id),
          })),
        ]}
      />
      {isNaming && (
        <NameDialog
          title={text('replies.keepTitle')}
          label={text('replies.keepName')}
          confirm={text('replies.keepConfirm')}
          hint={text('replies.keepHint', { example: '{{first name}}' })}
          name=""
          onName={(name) => call('replies:save', { name, text: words, replaces: false })}
          takeOver={{
            confirm: text('replies.keepReplace'),
            onName: (name) => call('replies:save', { name, text: words, replaces: true }),
          }}
          onDone={() => void read()}
          onClose={() => setIsNaming(false)}
        />
      )}
    </>
  );
}
