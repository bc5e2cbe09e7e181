import type { z } from 'zod';
import type { Channel, CommandOutput, CommandResult, commands } from '../domain/contract.ts';
import { succeed } from '../domain/result.ts';

/** What is answered to a command, once it is done: a value, or why there is none. */
export type Answer<Value> = Promise<CommandResult<Value>>;

/** What a command does. It gets what zod made of the payload, and returns a value or a failure with its reason. */
export type Handlers = {
  readonly [Name in Channel]: (
    input: z.output<(typeof commands)[Name]['input']>,
  ) => Answer<CommandOutput<Name>> | CommandResult<CommandOutput<Name>>;
};

/** The commands of one feature: those whose names begin with its subject. */
export type Commands<Subject extends string> = Pick<Handlers, Extract<Channel, `${Subject}:${string}`>>;

/** The result of a command that has nothing to say. */
export const done: CommandResult<undefined> = succeed(undefined);

/** A command that does something and has nothing to say. */
export const doing =
  <Input>(act: (input: Input) => void) =>
  (input: Input): CommandResult<undefined> => {
    act(input);
    return done;
  };
