import { useState } from 'react';
import type { CommandResult, FailureCode } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { useText } from '../text.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextField } from './fields/field.tsx';
import { useOneAtATime } from './hooks/use-one-at-a-time.ts';

type Props<Answer> = {
  readonly title: string;
  readonly label: string;
  /** The button's label. */
  readonly confirm: string;
  /** The initial text of the field. */
  readonly name: string;
  readonly hint?: string;
  readonly onName: (name: string) => Promise<CommandResult<Answer>>;
  /** If a name in use can be replaced: the words for that, and the function that does it. */
  readonly takeOver?: { readonly confirm: string; readonly onName: (name: string) => Promise<CommandResult<Answer>> };
  readonly onDone?: (answer: Answer) => void;
  readonly onClose: () => void;
};

/** Asks for the name of something that is kept. A refusal by main is shown below the field. */
export function NameDialog<Answer>({ onName, takeOver, onDone, onClose, ...words }: Props<Answer>) {
  const text = useText();
  const [name, setName] = useState(words.name);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const keep = useOneAtATime(async (ask: (name: string) => Promise<CommandResult<Answer>>) => {
    const plain = name.trim();
    if (plain === '') return;
    const result = await ask(plain);
    if (!result.ok) return setFailure(result.failure.code);
    onDone?.(result.value);
    onClose();
  });
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      actions={
        <>
          {takeOver && failure === 'name_taken' && (
            <Button onPress={() => keep(takeOver.onName)}>{takeOver.confirm}</Button>
          )}
          <Button kind="primary" onPress={() => keep(onName)} disabled={name.trim() === ''}>
            {words.confirm}
          </Button>
        </>
      }
    >
      <TextField
        label={words.label}
        hint={words.hint}
        error={failure === null ? null : text(`failure.${failure}`)}
        value={name}
        onChange={(changed) => {
          setName(changed);
          setFailure(null);
        }}
        onEnter={() => void keep(onName)}
        maxLength={limits.nameCharacters}
        autoFocus
      />
    </Dialog>
  );
}
