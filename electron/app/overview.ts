import { app } from 'electron';
import type { Stores } from '../../db/stores.ts';
import type { Overview } from '../../domain/contract.ts';
import { usualSeparator } from '../../domain/lists/csv-separator.ts';
import type { Settings } from '../../domain/settings.ts';
import type { UpdateView } from '../../domain/state/update.ts';
import { type ReadCampaignParts, summaries } from '../campaigns/read.ts';
import { isUnsandboxed } from '../desktop/identity.ts';
import { canStartWithComputer } from '../desktop/login-item.ts';
import { countryOfLocale } from '../settings/read-phone.ts';
import type { TeamAtWork } from '../team/at-work.ts';
import type { Sending } from './sending.ts';

type OverviewParts = ReadCampaignParts &
  Pick<Stores, 'stops' | 'queries' | 'conversations' | 'alarms' | 'notices'> & {
    readonly sending: Sending;
    readonly team: TeamAtWork;
    readonly settings: () => Settings;
    readonly dataFolder: string;
    readonly isPractice: boolean;
    readonly update: UpdateView;
  };

/** Everything that the window shows first. From then on it is told what changes. */
export function readOverview(parts: OverviewParts): Overview {
  const { alarms, notices, conversations, stops, queries, sending } = parts;
  const settings = parts.settings();
  return {
    version: app.getVersion(),
    dataFolder: parts.dataFolder,
    platform: process.platform,
    practice: parts.isPractice ? { gapMs: settings.gapMinMs, ackWaitMs: settings.ackWaitMs } : null,
    link: sending.accounts.link,
    dispatcher: sending.accounts.state,
    accounts: sending.accounts.views(),
    team: parts.team.view,
    campaigns: summaries(parts),
    counts: queries.counts(),
    settings,
    contradictions: queries.contradictions(),
    alarms: alarms.open(),
    notices: notices.open(),
    stopProposals: stops.openPeople(),
    waitingReplies: conversations.waiting(),
    update: parts.update,
    canStartWithComputer: canStartWithComputer(app, parts.isPractice),
    csvSeparator: usualSeparator(countryOfLocale(app.getSystemLocale())),
    isUnsandboxed: isUnsandboxed(app, process.env),
  };
}
