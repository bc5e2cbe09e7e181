import { succeed } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';
import { type Commands, done } from '../commands.ts';
import { readPhone } from '../settings/read-phone.ts';
import type { Browsers } from './browsers.ts';
import { checkWhatsApp } from './check.ts';
import type { WhatsAppSession } from './session.ts';

export type WhatsAppCommandsParts = {
  readonly session: WhatsAppSession;
  readonly browsers: Browsers;
  readonly settings: () => Settings;
};

/** The link to WhatsApp, and the browser that runs its page. */
export function whatsAppCommands({ session, browsers, settings }: WhatsAppCommandsParts): Commands<'link' | 'browser'> {
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
    'link:check': async () => succeed(await checkWhatsApp(session)),
    'browser:list': () => succeed(browsers.list()),
    'browser:use': ({ path }) => browsers.use(path),
    'browser:pick': () => browsers.pick(),
  };
}
