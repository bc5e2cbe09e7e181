import type { Api, Channel, CommandInput, CommandOutput, CommandResult } from '../domain/contract.ts';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly sendonce: Api;
  }
}

/** Sends a command to main and returns its result, failures included. For callers that show failures themselves. */
export function call<Name extends Channel>(
  name: Name,
  input: CommandInput<Name>,
): Promise<CommandResult<CommandOutput<Name>>> {
  return window.sendonce.commands[name](input);
}
