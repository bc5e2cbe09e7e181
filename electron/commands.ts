import type { z } from 'zod';
import type { Channel, CommandInput, CommandOutput, CommandResult, commands } from '../domain/contract.ts';
import { succeed } from '../domain/result.ts';

/** The answer to a command once it is done: a value, or the reason why there is none. */
export type Answer<Value> = Promise<CommandResult<Value>>;

/** Answers one command with the parts of its feature: the contract says what it takes and what it answers. */
export type CommandOf<Name extends Channel, Parts> = (
  parts: Parts,
  input: CommandInput<Name>,
) => Answer<CommandOutput<Name>>;
/** The same at once. */
export type QuickCommandOf<Name extends Channel, Parts> = (
  parts: Parts,
  input: CommandInput<Name>,
) => CommandResult<CommandOutput<Name>>;

/** The functions that answer commands. Each gets the payload as parsed by zod, and returns a value or a failure. */
export type Handlers = {
  readonly [Name in Channel]: (
    input: z.output<(typeof commands)[Name]['input']>,
  ) => Answer<CommandOutput<Name>> | CommandResult<CommandOutput<Name>>;
};

/** The commands of one feature: those whose names begin with its subject. */
export type Commands<Subject extends string> = Pick<Handlers, Extract<Channel, `${Subject}:${string}`>>;

/** The result of a command that returns nothing. */
export const done: CommandResult<undefined> = succeed(undefined);

/** Makes the handler of a command that returns nothing. */
export const doing =
  <Input>(act: (input: Input) => void) =>
  (input: Input): CommandResult<undefined> => {
    act(input);
    return done;
  };
