import { useState } from 'react';
import type {
  CampaignSummary,
  TeamCampaignView,
  TeamMemberView,
  TeamShare,
  TeamView,
} from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { nobodysOf } from '../../../domain/state/team.ts';
import { CancelCampaign } from '../../shared/cancel-campaign.tsx';
import { isSilent, LastHeard, TeamNow, useComputerName } from '../../shared/team/team-now.tsx';
import { useOverview } from '../../store/use-store.ts';
import { useText, useWords } from '../../text.tsx';
import { Busy } from '../../ui/busy.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { useNow } from '../../ui/hooks/use-now.ts';
import { useToast } from '../../ui/toast.tsx';
import { useTeamCampaigns } from './use-team-campaigns.ts';

/** The progress of a campaign at each computer of the team, and what can be done for all of them. */
export function TeamTab({ campaign: here }: { campaign: CampaignSummary }) {
  const { id: campaignId } = here;
  const text = useText();
  const { campaigns, again } = useTeamCampaigns(campaignId);
  const team = useOverview((overview) => overview.team);
  const campaign = campaigns?.find((one) => one.campaignId === campaignId);
  if (team === null) return null;
  const isOpen = team.state.kind === 'open';
  if (campaign === undefined) {
    if (campaigns !== null) return <Unknown campaign={here} />;
    return <div className="body">{isOpen ? <Busy>{text('teamCampaign.tab')}</Busy> : <TeamNow team={team} />}</div>;
  }
  return (
    <div className="scroll body stack">
      {!isOpen && <TeamNow team={team} />}
      {isOpen && team.kind === 'coordinator' && <ForAll campaign={campaign} again={again} />}
      <Shares team={team} campaign={campaign} again={again} />
    </div>
  );
}

/** The database was put back to before this campaign, or is another team's: only this computer knows who waits. */
function Unknown({ campaign }: { campaign: CampaignSummary }) {
  const text = useText();
  const [cancelling, setCancelling] = useState(false);
  return (
    <div className="scroll body stack">
      <p>{text('teamCampaign.unknown')}</p>
      {campaign.team === 'open' && (
        <div className="row">
          <Button kind="danger-quiet" onPress={() => setCancelling(true)}>
            {text('outbox.cancelCampaign')}
          </Button>
        </div>
      )}
      {cancelling && <CancelCampaign campaign={campaign} onClose={() => setCancelling(false)} />}
    </div>
  );
}

type Props = { readonly campaign: TeamCampaignView; readonly again: () => Promise<void> };

function ForAll({ campaign: { uid, name, state }, again }: Props) {
  const text = useText();
  const ask = useAsk();
  if (state === 'cancelled') return null;
  const direct = async (to: 'running' | 'paused' | 'cancelled') => {
    const isDone = (await ask('teamCampaign:direct', { uid, state: to })) !== null;
    await again();
    return isDone;
  };
  return (
    <div className="row gap-2">
      {state === 'running' ? (
        <Button onPress={() => direct('paused')}>{text('teamCampaign.pause')}</Button>
      ) : (
        <Button kind="primary" onPress={() => direct('running')}>
          {text('teamCampaign.resume')}
        </Button>
      )}
      <ConfirmButton
        kind="danger-quiet"
        label={text('teamCampaign.cancel')}
        title={text('teamCampaign.cancelTitle', { name })}
        confirm={text('teamCampaign.cancelConfirm')}
        keep={text('teamCampaign.cancelKeep')}
        onConfirm={() => direct('cancelled')}
      >
        {text('teamCampaign.cancelBody')}
      </ConfirmButton>
    </div>
  );
}

const nothing = { named: 0, taken: 0, reserved: 0, closed: 0, unconfirmed: 0, sent: 0 };

const columns = [
  { of: 'sent', word: 'colSent' },
  { of: 'unconfirmed', word: 'colNotConfirmed' },
  { of: 'notSent', word: 'colNotSent' },
  { of: 'has', word: 'colHas' },
] as const;

/** Each line and column adds up to all people of the campaign. */
function Shares({ team, campaign, again }: Props & { team: TeamView }) {
  const { text, format } = useWords();
  const nowMs = useNow(10_000);
  const { people, members } = campaign;
  const rows = members.map((share) => ({
    share: told(share, team, nowMs),
    member: team.members.find(({ id }) => id === share.member),
  }));
  const left = nobodysOf(campaign);
  const together = (of: (typeof columns)[number]['of']) =>
    rows.reduce((sum, { share }) => sum + share[of], of === 'has' ? left : 0);
  return (
    <table className="table table-inset team-members team-shares" aria-label={text('teamCampaign.tab')}>
      <thead>
        <tr>
          <th>{text('team.colComputer')}</th>
          {columns.map(({ of, word }) => (
            <th key={of} className="end">
              {text(`teamCampaign.${word}`)}
            </th>
          ))}
          <th>{text('team.colHeard')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ share, member }) => (
          <Share key={share.member} {...{ share, member, team, nowMs, again }} />
        ))}
        <tr>
          <td>
            <p>{text('teamCampaign.nobodys')}</p>
            <p className="small faint">{text('teamCampaign.nobodysBody', { most: limits.teamTakePeople })}</p>
          </td>
          <td />
          <td />
          <td />
          <td className="end number">{format.number(left)}</td>
          <td />
        </tr>
      </tbody>
      <tfoot>
        <tr className="strong">
          <td>{text('teamCampaign.together', { people })}</td>
          {columns.map(({ of }) => (
            <td key={of} className="end number">
              {format.number(together(of))}
            </td>
          ))}
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

type Told = TeamShare & { readonly notSent: number; readonly has: number };

/** People reserved by a computer that is silent count as not confirmed: it may have written to them. */
function told(share: TeamShare, { members }: TeamView, nowMs: number): Told {
  const member = members.find(({ id }) => id === share.member);
  const isGone = member === undefined || isLongSilent(member, nowMs);
  const { named, taken, reserved, unconfirmed, closed } = { ...nothing, ...share };
  return {
    ...share,
    unconfirmed: unconfirmed + (isGone ? reserved : 0),
    notSent: closed,
    has: named + taken + (isGone ? 0 : reserved),
  };
}

const isLongSilent = (member: TeamMemberView, nowMs: number) =>
  isSilent(member, nowMs) && (member.heardAtMs === null || nowMs - member.heardAtMs > limits.teamTakeBackMs);

/** People whom other computers may take over: those it took and has not reserved, and those the list assigns to it. */
const backOf = ({ named, taken }: TeamShare) => named + taken;

function Share(props: {
  readonly share: Told;
  readonly member: TeamMemberView | undefined;
  readonly team: TeamView;
  readonly nowMs: number;
  readonly again: () => Promise<void>;
}) {
  const { share, member, team, nowMs, again } = props;
  const { text, format } = useWords();
  const ask = useAsk();
  const toast = useToast();
  const nameOf = useComputerName();
  const mayTakeBack =
    member !== undefined && team.kind === 'coordinator' && backOf(share) > 0 && isLongSilent(member, nowMs);
  const isBefore = member === undefined && team.gone.some(({ id, isBack }) => id === share.member && isBack);
  const hasPart = share.sent + share.unconfirmed + share.notSent + share.taken + share.reserved > 0;
  return (
    <tr>
      <td>
        <p className="medium">
          <bdi>{nameOf(share.member)}</bdi>
        </p>
        {member?.isMe === true && <p className="small faint">{text('team.thisComputer')}</p>}
        {isBefore && <p className="small faint">{text('teamCampaign.beforeAnew')}</p>}
        {!hasPart && <p className="small faint">{text('teamCampaign.noPart')}</p>}
      </td>
      {columns.map(({ of }) => (
        <td key={of} className="end number">
          {format.number(share[of])}
        </td>
      ))}
      <td>
        <div className="row wrap gap-2">
          {member !== undefined && <LastHeard member={member} nowMs={nowMs} />}
          {mayTakeBack && (
            <ConfirmButton
              label={text('teamCampaign.takeBack')}
              title={text('teamCampaign.takeBackTitle', { name: member.name })}
              confirm={text('teamCampaign.takeBackConfirm')}
              keep={text('teamCampaign.keep')}
              onConfirm={async () => {
                const back = await ask('teamCampaign:takeBack', { id: member.id });
                await again();
                if (back !== null) toast('good', text('teamCampaign.tookBack', back));
              }}
            >
              {text('teamCampaign.takeBackGo', { taken: backOf(share) })}{' '}
              {share.reserved > 0 && text('teamCampaign.takeBackStay', { name: member.name, reserved: share.reserved })}
            </ConfirmButton>
          )}
        </div>
      </td>
    </tr>
  );
}
