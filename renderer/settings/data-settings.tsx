import { FolderOpen, Keyboard } from 'lucide-react';
import { useState } from 'react';
import { ShortcutsDialog } from '../shared/shortcuts-dialog.tsx';
import { useOverview } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { SettingsPart } from './settings-part.tsx';

/** Where things are, which version this is, and which keys it knows. */
export function DataSettings() {
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
