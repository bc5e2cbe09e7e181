import { useCallback } from 'react';
import type { Channel, CommandInput, CommandOutput } from '../../../domain/contract.ts';
import { call } from '../../api.ts';
import { useText } from '../../text.tsx';
import { useToast } from '../toast.tsx';

/** Sends a command to main. A failure becomes a toast and null. Commands without a value return `undefined`. */
type Ask = <Name extends Channel>(name: Name, input: CommandInput<Name>) => Promise<CommandOutput<Name> | null>;

export function useAsk(): Ask {
  const toast = useToast();
  const text = useText();
  return useCallback(
    async (name, input) => {
      const result = await call(name, input);
      if (result.ok) return result.value;
      toast('bad', text(`failure.${result.failure.code}`));
      return null;
    },
    [toast, text],
  );
}
