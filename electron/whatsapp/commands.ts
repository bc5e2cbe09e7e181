import { succeed } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';
import { type Commands, done } from '../commands.ts';
import { readPhone } from '../settings/read-phone.ts';
import type { Browsers } from './browser/browsers.ts';
import type { Checks } from './check/checks.ts';
import type { WhatsAppSession } from './session.ts';

export type WhatsAppCommandsParts = {
  readonly session: WhatsAppSession;
  readonly browsers: Browsers;
  readonly checks: Checks;
  readonly settings: () => Settings;
};

/** The link to WhatsApp, and the browser that runs its page. */
export function whatsAppCommands(parts: WhatsAppCommandsParts): Commands<'link' | 'browser'> {
  const { session, browsers, checks, settings } = parts;
  return {
    'link:retry': () => {
      session.retry();
      return done;
    },
    'link:withCode': ({ phone }) => {
      const read = readPhone(phone, settings());
      if (!read.ok) return read;
      session.linkByCode(read.value);
      return done;
    },
    'link:withQr': () => {
      session.linkByQr();
      return done;
    },
    'link:unlink': async () => {
      await session.logout();
      return done;
    },
    'link:check': async ({ withMessage }) => succeed(await checks.run(withMessage)),
    'link:saveCheck': () => checks.save(),
    'browser:list': () => succeed(browsers.list()),
    'browser:use': ({ path }) => browsers.use(path),
    'browser:pick': () => browsers.pick(),
  };
}
