import { describe } from 'vitest';
import { isWholeRun } from '../support/whole-run.ts';
import { walk } from './new-user.ts';

/**
 * `docs/new-user.md` reports a walk with NEW_USER_PEOPLE=300. A multiple of thirty has each kind of row equally often.
 */
const people = Number(process.env.NEW_USER_PEOPLE ?? 60);

// `npm test` walks in Arabic, with a country to choose and pauses.
describe.runIf(isWholeRun)(`a new user in English with ${people} people, in the light theme`, () => {
  walk({
    language: 'en',
    locale: 'en-GB',
    people,
    colorScheme: 'light',
    country: null,
    pauses: false,
    words: { hello: 'Hello ', rest: ', see you on Saturday!', fallback: 'friend', name: 'Sam' },
  });
});
