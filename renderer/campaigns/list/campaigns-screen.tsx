import { useState } from 'react';
import type { CampaignSummary } from '../../../domain/contract.ts';
import { locales } from '../../../domain/text/languages.ts';
import { FindField } from '../../shared/find-field.tsx';
import { NewCampaignButton } from '../../shared/new-campaign-button.tsx';
import { campaignSorts, everyCampaign, inView, stages } from '../../store/campaign-list.ts';
import { useOverview, useView } from '../../store/use-store.ts';
import { useLanguage, useText } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { InlineSelect } from '../../ui/fields/select.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { useNow } from '../../ui/hooks/use-now.ts';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { Scroll } from '../../ui/scroll.tsx';
import { CampaignRow } from './campaign-row.tsx';

/**
 * Every campaign with its state and what came of it, to be searched and sorted; everything is done with it from here.
 */
export function CampaignsScreen() {
  const text = useText();
  const campaigns = useOverview((overview) => overview.campaigns);
  return (
    <>
      <ScreenHeader
        className="header-plain lined"
        title={text('campaigns.title')}
        actions={campaigns.length > 0 && <NewCampaignButton />}
      />
      {campaigns.length === 0 ? (
        <div className="first-run grid center relative">
          <EmptyState title={text('campaigns.emptyTitle')} action={<NewCampaignButton />}>
            {text('campaigns.emptyBody')}
          </EmptyState>
        </div>
      ) : (
        <CampaignList campaigns={campaigns} />
      )}
    </>
  );
}

function CampaignList({ campaigns }: { campaigns: readonly CampaignSummary[] }) {
  const text = useText();
  const [view, narrow] = useView('campaigns');
  const nowMs = useNow(30_000);
  const found = inView(campaigns, view, nowMs, locales[useLanguage()]);
  return (
    <Scroll label={text('campaigns.title')} className="list">
      <ReturnedCampaigns campaigns={campaigns} />
      <CampaignToolbar />
      {found.length === 0 ? (
        <div className="list-empty">
          <EmptyState
            title={text('campaigns.noneFound')}
            action={
              <Button onPress={() => narrow({ ...everyCampaign, sort: view.sort })}>{text('campaigns.showAll')}</Button>
            }
          >
            {text('campaigns.noneFoundBody')}
          </EmptyState>
        </div>
      ) : (
        <CampaignTable campaigns={found} nowMs={nowMs} />
      )}
    </Scroll>
  );
}

function CampaignToolbar() {
  const text = useText();
  const [{ search, show, sort }, narrow] = useView('campaigns');
  const stageWord = (stage: (typeof stages)[number]) =>
    stage === 'scheduled' || stage === 'undecided' ? text(`campaigns.${stage}`) : text(`campaignState.${stage}`);
  return (
    <div className="toolbar row wrap">
      <FindField label={text('campaigns.search')} value={search} onChange={(value) => narrow({ search: value })} />
      <InlineSelect
        label={text('campaigns.show')}
        value={show}
        options={[
          { value: 'all', label: text('campaigns.all') },
          ...stages.map((value) => ({ value, label: stageWord(value) })),
        ]}
        onChange={(value) => narrow({ show: value })}
      />
      <InlineSelect
        label={text('campaigns.sort')}
        value={sort}
        options={campaignSorts.map((value) => ({ value, label: text(`campaigns.sortBy.${value}`) }))}
        onChange={(value) => narrow({ sort: value })}
      />
    </div>
  );
}

/** Rows drawn before the operator asks for more: hundreds, each with its menu, would hold the window up. */
const shownAtOnce = 50;

function CampaignTable({ campaigns, nowMs }: { campaigns: readonly CampaignSummary[]; nowMs: number }) {
  const text = useText();
  const [most, setMost] = useState(shownAtOnce);
  return (
    <>
      <table className="table campaigns">
        <thead>
          <tr>
            <th>{text('campaigns.name')}</th>
            <th className="col-state">{text('campaigns.state')}</th>
            <th className="col-progress">{text('campaigns.progress')}</th>
            <th className="col-finish col-clock">{text('campaigns.finish')}</th>
            <th className="col-open end">
              <span className="visually-hidden">{text('campaigns.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {campaigns.slice(0, most).map((campaign) => (
            <CampaignRow key={campaign.id} campaign={campaign} nowMs={nowMs} />
          ))}
        </tbody>
      </table>
      {campaigns.length > most && (
        <div className="list-more">
          <Button onPress={() => setMost(most + shownAtOnce)}>
            {text('campaigns.more', { shown: most, total: campaigns.length })}
          </Button>
        </div>
      )}
    </>
  );
}

/** Campaigns that came back with a backup or from another place: one by one from their menus, or all at once from here. */
function ReturnedCampaigns({ campaigns }: { campaigns: readonly CampaignSummary[] }) {
  const text = useText();
  const ask = useAsk();
  const count = campaigns.filter(({ cameBack, state }) => cameBack !== null && state === 'paused').length;
  if (count === 0) return null;
  return (
    <Banner
      kind="paused"
      title={text('cameBack.all', { count })}
      actions={
        <Button onPress={() => ask('campaign:resumeReturned', { count })}>
          {text('cameBack.resumeAll', { count })}
        </Button>
      }
    >
      {text('cameBack.allBody')}
    </Banner>
  );
}
