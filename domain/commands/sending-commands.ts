import { z } from 'zod';
import { WhatsAppChecks } from '../app-views.ts';
import { AccountView } from '../state/account.ts';
import { Alarm } from '../state/alarm.ts';
import { Notice } from '../state/notice.ts';
import { Id, Phone } from '../view-parts.ts';
import { byId, command, Name, nothing, ofAccount, SavedFile, Who } from './command.ts';

export const sendingCommands = {
  /** Adds an empty account, which a phone is linked to afterwards. */
  'account:add': command(nothing, z.object({ id: Id, accounts: z.array(AccountView) })),

  'account:memory': command(nothing, z.object({ totalBytes: z.int() })),
  'account:rename': command(z.object({ id: Id, name: Name }), z.array(AccountView)),

  /** Removes the login at WhatsApp and here. What the account sent stays under its number. */
  'account:remove': command(byId, z.array(AccountView)),
  'link:retry': command(ofAccount, nothing),
  'link:withCode': command(z.object({ account: Id.optional(), phone: Phone }), nothing),
  'link:withQr': command(ofAccount, nothing),

  /** Shows WhatsApp's own window until the account is linked or the request answered: a passkey works only there. */
  'link:inWindow': command(ofAccount, nothing),
  'link:unlink': command(ofAccount, nothing),

  /** Checks everything that sending needs. With a message, one is sent to the linked account and to nobody else. */
  'link:check': command(z.object({ account: Id.optional(), withMessage: z.boolean() }), WhatsAppChecks),

  /** Saves what the last check found, without numbers and texts. */
  'link:saveCheck': command(nothing, SavedFile),

  /** Acknowledges one alarm. Returns the open ones. */
  'alarm:acknowledge': command(z.object({ id: Id, who: Who }), z.array(Alarm)),

  /** Dismisses one notice. Returns the open ones. */
  'notice:dismiss': command(z.object({ id: Id, who: Who }), z.array(Notice)),
  'dispatcher:pause': command(nothing, nothing),

  /** With an account: ends its pause. Without: ends the pause of all, or where there is none, each account's own. */
  'dispatcher:resume': command(ofAccount, nothing),
};
