import { describe, expect, it } from 'vitest';
import { noneSetAside } from '../../../domain/campaign-views.ts';
import type { CampaignSummary } from '../../../domain/contract.ts';
import { noCounts } from '../../../domain/messages/message.ts';
import type { AccountView } from '../../../domain/state/account.ts';
import type { DispatcherState, LinkState, PauseReason, WaitReason } from '../../../domain/state/state.ts';
import { createText } from '../../../domain/text/index.ts';
import { progressOf, sendingOf, stateLine, waitingForOperator } from '../../../electron/desktop/campaigns-progress.ts';
import { LongWaits } from '../../../electron/desktop/long-waits.ts';
import {
  noticeOfCampaign,
  noticeOfDispatcher,
  noticeOfLink,
  noticeOfWait,
  noticesOfAccounts,
} from '../../../electron/desktop/notices.ts';
import { quickSchedule } from '../../support/schedules.ts';
import { startMs } from '../../support/temporary-database.ts';

const { text } = createText('en');

function campaign(change: Partial<CampaignSummary>): CampaignSummary {
  return {
    id: 1,
    name: 'Volunteer Day',
    state: 'running',
    pauseReason: null,
    cameBack: null,
    account: '+447700900118',
    strandedAccounts: [],
    createdAtMs: startMs,
    startedAtMs: startMs,
    finishedAtMs: null,
    schedule: quickSchedule,
    counts: { ...noCounts, pending: 2, sent: 5, notSent: 1, notConfirmed: 1, cancelled: 4 },
    total: 13,
    expectedFinishMs: null,
    gapMs: null,
    replied: 0,
    followsId: null,
    team: null,
    nextStepMs: null,
    nextDay: null,
    setAside: noneSetAside,
    waitForDecision: 0,
    ...change,
  };
}

const sending: DispatcherState = { kind: 'sending', messageId: 1, campaignId: 1, sinceMs: startMs };
const paused = (reason: Extract<DispatcherState, { kind: 'paused' }>['reason'], count: number | null = null) =>
  ({ kind: 'paused', reason, detail: '', count }) satisfies DispatcherState;
const minuteMs = 60_000;
const waits = (why: WaitReason, untilMs: number | null): DispatcherState => ({
  kind: 'waiting',
  why,
  sinceMs: startMs,
  untilMs,
  campaignId: null,
  count: 3,
});
const account = { id: '447700900118@c.us', phone: '+447700900118', name: 'Office' };
const ready: LinkState = { phase: 'ready', account };

describe('the operator who looks elsewhere is told', () => {
  it('that a campaign is finished, with its sums, once', () => {
    const finished = campaign({ state: 'finished', finishedAtMs: startMs });
    expect(noticeOfCampaign(text, campaign({}), finished)).toEqual({
      title: 'Volunteer Day has finished',
      body: '5 sent, 1 not confirmed, 1 not sent.',
      place: { screen: 'outbox', campaignId: 1, tab: 'failed', certainty: null },
    });
    expect(noticeOfCampaign(text, finished, finished)).toBeNull();
    // Work that the app finds finished at its start is no news.
    expect(noticeOfCampaign(text, undefined, finished)).toBeNull();
  });

  it('why a campaign waits, but not of a pause of their own', () => {
    const pilot = campaign({ state: 'paused', pauseReason: 'pilot' });
    expect(noticeOfCampaign(text, campaign({}), pilot)?.body).toBe(text('campaignPause.pilot'));
    const own = campaign({ state: 'paused', pauseReason: 'operator' });
    expect(noticeOfCampaign(text, campaign({}), own)).toBeNull();
  });

  it('why sending stopped, in words with the number', () => {
    const stopped = noticeOfDispatcher(text, sending, paused('not_handed_over_in_a_row', 3));
    expect(stopped?.body).toMatch(/^3 messages in a row/);
    expect(noticeOfDispatcher(text, sending, paused('operator'))).toBeNull();
    expect(noticeOfDispatcher(text, paused('operator'), paused('disk_full'))).toBeNull();
  });

  it('of a lost login once, and not before there was one', () => {
    expect(noticeOfLink(text, ready, { phase: 'logged_out' })?.title).toBe('WhatsApp was logged out');
    expect(noticeOfDispatcher(text, sending, paused('logged_out'))).toBeNull();
    expect(noticeOfLink(text, { phase: 'starting' }, { phase: 'logged_out' })).toBeNull();
    expect(noticeOfLink(text, { phase: 'logged_out' }, { phase: 'logged_out' })).toBeNull();
  });
});

describe('a wait that lasts', () => {
  const told = (state: DispatcherState, afterMs: number, toldMs: number | null = null) =>
    noticeOfWait(text, state, startMs + afterMs, toldMs)?.title ?? null;

  it('is told after a quarter of an hour, once, where WhatsApp or the team is the reason', () => {
    const outage = waits('no_answer', startMs + 20 * minuteMs);
    expect(told(outage, 14 * minuteMs)).toBeNull();
    expect(told(outage, 15 * minuteMs)).toBe('WhatsApp is not responding');
    expect(told(outage, 15 * minuteMs, startMs)).toBeNull();
    expect(told(waits('unconfirmed_in_a_row', null), 15 * minuteMs)).toBe('3 messages in a row were not confirmed');
    expect(told(waits('team', startMs), 15 * minuteMs)).toBe('Waiting for the team');
    expect(told(waits('window', startMs), 60 * minuteMs)).toBeNull();
    expect(told(sending, 60 * minuteMs)).toBeNull();
  });

  it('that a campaign has ended but for people who wait for a decision, once', () => {
    const ended = campaign({
      waitForDecision: 2,
      setAside: { ...noneSetAside, inChat: 2 },
    });
    expect(noticeOfCampaign(text, campaign({ waitForDecision: 1 }), ended)).toMatchObject({
      title: 'Volunteer Day has ended, and 2 people wait for you',
      place: { screen: 'outbox', campaignId: 1, tab: 'pending' },
    });
    expect(noticeOfCampaign(text, ended, ended)).toBeNull();
  });

  it('that people of a campaign which goes again wait for a decision, and not that it has ended', () => {
    const before = campaign({ nextDay: '2026-03-21' });
    expect(noticeOfCampaign(text, before, { ...before, waitForDecision: 2 })).toMatchObject({
      title: 'Volunteer Day: 2 people wait for you',
      body: 'They get nothing until you decide about them.',
    });
  });

  it('for an answer about people who have the text in their chat is told when the first is found', () => {
    const asked = campaign({
      setAside: { ...noneSetAside, inChat: 1 },
    });
    expect(noticeOfCampaign(text, campaign({}), asked)?.title).toBe(
      'Volunteer Day: some people already have this text',
    );
    expect(
      noticeOfCampaign(
        text,
        asked,
        campaign({
          setAside: { ...noneSetAside, inChat: 2 },
        }),
      ),
    ).toBeNull();
  });

  it('for an answer about people whose text has changed is told when the first is found', () => {
    const asked = campaign({
      setAside: { ...noneSetAside, textChanged: 1 },
    });
    const notice = noticeOfCampaign(text, campaign({}), asked);
    expect(notice?.title).toBe('Volunteer Day: for some people the text has changed');
    expect(noticeOfCampaign(text, asked, asked)).toBeNull();
  });

  it('that the chats of those who were moved cannot be read', () => {
    const asked = campaign({ setAside: { ...noneSetAside, oldChat: 1 } });
    const notice = noticeOfCampaign(text, campaign({}), asked);
    expect(notice?.title).toBe('Volunteer Day: the old chat of some people cannot be read');
    expect(noticeOfCampaign(text, asked, asked)).toBeNull();
  });

  it('that a campaign is held for its file is told with what to do', () => {
    const held = campaign({ state: 'paused', pauseReason: 'attachment_unreadable' });
    expect(noticeOfCampaign(text, campaign({}), held)?.body).toBe(text('campaignPause.attachment_unreadable'));
  });
});

describe('a click on what is told leads to', () => {
  const outbox = (tab: 'pending' | 'sent' | 'failed', change: object = {}) => ({
    screen: 'outbox',
    campaignId: null,
    tab,
    certainty: null,
    ...change,
  });

  it('the campaign: what went wrong of it, or else what was sent, or the banner that asks', () => {
    const place = (change: Partial<CampaignSummary>) => noticeOfCampaign(text, campaign({}), campaign(change))?.place;
    expect(place({ state: 'finished' })).toEqual(outbox('failed', { campaignId: 1 }));
    const allSent = { state: 'finished', counts: { ...noCounts, sent: 9 } } as const;
    expect(place(allSent)).toEqual(outbox('sent', { campaignId: 1 }));
    expect(place({ state: 'paused', pauseReason: 'overdue' })).toEqual(outbox('pending', { campaignId: 1 }));
  });

  it('the messages in doubt, those that were not sent, the linking, or the banner that says why', () => {
    const place = (reason: PauseReason) => noticeOfDispatcher(text, sending, paused(reason, 3))?.place;
    expect(place('rejected')).toEqual(outbox('failed', { certainty: 'not_confirmed' }));
    expect(place('not_handed_over_in_a_row')).toEqual(outbox('failed', { certainty: 'not_sent' }));
    expect(place('other_account')).toEqual({ screen: 'link' });
    expect(place('disk_full')).toEqual(outbox('pending'));
    expect(noticeOfLink(text, ready, { phase: 'logged_out' })?.place).toEqual({ screen: 'link' });
  });
});

describe('there is something to pause', () => {
  it('while messages go out or wait, and while what waits has no link; not where nothing waits or the app ends', () => {
    const morning = {
      kind: 'waiting',
      sinceMs: startMs,
      untilMs: startMs,
      why: 'window',
      campaignId: 1,
      count: null,
    } as const;
    for (const state of [sending, morning, { kind: 'not_linked' } as const]) expect(sendingOf(state)).toBe('pausable');
    for (const kind of ['idle', 'stopping'] as const) expect(sendingOf({ kind })).toBe('neither');
    expect(sendingOf(paused('operator'))).toBe('paused');
  });
});

describe('the icon shows', () => {
  it('how far the campaigns under way have come, without what was cancelled', () => {
    const done = campaign({ id: 2, state: 'finished' });
    expect(progressOf([campaign({}), done])).toEqual({ done: 7, total: 9 });
    expect(progressOf([done])).toBeNull();
  });

  it('how many things wait for the operator', () => {
    const pilot = campaign({ state: 'paused', pauseReason: 'pilot' });
    const own = campaign({ state: 'paused', pauseReason: 'operator' });
    expect(waitingForOperator(paused('rejected'), [pilot, own, campaign({})])).toBe(2);
    expect(waitingForOperator(paused('operator'), [own])).toBe(0);
    expect(waitingForOperator({ kind: 'alarm', count: 1 }, [pilot])).toBe(2);
  });

  it('in one line what happens now', () => {
    const progress = { done: 7, total: 9 };
    expect(stateLine(text, sending, progress, 'en')).toBe('Sending: 7 of 9 processed');
    expect(stateLine(text, { kind: 'idle' }, null, 'en')).toBe('Nothing to send');
    expect(stateLine(text, { kind: 'idle' }, progress, 'en')).toBe('Nothing is being sent');
    expect(stateLine(text, { kind: 'not_linked' }, progress, 'en')).toBe('WhatsApp is not linked');
    expect(stateLine(text, { kind: 'not_linked' }, progress, 'en', true)).toBe('No connection to WhatsApp');
    expect(stateLine(text, paused('disk_full'), progress, 'en')).toBe('Paused: The disk is full');
    expect(stateLine(text, waits('unconfirmed_in_a_row', null), progress, 'en')).toBe('Waiting for confirmations');
    const morning = {
      kind: 'waiting',
      sinceMs: startMs,
      untilMs: startMs,
      why: 'window',
      campaignId: 1,
      count: null,
    } as const;
    expect(stateLine(text, morning, progress, 'en')).toMatch(/^Waiting until (Mon|Tue|Wed),? \d\d:\d\d$/);
  });
});

const linkedAs = { phase: 'ready', account: { id: 'a@c.us', phone: '+447700900118', name: '' } } as const;
const accountOf = (id: number, dispatcher: DispatcherState, link: LinkState = linkedAs, pending = 0): AccountView => ({
  id,
  name: id === 1 ? 'Office' : '',
  phone: `+44770090011${id}`,
  link,
  dispatcher,
  pending,
  today: { sent: 0, left: null, untilMs: 0 },
});

describe('an account among several that needs a hand', () => {
  const held = { kind: 'paused', reason: 'restricted', detail: 'timelock', count: null } as const;
  const idle = { kind: 'idle' } as const;

  it('is told of by its name, once, while the others go on', () => {
    const accounts = [accountOf(1, held), accountOf(2, idle)];
    const [told, ...more] = noticesOfAccounts(text, accounts, new Set());
    expect(told).toMatchObject({ title: 'Office', body: 'WhatsApp restricts this account' });
    expect(more).toEqual([]);
    expect(noticesOfAccounts(text, accounts, new Set([1]))).toEqual([]);
  });

  it('is told of where its login was lost', () => {
    const accounts = [accountOf(1, idle), accountOf(2, idle, { phase: 'logged_out' })];
    expect(noticesOfAccounts(text, accounts, new Set())).toMatchObject([{ title: '+447700900112' }]);
  });

  it('is told of with what WhatsApp does not let it do', () => {
    const blocked = { phase: 'failed', problem: 'terms_of_service', detail: '' } as const;
    const accounts = [accountOf(1, idle), accountOf(2, { kind: 'not_linked' }, blocked)];
    expect(noticesOfAccounts(text, accounts, new Set())).toMatchObject([
      { body: text('linkProblem.terms_of_service') },
    ]);
  });

  it('that is the only one says it as ever', () => {
    expect(noticesOfAccounts(text, [accountOf(1, held)], new Set())).toEqual([]);
  });
});

describe('what lasts', () => {
  const linkless: DispatcherState = { kind: 'not_linked' };
  const away: LinkState = { phase: 'disconnected', account: null, retryAtMs: null };
  /** The notices while, minute by minute, the accounts stay as they are. */
  const toldOf = (accounts: readonly AccountView[], minutes = 30) => {
    const waits = new LongWaits();
    return Array.from({ length: minutes }, (_, minute) => ({ minute, at: startMs + minute * minuteMs })).flatMap(
      ({ minute, at }) => waits.notices(text, accounts, at).map((notice) => ({ minute, ...notice })),
    );
  };

  it('is told of a connection that has been lost for five minutes while messages wait for it, once', () => {
    const connectionLost = {
      minute: 5,
      title: 'No connection to WhatsApp',
      place: { screen: 'outbox', tab: 'pending' },
    };
    expect(toldOf([accountOf(1, linkless, away, 3)])).toMatchObject([connectionLost]);
    expect(toldOf([accountOf(1, linkless, away)])).toEqual([]);
    expect(toldOf([accountOf(1, { kind: 'idle' }, away, 3)])).toEqual([]);
  });

  it('is never said to go on by itself where a person has to do something first', () => {
    const tooOld: LinkState = { phase: 'failed', problem: 'version_too_old', detail: '' };
    expect(toldOf([accountOf(1, linkless, tooOld, 3)])).toMatchObject([
      { minute: 5, body: text('linkProblem.version_too_old'), place: { screen: 'link' } },
    ]);
  });

  it('is told of one of several accounts by its name while the others go on', () => {
    const outage = waits('no_answer', null);
    expect(toldOf([accountOf(1, linkless, away, 3), accountOf(2, sending)])).toMatchObject([
      { minute: 5, title: 'Office', body: 'No connection to WhatsApp' },
    ]);
    expect(toldOf([accountOf(1, sending), accountOf(2, outage)])).toMatchObject([
      { minute: 15, title: '+447700900112', body: 'WhatsApp is not responding' },
    ]);
    const doubts = [accountOf(1, waits('unconfirmed_in_a_row', null)), accountOf(2, sending)];
    expect(noticesOfAccounts(text, doubts, new Set())).toEqual([]);
    expect(toldOf(doubts)).toMatchObject([
      { minute: 15, title: 'Office', body: '3 messages in a row were not confirmed' },
    ]);
  });

  it('is told once where it is the same of several accounts', () => {
    expect(toldOf([accountOf(1, linkless, away, 3), accountOf(2, linkless, away, 1)])).toMatchObject([
      { minute: 5, title: 'No connection to WhatsApp' },
    ]);
  });
});
