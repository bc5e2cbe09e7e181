import { totalmem } from 'node:os';
import type { AccountView } from '../../domain/contract.ts';
import { foldText } from '../../domain/messages/fold.ts';
import { refuse, succeed } from '../../domain/result.ts';
import type { Commands } from '../commands.ts';

type AccountCommandsParts<One extends { readonly id: number }> = {
  readonly accounts: {
    find(id: number): One | undefined;
    views(): AccountView[];
    add(): One | null;
    rename(one: One, name: string): void;
    remove(one: One): Promise<void>;
  };
};

/** The commands for the accounts of this computer: adding, renaming and removing one. */
export function accountCommands<One extends { readonly id: number }>({
  accounts,
}: AccountCommandsParts<One>): Commands<'account'> {
  return {
    'account:add': () => {
      const added = accounts.add();
      return added ? succeed({ id: added.id, accounts: accounts.views() }) : refuse('not_allowed_now');
    },
    'account:memory': () => succeed({ totalBytes: totalmem() }),
    'account:rename': ({ id, name }) => {
      const one = accounts.find(id);
      if (!one) return refuse('not_found');
      // A column of a list names accounts by these names.
      const isTaken = accounts.views().some((other) => other.id !== id && foldText(other.name) === foldText(name));
      if (name !== '' && isTaken) return refuse('name_taken');
      accounts.rename(one, name);
      return succeed(accounts.views());
    },
    'account:remove': async ({ id }) => {
      const one = accounts.find(id);
      if (!one) return refuse('not_found');
      await accounts.remove(one);
      return succeed(accounts.views());
    },
  };
}
