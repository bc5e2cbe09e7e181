import { useText } from '../text.tsx';
import { AccountSettings } from './account-settings.tsx';
import { BackupSettings } from './backup-settings.tsx';
import { BrowserSettings } from './browser-settings.tsx';
import { DataSettings } from './data-settings.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { LogSettings } from './log-settings.tsx';
import { PrivacySettings } from './privacy-settings.tsx';
import { SendingSettings } from './sending-settings.tsx';
import { StopWordSettings } from './stop-word-settings.tsx';
import { TeamSettings } from './team-settings.tsx';
import { VersionSettings } from './version-settings.tsx';

/** Everything that can be set. Each change is saved at once. */
export function SettingsScreen() {
  const text = useText();
  return (
    <>
      <header className="screen-header header-settings">
        <div className="screen-header-row">
          <h1>{text('settings.title')}</h1>
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard */}
      <div className="scroll body settings" tabIndex={0}>
        <VersionSettings />
        <GeneralSettings />
        <SendingSettings />
        <StopWordSettings />
        <AccountSettings />
        <TeamSettings />
        <BrowserSettings />
        <PrivacySettings />
        <BackupSettings />
        <LogSettings />
        <DataSettings />
      </div>
    </>
  );
}
