import { openOf } from '../store/counts.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { CampaignBanners } from './campaign-banners.tsx';
import { FailedList } from './failed-list.tsx';
import { FirstRun } from './first-run.tsx';
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
        onChange={(tab) => showOutbox({ tab })}
        tabs={[
          { value: 'pending', label: text('outbox.pending'), count: openOf(counts) },
          { value: 'sent', label: text('outbox.sent'), count: counts.sent },
          { value: 'failed', label: text('outbox.failed'), count: counts.notSent + counts.notConfirmed },
        ]}
      >
        {isFirstRun && <FirstRun />}
        {!isFirstRun && view.tab === 'pending' && <PendingList />}
        {!isFirstRun && view.tab === 'sent' && <SentList />}
        {!isFirstRun && view.tab === 'failed' && <FailedList />}
        {openId !== null && <MessagePanel id={openId} />}
      </Tabs>
    </>
  );
}
