import { useState } from 'react';
import type { CampaignSummary } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { isSeries } from '../../domain/schedule/series.ts';
import { useIsAccountBack } from '../shared/accounts/account-now.tsx';
import { MoveButton } from '../shared/accounts/move-dialog.tsx';
import { CancelCampaign } from '../shared/cancel-campaign.tsx';
import { useCampaignControl, useTellCampaign } from '../shared/use-campaign-control.ts';
import { doneOf } from '../store/counts.ts';
import { filterOf, noNarrowing } from '../store/outbox-view.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { ListChanged } from './own-times/read-list-again.tsx';

/** Questions that a campaign asks of the operator. */
export function CampaignBanners({ campaign }: { campaign: CampaignSummary }) {
  const text = useText();
  const isOpen = campaign.state === 'running' || campaign.state === 'paused';
  return (
    <>
      {/* The button that resumes it is beside its name, or in the questions below. */}
      {campaign.cameBack !== null && (
        <Banner kind="paused" title={text('cameBack.title')}>
          {text(`cameBack.${campaign.cameBack}`)}
        </Banner>
      )}
      <WhyPaused campaign={campaign} />
      {isOpen && campaign.setAside.inChat > 0 && <HaveText campaign={campaign} about="in_chat" />}
      {isOpen && campaign.setAside.gotMeanwhile > 0 && <HaveText campaign={campaign} about="got_meanwhile" />}
      {isOpen && campaign.setAside.contacted > 0 && <SendOrLeaveOut campaign={campaign} about="contacts" />}
      {isOpen && campaign.setAside.listChanged > 0 && <ListChanged campaign={campaign} />}
      {isOpen && campaign.setAside.oldChat > 0 && <SendOrLeaveOut campaign={campaign} about="oldChats" />}
      {isOpen && campaign.setAside.textChanged > 0 && <SendOrLeaveOut campaign={campaign} about="texts" />}
    </>
  );
}

/** Second messages that people were drawn for, whichever campaign is shown: each waits for the operator. */
export function SecondSteps() {
  const campaigns = useOverview((overview) => overview.campaigns);
  return campaigns
    .filter(({ state, setAside }) => (state === 'running' || state === 'paused') && setAside.secondStep > 0)
    .map((campaign) => <SecondStep key={campaign.id} campaign={campaign} />);
}

function SecondStep({ campaign }: { campaign: CampaignSummary }) {
  const { text, format } = useWords();
  const tell = useTellCampaign(campaign.id);
  const showOutbox = useStore((store) => store.showOutbox);
  const count = campaign.setAside.secondStep;
  const number = format.number(count);
  const answer = (given: 'leave_out' | 'send') => tell('campaign:answer', { about: 'second_step', answer: given });
  return (
    <Banner
      kind="paused"
      title={text(isSeries(campaign.schedule) ? 'campaign.series.title' : 'outbox.stepTitle', { count })}
      actions={
        <>
          <Button kind="quiet" onPress={() => showOutbox({ ...noNarrowing, campaignId: campaign.id, tab: 'pending' })}>
            {text('outbox.stepLook')}
          </Button>
          <Button onPress={() => answer('leave_out')}>{text('outbox.stepLeaveOut')}</Button>
          <Button onPress={() => answer('send')}>{text('outbox.stepSend', { number })}</Button>
        </>
      }
    >
      <strong>
        <bdi>{campaign.name}</bdi>
      </strong>
      {'. '}
      {text(isSeries(campaign.schedule) ? 'campaign.series.body' : 'outbox.stepBody')}
    </Banner>
  );
}

type HaveTextProps = { readonly campaign: CampaignSummary; readonly about: 'in_chat' | 'got_meanwhile' };

/** Some people already have the text, from outside this app or from another campaign. One question is asked for all. */
function HaveText({ campaign, about }: HaveTextProps) {
  const text = useText();
  const tell = useTellCampaign(campaign.id);
  const isInChat = about === 'in_chat';
  const count = isInChat ? campaign.setAside.inChat : campaign.setAside.gotMeanwhile;
  const answer = (given: 'leave_out' | 'send') => tell('campaign:answer', { about, answer: given });
  return (
    <Banner
      kind="paused"
      title={text(isInChat ? 'outbox.copiesTitle' : 'outbox.gotTitle', { count })}
      actions={
        <>
          <ConfirmButton
            label={text('outbox.copiesRepeat')}
            title={text('outbox.copiesRepeatTitle', { count })}
            confirm={text('outbox.copiesRepeatConfirm')}
            keep={text('outbox.copiesKeep')}
            onConfirm={() => answer('send')}
          >
            {text('outbox.copiesRepeatBody')}
          </ConfirmButton>
          <Button onPress={() => answer('leave_out')}>{text('outbox.copiesLeaveOut')}</Button>
        </>
      }
    >
      {text(isInChat ? 'outbox.copiesBody' : 'outbox.gotBody')}
    </Banner>
  );
}

const sendOrLeaveOut = {
  contacts: { counted: 'contacted', about: 'contacted' },
  texts: { counted: 'textChanged', about: 'text_changed' },
  oldChats: { counted: 'oldChat', about: 'old_chat' },
} as const;

/** Some people heard from another campaign, have another text than was checked, or a chat that cannot be read. */
function SendOrLeaveOut({ campaign, about }: { campaign: CampaignSummary; about: keyof typeof sendOrLeaveOut }) {
  const text = useText();
  const tell = useTellCampaign(campaign.id);
  const { counted, about: question } = sendOrLeaveOut[about];
  const count = campaign.setAside[counted];
  const answer = (given: 'leave_out' | 'send') => tell('campaign:answer', { about: question, answer: given });
  return (
    <Banner
      kind="paused"
      title={text(`outbox.${about}Title`, { count })}
      actions={
        <>
          <Button kind="quiet" onPress={() => answer('send')}>
            {text(`outbox.${about}Send`)}
          </Button>
          <Button onPress={() => answer('leave_out')}>{text(`outbox.${about}LeaveOut`)}</Button>
        </>
      }
    >
      {text(`outbox.${about}Body`)}
    </Banner>
  );
}

function WhyPaused({ campaign }: { campaign: CampaignSummary }) {
  const text = useText();
  const count = campaign.counts.pending;
  if (campaign.state !== 'paused') return null;
  switch (campaign.pauseReason) {
    case 'overdue':
      return <Overdue campaign={campaign} />;
    case 'pilot':
      return <Pilot campaign={campaign} />;
    case 'all_absent':
      return <AllAbsent campaign={campaign} />;
    case 'unanswered':
      return (
        <GoesOn campaign={campaign} title={text('outbox.unansweredTitle', { count })}>
          {text('outbox.unansweredBody')}
        </GoesOn>
      );
    case 'team':
      return <Banner kind="paused" title={text('campaignPause.team')} />;
    case 'team_lost':
      return (
        <Banner kind="paused" title={text('campaignPause.team_lost')}>
          {text('teamCampaign.lost')}
        </Banner>
      );
    case 'other_account':
      return <OtherAccount campaign={campaign} />;
    case 'attachment_unreadable':
      return (
        <GoesOn campaign={campaign} title={text('outbox.attachmentTitle')}>
          {text('campaignPause.attachment_unreadable')}
        </GoesOn>
      );
    default:
      return null;
  }
}

function Overdue({ campaign }: { campaign: CampaignSummary }) {
  const text = useText();
  const tell = useTellCampaign(campaign.id);
  const count = campaign.counts.pending;
  const answer = (given: 'send' | 'skip') => tell('campaign:overdue', { answer: given });
  return (
    <Banner
      kind="paused"
      title={text('outbox.overdueTitle', { count })}
      actions={
        <>
          <ConfirmButton
            label={text('outbox.skip')}
            title={text('outbox.skipTitle', { count })}
            confirm={text('outbox.skipConfirm', { count })}
            keep={text('outbox.keepWaiting')}
            onConfirm={() => answer('skip')}
          >
            {text('outbox.skipBody')}
          </ConfirmButton>
          <Button onPress={() => answer('send')}>{text('outbox.sendNow')}</Button>
        </>
      }
    >
      {text('outbox.overdueBody')}
    </Banner>
  );
}

function Pilot({ campaign }: { campaign: CampaignSummary }) {
  const text = useText();
  const { resume } = useCampaignControl(campaign.id);
  const showOutbox = useStore((store) => store.showOutbox);
  const done = doneOf(campaign.counts);
  const left = campaign.counts.pending;
  return (
    <Banner
      kind="paused"
      title={text('outbox.pilotTitle', { count: done })}
      actions={
        <>
          <Button onPress={() => showOutbox({ ...noNarrowing, campaignId: campaign.id, tab: 'sent' })}>
            {text('outbox.pilotLook')}
          </Button>
          <Button onPress={resume}>{text('outbox.pilotGoOn', { count: left })}</Button>
        </>
      }
    >
      {text('outbox.pilotBody')}
    </Banner>
  );
}

/** WhatsApp knew none of the first people: the operator checks the numbers before all the others are tried. */
function AllAbsent({ campaign }: { campaign: CampaignSummary }) {
  const { text, format } = useWords();
  const { resume } = useCampaignControl(campaign.id);
  const showOutbox = useStore((store) => store.showOutbox);
  const [cancelling, setCancelling] = useState(false);
  return (
    <Banner
      kind="paused"
      title={text('outbox.allAbsentTitle', { number: format.number(limits.absentAskedAbout) })}
      actions={
        <>
          <Button kind="quiet" onPress={() => showOutbox({ ...noNarrowing, campaignId: campaign.id, tab: 'pending' })}>
            {text('outbox.allAbsentLook')}
          </Button>
          <Button onPress={() => setCancelling(true)}>{text('outbox.cancelCampaign')}</Button>
          <Button onPress={resume}>{text('outbox.goOn')}</Button>
          {cancelling && <CancelCampaign campaign={campaign} onClose={() => setCancelling(false)} />}
        </>
      }
    >
      {text('outbox.allAbsentBody')}
    </Banner>
  );
}

function GoesOn({ campaign, title, children }: { campaign: CampaignSummary; title: string; children: string }) {
  const text = useText();
  const { resume } = useCampaignControl(campaign.id);
  return (
    <Banner kind="paused" title={title} actions={<Button onPress={resume}>{text('outbox.goOn')}</Button>}>
      {children}
    </Banner>
  );
}

/** The accounts of the remaining messages were not here. Linked again, they still wait for the operator. */
function OtherAccount({ campaign }: { campaign: CampaignSummary }) {
  const { text, format } = useWords();
  const { resume } = useCampaignControl(campaign.id);
  const open = useStore((store) => store.open);
  const isAgain = useIsAccountBack(campaign);
  const accounts = format.list(campaign.strandedAccounts.map(format.phoneInText));
  return (
    <Banner
      kind="paused"
      title={text(isAgain ? 'outbox.accountBackTitle' : 'outbox.otherAccountTitle')}
      actions={
        <>
          <MoveButton
            target={{ filter: filterOf({ ...noNarrowing, campaignId: campaign.id, tab: 'pending' }), except: [] }}
          />
          {isAgain ? (
            <Button onPress={resume}>{text('outbox.goOn')}</Button>
          ) : (
            <Button onPress={() => open({ screen: 'settings' })}>{text('shell.settings')}</Button>
          )}
        </>
      }
    >
      {text(isAgain ? 'outbox.accountBackBody' : 'outbox.otherAccountBody', { accounts })}
    </Banner>
  );
}
