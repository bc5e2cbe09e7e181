import { expect, it } from 'vitest';
import { AppSettings } from '../../../electron/settings/app-settings.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';

it('names the stored settings that cannot be read, and goes on with their defaults', () => {
  const { db } = temporaryStores();
  const add = (key: string, value: string) => db.run(`INSERT INTO setting (key, value) VALUES (?, ?)`, key, value);
  db.pragma('ignore_check_constraints = ON');
  add('language', 'no JSON');
  add('theme', '"purple"');
  add('ackWaitMs', '30000');
  add('of a later version', '1');
  const unreadable: string[] = [];
  const settings = new AppSettings({
    db,
    isPractice: false,
    system: { language: 'es', country: 'GB' },
    onChange: () => undefined,
    onUnreadable: (name) => void unreadable.push(name),
  });
  expect(unreadable.sort()).toEqual(['language', 'theme']);
  expect(settings.current).toMatchObject({ language: 'es', ackWaitMs: 30_000 });
});
