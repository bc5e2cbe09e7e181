import { useCallback } from 'react';
import type { Api, Channel, CommandInput, CommandOutput, CommandResult } from '../domain/contract.ts';
import { useText } from './text.tsx';
import { useToast } from './ui/toast.tsx';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly sendonce: Api;
  }
}

/** Asks main and answers with its reply, failure included. For callers that show failures in their own place. */
export function call<Name extends Channel>(
  name: Name,
  input: CommandInput<Name>,
): Promise<CommandResult<CommandOutput<Name>>> {
  return window.sendonce.commands[name](input);
}

/**
 * Asks main; a failure is shown as a toast in words, and the answer is null. Commands without a value answer
 * `undefined`.
 */
export type Ask = <Name extends Channel>(name: Name, input: CommandInput<Name>) => Promise<CommandOutput<Name> | null>;

export function useAsk(): Ask {
  const toast = useToast();
  const text = useText();
  return useCallback(
    async (name, input) => {
      const reply = await call(name, input);
      if (reply.ok) return reply.value;
      toast('bad', text(`failure.${reply.failure.code}`));
      return null;
    },
    [toast, text],
  );
}
