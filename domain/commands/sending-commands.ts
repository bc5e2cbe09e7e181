import { z } from 'zod';
import { WhatsAppChecks } from '../app-views.ts';
import { AccountView } from '../state/account.ts';
import { Alarm } from '../state/alarm.ts';
import { Notice } from '../state/notice.ts';
import { Id, Phone } from '../view-parts.ts';
import { byId, command, Name, nothing, ofAccount, SavedFile, Who } from './command.ts';

/** What sends: links, accounts, the dispatcher and what stops it. */
export const sendingCommands = {
  /** Another place for an account, which a phone is linked to then. */
  'account:add': command(nothing, z.object({ id: Id, accounts: z.array(AccountView) })),

  /** How much memory the computer has in all. */
  'account:memory': command(nothing, z.object({ totalBytes: z.int() })),
  'account:rename': command(z.object({ id: Id, name: Name }), z.array(AccountView)),

  /** Its login goes, at WhatsApp and here; what it sent stays with its number. */
  'account:remove': command(byId, z.array(AccountView)),
  'link:retry': command(ofAccount, nothing),
  'link:withCode': command(z.object({ account: Id.optional(), phone: Phone }), nothing),
  'link:withQr': command(ofAccount, nothing),

  /** Shows WhatsApp's own window until it is linked, or answered, there: a passkey can be used nowhere else. */
  'link:inWindow': command(ofAccount, nothing),
  'link:unlink': command(ofAccount, nothing),

  /** Tries everything that sending needs. With a message, one goes to the linked account itself; nobody else gets any. */
  'link:check': command(z.object({ account: Id.optional(), withMessage: z.boolean() }), WhatsAppChecks),

  /** Saves what the last check found, without numbers and texts. */
  'link:saveCheck': command(nothing, SavedFile),

  /** Takes note of one alarm. Returns those that are left. */
  'alarm:acknowledge': command(z.object({ id: Id, who: Who }), z.array(Alarm)),

  /** Takes note of one notice. Returns those that are left. */
  'notice:dismiss': command(z.object({ id: Id, who: Who }), z.array(Notice)),
  'dispatcher:pause': command(nothing, nothing),

  /** Of one account; without it, what all stand still for ends, else each goes on. */
  'dispatcher:resume': command(ofAccount, nothing),
};
