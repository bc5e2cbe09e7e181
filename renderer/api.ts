import type { Api, Channel, CommandInput, CommandOutput, CommandResult } from '../domain/contract.ts';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly sendonce: Api;
  }
}

/** Asks main and returns its result, failure included. For callers that show failures in their own place. */
export function call<Name extends Channel>(
  name: Name,
  input: CommandInput<Name>,
): Promise<CommandResult<CommandOutput<Name>>> {
  return window.sendonce.commands[name](input);
}
