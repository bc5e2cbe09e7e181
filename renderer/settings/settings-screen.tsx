import { FolderOpen, Keyboard } from 'lucide-react';
import { useState } from 'react';
import { ShortcutsDialog } from '../shared/shortcuts-dialog.tsx';
import { TeamNow, useTeamName } from '../shared/team/team-now.tsx';
import { useSave } from '../shared/use-save.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/fields/select.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { ScreenHeader } from '../ui/screen-header.tsx';
import { useToast } from '../ui/toast.tsx';
import { AccountSettings } from './account-settings.tsx';
import { BackupSettings } from './backup-settings.tsx';
import { BrowserSettings } from './browser-settings.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { SendingSettings } from './sending-settings.tsx';
import { daysOffered, SettingsPart } from './settings-part.tsx';
import { StopWordSettings } from './stop-word-settings.tsx';
import { VersionSettings } from './version-settings.tsx';

/** Everything that can be set. A choice is saved at once, and what is typed when its field is left. */
export function SettingsScreen() {
  const text = useText();
  return (
    <>
      <ScreenHeader className="header-settings lined" title={text('settings.title')} />
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

function LogSettings() {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  const copy = async () => {
    const copied = await ask('desktop:copyLogs', undefined);
    if (copied !== null) toast('good', text('logs.copied', { count: copied.lines }));
  };
  return (
    <SettingsPart title={text('logs.title')}>
      <p className="quiet">{text('logs.body')}</p>
      <div className="buttons">
        <Button onPress={copy}>{text('logs.copy')}</Button>
        <Button kind="quiet" onPress={() => ask('desktop:showLogs', undefined)}>
          {text('logs.show')}
        </Button>
      </div>
    </SettingsPart>
  );
}

const keptDays = [30, 90, 180, 365];

/** How long the people of a campaign are kept after its end. */
function PrivacySettings() {
  const text = useText();
  const save = useSave();
  const days = useOverview(({ settings }) => settings.keepPersonalDays);
  return (
    <SettingsPart title={text('privacy.title')}>
      <Select
        label={text('privacy.keep')}
        hint={text('privacy.hint')}
        value={days}
        none={text('privacy.forEver')}
        options={daysOffered(keptDays, days).map((count) => ({ value: count, label: text('privacy.days', { count }) }))}
        onChange={(keepPersonalDays) => void save({ keepPersonalDays })}
      />
    </SettingsPart>
  );
}

function TeamSettings() {
  const text = useText();
  const team = useOverview((overview) => overview.team);
  const name = useTeamName();
  const open = useStore((store) => store.open);
  return (
    <SettingsPart title={text('team.title')}>
      <div className="settings-row row between gap-4">
        {team === null ? (
          <p className="quiet grow">{text('team.noneBody')}</p>
        ) : (
          <div className="grow">
            <p className="medium">
              <bdi>{name}</bdi>
            </p>
            <p className="small">
              <TeamNow team={team} />
            </p>
          </div>
        )}
        <Button onPress={() => open({ screen: 'team' })}>{text(team === null ? 'team.begin' : 'team.open')}</Button>
      </div>
    </SettingsPart>
  );
}

function DataSettings() {
  const text = useText();
  const ask = useAsk();
  const version = useOverview((overview) => overview.version);
  const dataFolder = useOverview((overview) => overview.dataFolder);
  const isPractice = useOverview(({ practice }) => practice !== null);
  const [isListOpen, setListOpen] = useState(false);
  return (
    <SettingsPart title={text('settings.data')}>
      <p className="quiet">{text('settings.dataBody')}</p>
      {isPractice && <p className="quiet">{text('settings.dataPractice')}</p>}
      <div className="settings-row row between gap-4">
        <div>
          <p>{text('settings.dataFolder')}</p>
          <p className="small faint anywhere">
            <bdi dir="ltr">{dataFolder}</bdi>
          </p>
        </div>
        <Button icon={FolderOpen} onPress={() => ask('desktop:openDataFolder', undefined)}>
          {text('settings.openFolder')}
        </Button>
      </div>
      <div className="settings-row row between gap-4">
        <p className="number faint">{text('settings.version', { version })}</p>
        <Button icon={Keyboard} onPress={() => setListOpen(true)}>
          {text('settings.shortcuts')}
        </Button>
      </div>
      <ShortcutsDialog open={isListOpen} onClose={() => setListOpen(false)} />
    </SettingsPart>
  );
}
