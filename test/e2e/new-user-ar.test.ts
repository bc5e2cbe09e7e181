import { describe } from 'vitest';
import { walk } from './new-user.ts';

describe('a new user in Arabic with 60 people of another country, in the dark theme', () => {
  walk({
    language: 'ar',
    locale: 'ar-EG',
    people: 60,
    colorScheme: 'dark',
    country: 'مصر',
    pauses: true,
    words: { hello: 'مرحبًا ', rest: '، نراك يوم السبت!', fallback: 'صديقنا', name: 'سمر' },
  });
});
