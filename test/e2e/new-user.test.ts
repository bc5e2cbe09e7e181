import { describe } from 'vitest';
import { walk } from './new-user.ts';

describe('a new user in English with 300 people, in the light theme', () => {
  walk({
    ...{ language: 'en', locale: 'en-GB', people: 300, colorScheme: 'light', country: null, pauses: false },
    words: { hello: 'Hello ', rest: ', see you on Saturday!', fallback: 'friend', name: 'Sam' },
  });
});
