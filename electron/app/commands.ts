import type { Overview } from '../../domain/contract.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { type Commands, doing } from '../commands.ts';
import { type PracticePage, readExampleList } from '../practice.ts';

export type AppCommandsParts = {
  readonly overview: () => Overview;
  /** Null outside practice mode. */
  readonly practice: PracticePage | null;
  readonly restart: (intoPractice: boolean) => void;
};

export function appCommands({ overview, practice, restart }: AppCommandsParts): Commands<'app'> {
  return {
    'app:overview': () => succeed(overview()),
    'app:exampleList': async () =>
      practice ? succeed(await readExampleList(practice)) : refuse('not_allowed_now', 'not in practice mode'),
    'app:restart': doing(({ practice: intoPractice }) => restart(intoPractice)),
  };
}
