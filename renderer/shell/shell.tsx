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
import { useStore } from '../store/use-store.ts';
import { TeamScreen } from '../team/team-screen.tsx';
import { useText } from '../text.tsx';
import { Tour } from '../tour/tour.tsx';
import { narrowQuery, useMedia } from '../ui/media.ts';
import { AlarmBanners, NoticeBanners } from './alarms-and-notices.tsx';
import { Announcer } from './announcer.tsx';
import { AppCommands } from './app-commands.tsx';
import { DispatcherBanner } from './dispatcher-banner.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { LeaveQuestion } from './leave-question.tsx';
import { PracticeBanner } from './practice-banner.tsx';
import { useShortcuts } from './shortcuts.ts';
import { Sidebar } from './sidebar.tsx';
import { TeamBanner } from './team-banner.tsx';
import { useKeptFocus } from './use-kept-focus.ts';

/** The sidebar, the banners, and the screen that is open. */
export function Shell() {
  const text = useText();
  // In a narrow window the page scrolls as one, and what scrolls must be reachable by keyboard.
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
    </div>
  );
}

/** A screen that cannot be drawn does not keep the operator from the others. */
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
      return (
        <RepliesScreen
          key={route.campaignId}
          campaignId={route.campaignId ?? null}
          messageId={route.messageId ?? null}
        />
      );
    case 'campaigns':
      return <CampaignsScreen />;
    case 'campaign':
      return <CampaignWizard key={route.id} id={route.id} step={route.step} />;
    case 'campaignEdit':
      return <EditScreen key={route.id} route={route} />;
    case 'people':
      return <PeopleScreen tab={route.tab ?? 'all'} personId={route.personId ?? null} />;
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
