import { type ReactNode, useState } from 'react';
import type { CampaignSummary } from '../../domain/contract.ts';
import { locales } from '../../domain/text/languages.ts';
import { campaignSorts, everyCampaign, inView, type Stage } from '../store/campaign-list.ts';
import { useView } from '../store/use-store.ts';
import { useLanguage, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { InlineSelect } from '../ui/fields/select.tsx';
import { useNow } from '../ui/hooks/use-now.ts';
import { Scroll } from '../ui/scroll.tsx';
import { FindField } from './find-field.tsx';
import { NewCampaignButton } from './new-campaign-button.tsx';

/** Rows rendered before the operator asks for more: hundreds of rows with their menus would block the window. */
const shownAtOnce = 50;

type Props = {
  readonly screen: 'campaigns' | 'reports';
  readonly label: string;
  readonly empty: { readonly title: string; readonly body: string };
  readonly above?: ReactNode;
  readonly campaigns: readonly CampaignSummary[];
  readonly stages: readonly Stage[];
  /** The column headers after name, state and progress. */
  readonly heads: ReactNode;
  readonly row: (campaign: CampaignSummary, nowMs: number) => ReactNode;
};

/** The body of a screen that lists campaigns; while there are none, the one next action. */
export function CampaignList({ label, empty, above, ...list }: Props) {
  if (list.campaigns.length > 0)
    return (
      <Scroll label={label} className="list">
        {above}
        <Campaigns {...list} />
      </Scroll>
    );
  return (
    <div className="first-run grid center relative">
      <EmptyState title={empty.title} action={<NewCampaignButton />}>
        {empty.body}
      </EmptyState>
    </div>
  );
}

function Campaigns({ screen, campaigns, stages, heads, row }: Omit<Props, 'label' | 'empty' | 'above'>) {
  const text = useText();
  const [view, narrow] = useView(screen);
  const [most, setMost] = useState(shownAtOnce);
  const nowMs = useNow(30_000);
  const found = inView(campaigns, view, nowMs, locales[useLanguage()]);
  const showAll = () => narrow({ ...everyCampaign, sort: view.sort });
  return (
    <>
      <CampaignToolbar screen={screen} stages={stages} />
      {found.length === 0 ? (
        <EmptyState
          isOfList
          title={text('campaigns.noneFound')}
          action={<Button onPress={showAll}>{text('campaigns.showAll')}</Button>}
        >
          {text('campaigns.noneFoundBody')}
        </EmptyState>
      ) : (
        <table className="table campaigns">
          <thead>
            <tr>
              <th>{text('campaigns.name')}</th>
              <th className="col-state">{text('campaigns.state')}</th>
              <th className="col-progress">{text('campaigns.progress')}</th>
              {heads}
            </tr>
          </thead>
          <tbody>{found.slice(0, most).map((campaign) => row(campaign, nowMs))}</tbody>
        </table>
      )}
      {found.length > most && (
        <div className="list-more">
          <Button onPress={() => setMost(most + shownAtOnce)}>
            {text('campaigns.more', { shown: most, total: found.length })}
          </Button>
        </div>
      )}
    </>
  );
}

function CampaignToolbar({ screen, stages }: Pick<Props, 'screen' | 'stages'>) {
  const text = useText();
  const [{ search, show, sort }, narrow] = useView(screen);
  const stageWord = (stage: Stage) =>
    stage === 'scheduled' || stage === 'undecided' ? text(`campaigns.${stage}`) : text(`campaignState.${stage}`);
  return (
    <div className="toolbar in-gutter row wrap">
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
