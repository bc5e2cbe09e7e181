import { refuse, succeed } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Answer, Commands } from '../commands.ts';
import { readPhone } from '../settings/read-phone.ts';
import type { Browsers } from './browser/browsers.ts';
import type { Checks } from './check/checks.ts';
import type { WhatsAppSession } from './session.ts';

type LinkedAccount = {
  readonly session: WhatsAppSession;
  /** Removes the login, once nothing is on its way from it. */
  unlink(): Promise<void>;
  /** Opens WhatsApp's own window, once nothing is on its way from it. */
  openWindow(): Promise<void>;
};

export type WhatsAppCommandsParts = {
  /** `find` returns the account of a row, and the first account without an id. */
  readonly accounts: { find(id?: number): LinkedAccount | undefined };
  readonly browsers: Browsers;
  readonly checks: Checks;
  readonly settings: () => Settings;
};

/** The commands for the link to WhatsApp, and for the browser that runs its page. */
export function whatsAppCommands(parts: WhatsAppCommandsParts): Commands<'link' | 'browser'> {
  const { accounts, browsers, checks, settings } = parts;
  type Of = { readonly account?: number | undefined } | undefined;
  const withAccount = async <Value>(of: Of, use: (one: LinkedAccount) => Value | Promise<Value>): Answer<Value> => {
    const found = accounts.find(of?.account);
    return found ? succeed(await use(found)) : refuse('not_found', 'account');
  };
  const withSession = <Value>(of: Of, use: (session: WhatsAppSession) => Value | Promise<Value>): Answer<Value> =>
    withAccount(of, ({ session }) => use(session));
  return {
    'link:retry': (of) => withSession(of, (session) => session.retry()),
    'link:withCode': ({ phone, ...of }) => {
      const read = readPhone(phone, settings());
      return read.ok ? withSession(of, (session) => session.linkByCode(read.value)) : read;
    },
    'link:withQr': (of) => withSession(of, (session) => session.linkByQr()),
    'link:inWindow': (of) => withAccount(of, (one) => one.openWindow()),
    'link:unlink': (of) => withAccount(of, (one) => one.unlink()),
    'link:check': ({ withMessage, ...of }) => withSession(of, (session) => checks.run(session, withMessage)),
    'link:saveCheck': () => checks.save(),
    'browser:list': () => succeed(browsers.list()),
    'browser:use': ({ path }) => browsers.use(path),
    'browser:pick': () => browsers.pick(),
  };
}
