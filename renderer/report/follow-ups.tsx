import type { CampaignSummary, Report, ReportPart } from '../../domain/contract.ts';
import { type FollowUpGroup, followUpGroups } from '../../domain/people/follow-up.ts';
import { nameWithRoom } from '../../domain/people/plain-name.ts';
import { CampaignLink } from '../shared/campaign-link.tsx';
import { useActions, useOverview } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';

type Props = { readonly report: Report; readonly part: ReportPart | null };

/** A new campaign for some of this one's people. Each choice says for how many. */
export function FollowUps({ report, part }: Props) {
  const { text, format } = useWords();
  const { groups } = report.followUps;
  const offered = followUpGroups.filter((group) => groups[group] > 0);
  const make = useFollowUp(report.campaign, part);
  const made = useMade(report.campaign);
  if (offered.length + made.length === 0) return null;
  return (
    <div className="grid gap-3">
      {offered.length > 0 && (
        <section className="follow row wrap" aria-labelledby="follow-up">
          <h2 id="follow-up">{text('report.followUp.title')}</h2>
          {offered.map((group) => (
            <Button key={group} onPress={() => make(group)}>
              <b className="number">{format.number(groups[group])}</b> {text(`report.followUp.group.${group}`)}
            </Button>
          ))}
          <FollowUpNotes report={report} />
        </section>
      )}
      {made.length > 0 && (
        <p className="follow-made flex wrap">
          <span className="quiet">{text('report.followUp.made')}</span>
          {made.map((campaign) => (
            <CampaignLink key={campaign.id} campaign={campaign} />
          ))}
        </p>
      )}
    </div>
  );
}

/** The existing follow-ups, the oldest first. */
function useMade({ id }: CampaignSummary): CampaignSummary[] {
  const campaigns = useOverview((overview) => overview.campaigns);
  return campaigns
    .filter(({ followsId }) => followsId === id)
    .toSorted((one, other) => one.createdAtMs - other.createdAtMs);
}

function FollowUpNotes({ report: { followUps, totals } }: Pick<Props, 'report'>) {
  const { text, format } = useWords();
  const out = (['stopped', 'answeredLater', 'notAgain', 'notConfirmed', 'cancelled'] as const)
    .map((why) => ({ why, count: { ...totals, ...followUps, notConfirmed: totals.toCheck }[why] }))
    .filter(({ count }) => count > 0)
    .map(({ why, count }) => `${format.number(count)} ${text(`report.followUp.out.${why}`)}`);
  return (
    <p className="small faint">
      {followUps.notThere > 0 && text('report.followUp.notThere', { count: followUps.notThere })}{' '}
      {followUps.groups.no_read_receipt > 0 && text('report.followUp.receipts')}{' '}
      {out.length > 0 && text('report.followUp.inNone', { parts: format.list(out) })}
    </p>
  );
}

function useFollowUp({ id, name }: CampaignSummary, part: ReportPart | null) {
  const text = useText();
  const ask = useAsk();
  const { open, fromHere } = useActions();
  return async (group: FollowUpGroup) => {
    const goOn = fromHere();
    const words = text(`report.followUp.group.${group}`);
    const draft = await ask('campaign:followUp', {
      id,
      group,
      ...(part === null ? {} : { part }),
      name: text('report.followUp.name', { campaign: nameWithRoom(name, `: ${words}`.length), group: words }),
    });
    if (draft !== null) goOn(() => open({ screen: 'campaign', id: draft.id, step: 'message' }));
  };
}

export function FollowedCampaign({ campaign }: { campaign: CampaignSummary }) {
  const text = useText();
  const campaigns = useOverview((overview) => overview.campaigns);
  const source = campaigns.find(({ id }) => id === campaign.followsId);
  if (!source) return null;
  return (
    <>
      {text('report.followUp.of')} <CampaignLink campaign={source} />.
    </>
  );
}
