import type { Channel, CommandInput, CommandOutput } from '../../../domain/contract.ts';
import { useText } from '../../text.tsx';
import { useToast } from '../toast.tsx';
import { useAsk } from './use-ask.ts';

/** Where a file was saved; null where the operator cancelled. */
type Saved = { readonly path: string } | null;
/** The commands that save a file. */
type Saving = { [Name in Channel]: CommandOutput<Name> extends Saved ? Name : never }[Channel];

/** Lets main save a file, reports it, and offers to open the file or show it in its folder. */
export function useSaveFile() {
  const toast = useToast();
  const text = useText();
  const ask = useAsk();
  return async <Name extends Saving>(command: Name, input: CommandInput<Name>): Promise<void> => {
    const saved: Saved = await ask(command, input);
    if (saved === null) return;
    const { path } = saved;
    toast(
      'good',
      text('ui.savedAs', { file: path.split(/[\\/]/).at(-1) ?? path }),
      { label: text('ui.openFile'), onPress: () => void ask('desktop:openFile', { path }) },
      { label: text('ui.showFile'), onPress: () => void ask('desktop:showFile', { path }) },
    );
  };
}
