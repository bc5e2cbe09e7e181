import { useState } from 'react';
import type { MessageRow } from '../../domain/contract.ts';
import { openOf } from '../store/counts.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { CampaignBanners } from './campaign-banners.tsx';
import { CheckPanel } from './check/check-panel.tsx';
import { FailedList } from './failed-list.tsx';
import { FirstRun } from './first-run.tsx';
import { focusSearch } from './focus.ts';
import { MessagePanel } from './message-panel.tsx';
import { OutboxHeader } from './outbox-header.tsx';
import { PendingList } from './pending-list.tsx';
import { SentList } from './sent-list.tsx';
import { useOutbox } from './use-outbox.ts';

/** Every message by what became of it: waiting, sent, failed. */
export function OutboxScreen() {
  const text = useText();
  const { view, campaign, counts } = useOutbox();
  const showOutbox = useStore((store) => store.showOutbox);
  const openId = useStore((store) => store.openMessageId);
  const openMessage = useStore((store) => store.openMessage);
  const [checking, setChecking] = useState<readonly MessageRow[] | null>(null);
  const isFirstRun = useOverview(({ campaigns }) => campaigns.every(({ state }) => state === 'draft'));
  return (
    <>
      {campaign && <CampaignBanners campaign={campaign} />}
      {isFirstRun ? (
        <header className="screen-header">
          <div className="screen-header-row">
            <h1>{text('outbox.title')}</h1>
          </div>
        </header>
      ) : (
        <OutboxHeader campaign={campaign} counts={counts} />
      )}
      <Tabs
        label={text('outbox.tabs')}
        value={view.tab}
        onChange={(tab) => {
          setChecking(null);
          showOutbox({ tab });
        }}
        tabs={[
          { value: 'pending', label: text('outbox.pending'), count: openOf(counts) },
          { value: 'sent', label: text('outbox.sent'), count: counts.sent },
          {
            value: 'failed',
            label: text('outbox.failed'),
            count: counts.notSent + counts.notConfirmed,
            words: counts.notSent + counts.notConfirmed > 0 ? text('outbox.failedSplit', counts) : undefined,
          },
        ]}
      >
        {isFirstRun && <FirstRun />}
        {!isFirstRun && view.tab === 'pending' && <PendingList />}
        {!isFirstRun && view.tab === 'sent' && <SentList />}
        {!isFirstRun && view.tab === 'failed' && <FailedList onCheck={setChecking} />}
        {checking === null
          ? openId !== null && <MessagePanel id={openId} />
          : view.tab === 'failed' && (
              <CheckPanel
                rows={checking}
                onClose={() => {
                  setChecking(null);
                  openMessage(null);
                  requestAnimationFrame(focusSearch);
                }}
              />
            )}
      </Tabs>
    </>
  );
}
