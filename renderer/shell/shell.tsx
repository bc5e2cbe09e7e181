import { Info } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { AppCommand } from '../../domain/contract.ts';
import type { Counts } from '../../domain/messages/message.ts';
import { EditScreen } from '../campaigns/edit/edit-screen.tsx';
import { CampaignsScreen } from '../campaigns/list/campaigns-screen.tsx';
import { CampaignWizard } from '../campaigns/wizard/campaign-wizard.tsx';
import { LinkScreen } from '../link/link-screen.tsx';
import { OutboxScreen } from '../outbox/outbox-screen.tsx';
import { PeopleScreen } from '../people/people-screen.tsx';
import { RepliesScreen } from '../replies/replies-screen.tsx';
import { DaysScreen } from '../report/days-screen.tsx';
import { ReportScreen } from '../report/report-screen.tsx';
import { ReportsScreen } from '../report/reports-screen.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { isWithControl, useIsMac } from '../shared/control-key.ts';
import { ShortcutsDialog } from '../shared/shortcuts-dialog.tsx';
import { teamNeedsHand, whyNoMember } from '../shared/team/team-now.tsx';
import { TeamWaits } from '../shared/team/team-waits.tsx';
import { useNewCampaign } from '../shared/use-new-campaign.ts';
import { sidebarScreens } from '../store/route.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { TeamScreen } from '../team/team-screen.tsx';
import { useText, useWords } from '../text.tsx';
import { Tour } from '../tour/tour.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog, LastWord } from '../ui/dialog.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { isAnythingFloating, isLetterKey, useKey } from '../ui/hooks/use-key.ts';
import { Icon } from '../ui/icon.tsx';
import { narrowQuery, useMedia } from '../ui/media.ts';
import { AlarmBanners, NoticeBanners } from './alarms-and-notices.tsx';
import { DispatcherBanner } from './dispatcher-banner.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Sidebar } from './sidebar.tsx';
import { useKeptFocus } from './use-kept-focus.ts';

/** The sidebar, the banners, and the open screen. */
export function Shell() {
  const text = useText();
  // The window can do nothing more then, and says what is still waited for.
  const isEnding = useStore((store) => store.isEnding);
  // In a narrow window the whole page scrolls, so it must be reachable by keyboard.
  const isNarrow = useMedia(narrowQuery);
  useShortcuts();
  useKeptFocus();
  return (
    <div className="app">
      <a className="skip" href="#page">
        {text('shell.skip')}
      </a>
      <PracticeBanner />
      <Sidebar />
      <main className="main flex column" id="page" tabIndex={isNarrow ? 0 : -1}>
        <Tour />
        <AlarmBanners />
        <DispatcherBanner />
        <TeamBanner />
        <NoticeBanners />
        <Screen />
      </main>
      <Announcer />
      <AppCommands />
      <LeaveQuestion />
      <LastWord open={isEnding} title={text('shell.ending')}>
        {text('shell.endingWaits')}
      </LastWord>
    </div>
  );
}

/** An error in one screen leaves the others usable. */
function Screen() {
  const screen = useStore((store) => store.route.screen);
  return (
    <ErrorBoundary key={screen}>
      <OpenScreen />
    </ErrorBoundary>
  );
}

function OpenScreen() {
  const route = useStore((store) => store.route);
  switch (route.screen) {
    case 'outbox':
      return <OutboxScreen />;
    case 'replies':
      return <RepliesScreen messageId={route.messageId ?? null} />;
    case 'campaigns':
      return <CampaignsScreen />;
    case 'campaign':
      return <CampaignWizard key={route.id} id={route.id} step={route.step} />;
    case 'campaignEdit':
      return <EditScreen key={route.id} route={route} />;
    case 'people':
      return <PeopleScreen personId={route.personId ?? null} />;
    case 'reports':
      return <ReportsScreen />;
    case 'report':
      return <ReportScreen key={route.id} id={route.id} />;
    case 'reportDays':
      return <DaysScreen />;
    case 'settings':
      return <SettingsScreen />;
    case 'team':
      return <TeamScreen />;
    case 'link':
      return <LinkScreen />;
  }
}

/** Asks before changes are lost, also when leaving by the sidebar, a shortcut, the menu or a notification. */
function LeaveQuestion() {
  const text = useText();
  const isAsking = useStore(({ leaving }) => leaving !== null);
  const answer = useStore((store) => store.answerLeaving);
  return (
    <ConfirmDialog
      open={isAsking}
      title={text('shell.leaving.title')}
      confirm={text('shell.leaving.leave')}
      keep={text('shell.leaving.stay')}
      onConfirm={() => answer('leave')}
      onClose={() => answer('stay')}
    >
      {text('shell.leaving.body')}
    </ConfirmDialog>
  );
}

/** Carries out what the application menu asks for, and shows the list of shortcuts, which `?` opens too. */
function AppCommands() {
  const open = useStore((store) => store.open);
  const newCampaign = useNewCampaign();
  const [isListOpen, setListOpen] = useState(false);
  const act = useEffectEvent((command: AppCommand) => {
    if (command === 'newCampaign') void newCampaign();
    else if (command === 'shortcuts') setListOpen(true);
    else open({ screen: command });
  });
  useEffect(() => window.sendonce.events['app:command'](act), []);
  useKey(
    (event) => event.key === '?' || event.key === '؟',
    () => setListOpen(true),
  );
  return <ShortcutsDialog open={isListOpen} onClose={() => setListOpen(false)} />;
}

/** Progress is announced at most this often, however fast messages are sent. */
const announceEveryMs = 15_000;

/** Announces the progress to screen readers now and then, and nothing while nothing changes. */
function Announcer() {
  const { text, format } = useWords();
  const counts = useOverview((overview) => overview.counts);
  const latest = useRef(counts);
  latest.current = counts;
  const [said, setSaid] = useState<Counts | null>(null);
  useEffect(() => {
    const first = latest.current;
    const timer = setInterval(
      () => setSaid((before) => (latest.current === first ? before : latest.current)),
      announceEveryMs,
    );
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="visually-hidden" aria-live="polite">
      {said !== null &&
        text('outbox.barWords', {
          sent: format.number(said.sent),
          notConfirmed: format.number(said.notConfirmed),
          notSent: format.number(said.notSent),
          open: format.number(said.pending + said.sending),
        })}
    </p>
  );
}

/** Ctrl/Cmd with 1…6, N and `,`. Search (F) and Esc belong to the screens that can search or close something. */
function useShortcuts(): void {
  const isMac = useIsMac();
  const open = useStore((store) => store.open);
  const newCampaign = useNewCampaign();
  const actionFor = (event: KeyboardEvent): (() => void) | null => {
    const { key } = event;
    const screen = sidebarScreens[Number(key) - 1];
    if (screen !== undefined) return () => open({ screen });
    if (key === ',') return () => open({ screen: 'settings' });
    return isLetterKey(event, 'n') ? () => void newCampaign() : null;
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isWithControl(event, isMac)) return;
    const act = actionFor(event);
    if (act === null) return;
    // Prevented even if nothing is done, because the application menu has the same shortcuts and takes those that the
    // page leaves.
    event.preventDefault();
    if (!event.repeat && !isAnythingFloating()) act();
  });
  useEffect(() => {
    // In the capture phase, while a dialog or menu that this key closes is still there to be noticed.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

/** Why the team prevents sending: in the outbox, and everywhere if somebody has to act. */
function TeamBanner() {
  const text = useText();
  const team = useOverview((overview) => overview.team);
  const waiting = useOverview(({ counts }) => counts.pending);
  const screen = useStore(({ route }) => route.screen);
  const open = useStore((store) => store.open);
  if (team === null || team.state.kind === 'open' || screen === 'team' || waiting === 0) return null;
  if (!teamNeedsHand(team.state)) return screen === 'outbox' ? <TeamWaits state={team.state} /> : null;
  return (
    <Banner
      kind="paused"
      title={text(team.state.kind === 'held' ? 'team.heldTitle' : 'team.endedTitle')}
      actions={<Button onPress={() => open({ screen: 'team' })}>{text('team.open')}</Button>}
    >
      {team.state.kind === 'held' ? text('team.heldBody') : whyNoMember(text, team.state)}
    </Banner>
  );
}

/** Says in practice mode, across the whole window, that nothing is real, and at what pace. */
function PracticeBanner() {
  const { text, format } = useWords();
  const ask = useAsk();
  const isPractice = useOverview((overview) => overview.practice !== null);
  const { gapMinMs, ackWaitMs } = useOverview((overview) => overview.settings);
  if (!isPractice) return null;
  return (
    <div className="banner-practice row gap-3" role="status">
      <Icon of={Info} />
      <strong>{text('shell.practice')}</strong>
      <span className="quiet">{text('shell.practiceSafe')}</span>
      <span className="quiet practice-pace">
        {text('shell.practicePace', {
          gap: format.duration(gapMinMs),
          wait: format.duration(ackWaitMs),
        })}
      </span>
      <Button size="small" className="push" onPress={() => ask('app:restart', { practice: false })}>
        {text('shell.leavePractice')}
      </Button>
    </div>
  );
}
