import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { MessageRow } from '../../domain/contract.ts';
import type { Counts } from '../../domain/messages/message.ts';
import type { Text } from '../../domain/text/make-text.ts';
import { useNewCampaign } from '../shared/use-new-campaign.ts';
import { notInChatOf, openOf } from '../store/counts.ts';
import { useActions, useOverview, useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { ScreenHeader } from '../ui/screen-header.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { CampaignBanners, SecondSteps } from './campaign-banners.tsx';
import { CheckScreen } from './check/check-screen.tsx';
import { FailedList } from './failed-list.tsx';
import { focusCheck } from './focus.ts';
import { MessagePanel } from './message-panel.tsx';
import { OutboxHeader } from './outbox-header.tsx';
import { PendingList } from './pending-list.tsx';
import { SentList } from './sent-list.tsx';
import { TeamOffers } from './team/team-offers.tsx';
import { TeamTab } from './team/team-tab.tsx';
import { useOutbox } from './use-outbox.ts';

/** All messages by what happened to them: waiting, sent, failed. */
export function OutboxScreen() {
  const text = useText();
  const { view, campaign, counts } = useOutbox();
  const { showOutbox, openMessage } = useActions();
  const openId = useStore((store) => store.openMessageId);
  const [checking, setChecking] = useState<readonly MessageRow[] | null>(null);
  // An operator who is led elsewhere, for example by a notification, has left the round.
  useEffect(() => setChecking((now) => (view.tab === 'failed' ? now : null)), [view.tab]);
  const [isTeam, setTeam] = useState(true);
  const hasTeam = useOverview(({ team }) => team !== null) && campaign?.team != null;
  const tab = hasTeam && isTeam ? 'team' : view.tab;
  // An operator who is led to one of its messages sees that message.
  useEffect(() => setTeam((now) => now && openId === null), [openId]);
  const isFirstRun = useOverview(({ campaigns }) => campaigns.every(({ state }) => state === 'draft'));
  if (checking !== null && view.tab === 'failed') {
    const close = () => {
      setChecking(null);
      openMessage(null);
      requestAnimationFrame(focusCheck);
    };
    return (
      <>
        <OutboxHeader onBack={close} />
        <CheckScreen rows={checking} onClose={close} />
      </>
    );
  }
  return (
    <>
      {/* A question stays with the campaign that it was asked about. */}
      {campaign && <CampaignBanners key={campaign.id} campaign={campaign} />}
      <TeamOffers />
      <SecondSteps />
      {isFirstRun ? <ScreenHeader title={text('outbox.title')} /> : <OutboxHeader />}
      <Tabs
        label={text('outbox.tabs')}
        value={tab}
        onChange={(chosen) => {
          setTeam(chosen === 'team');
          if (chosen !== 'team') showOutbox({ tab: chosen });
        }}
        tabs={[
          ...(hasTeam ? [{ value: 'team' as const, label: text('teamCampaign.tab') }] : []),
          { value: 'pending', label: text('outbox.pending'), count: openOf(counts) },
          { value: 'sent', label: text('outbox.sent'), count: counts.sent },
          {
            value: 'failed',
            label: text('outbox.failed'),
            count: counts.notSent + counts.notConfirmed,
            words: failedWords(text, counts),
          },
        ]}
      >
        {isFirstRun && <FirstRun />}
        {!isFirstRun && tab === 'team' && campaign && <TeamTab campaign={campaign} />}
        {!isFirstRun && tab === 'pending' && <PendingList />}
        {!isFirstRun && tab === 'sent' && <SentList />}
        {!isFirstRun && tab === 'failed' && <FailedList onCheck={setChecking} />}
        {openId !== null && <MessagePanel id={openId} />}
      </Tabs>
    </>
  );
}

/** What the count of failed messages consists of. Messages not found in their chat are counted by that name. */
function failedWords(text: Text, counts: Counts): string | undefined {
  if (counts.notSent + counts.notConfirmed === 0) return undefined;
  const parts = { notConfirmed: counts.toCheck, notInChat: notInChatOf(counts), notSent: counts.notSent };
  return text(parts.notInChat === 0 ? 'outbox.failedSplit' : 'outbox.failedSplitChecked', parts);
}

const ghosts = ['one', 'two', 'three', 'four', 'five'];

/** The outbox before the first campaign: what will be here, and the one next action. */
function FirstRun() {
  const text = useText();
  const ask = useAsk();
  const newCampaign = useNewCampaign();
  const isPractice = useOverview(({ practice }) => practice !== null);
  return (
    <div className="first-run grid center relative">
      <ul className="ghosts" aria-hidden="true">
        {ghosts.map((ghost) => (
          <li key={ghost}>
            <i />
            <b />
            <b />
            <b />
          </li>
        ))}
      </ul>
      <EmptyState
        title={text('outbox.firstTitle')}
        action={
          <div className="buttons middle">
            <Button kind="primary" size="large" icon={Plus} onPress={newCampaign}>
              {text('shell.newCampaign')}
            </Button>
            {!isPractice && (
              <Button size="large" onPress={() => ask('app:restart', { practice: true })}>
                {text('outbox.practiceFirst')}
              </Button>
            )}
          </div>
        }
      >
        {text('outbox.firstBody')}
      </EmptyState>
    </div>
  );
}
