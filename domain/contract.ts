import { z } from 'zod';
import { CampaignSummary } from './campaign-views.ts';
import { appCommands } from './commands/app-commands.ts';
import { campaignCommands } from './commands/campaign-commands.ts';
import { listCommands } from './commands/list-commands.ts';
import { messageCommands } from './commands/message-commands.ts';
import { peopleCommands } from './commands/people-commands.ts';
import { replyCommands } from './commands/reply-commands.ts';
import { reportCommands } from './commands/report-commands.ts';
import { sendingCommands } from './commands/sending-commands.ts';
import { teamCommands } from './commands/team-commands.ts';
import type { Failure } from './failure.ts';
import { Counts } from './messages/message.ts';
import { BulkProgress, MessageFilter } from './messages/message-filter.ts';
import { MessageRow } from './messages/message-views.ts';
import { Verification } from './report/report-views.ts';
import type { Result } from './result.ts';
import { AccountView } from './state/account.ts';
import { Alarm } from './state/alarm.ts';
import { Notice } from './state/notice.ts';
import { DispatcherState, LinkState } from './state/state.ts';
import { TeamView } from './state/team.ts';
import { UpdateView } from './state/update.ts';
import { Id } from './view-parts.ts';

export * from './app-views.ts';
export * from './campaign-views.ts';
export * from './failure.ts';
export * from './lists/list-mapping.ts';
export * from './lists/list-views.ts';
export * from './messages/message-filter.ts';
export * from './messages/message-views.ts';
export * from './people/reply-views.ts';
export * from './report/report-views.ts';
export * from './state/account.ts';
export * from './state/team.ts';
export * from './view-parts.ts';

/** What the window may ask of main: each command once, with what it takes and what it answers. */
export const commands = {
  ...appCommands,
  ...sendingCommands,
  ...campaignCommands,
  ...listCommands,
  ...messageCommands,
  ...peopleCommands,
  ...replyCommands,
  ...reportCommands,
  ...teamCommands,
};

export type Channel = keyof typeof commands;
export type CommandInput<Name extends Channel> = z.input<(typeof commands)[Name]['input']>;
export type CommandOutput<Name extends Channel> = z.output<(typeof commands)[Name]['output']>;
export type CommandResult<Value> = Result<Value, Failure>;

/** What the application menu or the tray asks the window for. The first six are screens. */
export const AppCommand = z.enum([
  'outbox',
  'replies',
  'campaigns',
  'people',
  'reports',
  'settings',
  'newCampaign',
  'shortcuts',
]);
export type AppCommand = z.infer<typeof AppCommand>;

/** Where a clicked notification leads. */
export const Place = z.discriminatedUnion('screen', [
  z.object({ screen: z.literal('link') }),
  MessageFilter.pick({ campaignId: true, tab: true, certainty: true }).extend({ screen: z.literal('outbox') }),
]);
export type Place = z.infer<typeof Place>;

/** What main tells the window unasked. Patches are batched; nothing is reloaded. */
export const events = {
  'app:command': AppCommand,
  'app:goTo': Place,
  /** The app ends as soon as what is on its way has ended, and takes no more commands. */
  'app:ending': z.object({}),
  /** The state of all accounts together. What belongs to a single account is told apart. */
  'link:changed': LinkState,
  'dispatcher:changed': DispatcherState,
  'accounts:changed': z.object({ accounts: z.array(AccountView) }),
  'team:changed': z.object({ team: TeamView.nullable() }),
  /** `reread`: more rows changed than a patch carries, so the window asks for its page again. */
  'messages:changed': z.object({
    rows: z.array(MessageRow),
    reread: z.boolean(),
    counts: Counts,
    contradictions: z.int(),
  }),
  /** A change of many messages is under way; null once it is over. */
  'bulk:changed': BulkProgress.nullable(),
  'campaigns:changed': z.object({ changed: z.array(CampaignSummary), removed: z.array(Id) }),
  'verification:changed': Verification,
  'alarms:changed': z.object({ open: z.array(Alarm) }),
  'notices:changed': z.object({ open: z.array(Notice) }),
  /** Somebody wrote back, or was answered. `waiting`: how many wait for an answer. */
  'replies:changed': z.object({ waiting: z.int() }),
  /** How many people wrote a stop word and wait for a decision. */
  'proposals:changed': z.object({ open: z.int() }),
  'update:changed': UpdateView,
  /** How many people of a draft are in the team's database so far, while it is started with the team. */
  'teamCampaign:drawing': z.object({ id: Id, people: z.int() }),
  'list:progress': z.object({ uploadId: z.string(), rows: z.int(), totalRows: z.int().nullable() }),
};
export type EventName = keyof typeof events;
export type EventPayload<Name extends EventName> = z.output<(typeof events)[Name]>;
export type Emit = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;

/** What the preload puts on `window.sendonce`: one function a command, one subscription an event. */
export type Api = {
  readonly commands: {
    readonly [Name in Channel]: (input: CommandInput<Name>) => Promise<CommandResult<CommandOutput<Name>>>;
  };
  readonly events: { readonly [Name in EventName]: (listener: (payload: EventPayload<Name>) => void) => () => void };
};
