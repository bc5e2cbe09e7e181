import { useOverview } from '../store.ts';
import { useText } from '../text.tsx';
import { SettingsPart } from './settings-screen.tsx';

/** Where things are, and which version this is. */
export function DataSettings() {
  const text = useText();
  const version = useOverview((overview) => overview.version);
  const isPractice = useOverview(({ practice }) => practice !== null);
  return (
    <SettingsPart title={text('settings.data')}>
      <p className="quiet">{text('settings.dataBody')}</p>
      {isPractice && <p className="quiet">{text('settings.dataPractice')}</p>}
      <p className="number faint">{text('settings.version', { version })}</p>
    </SettingsPart>
  );
}
