import { canRestart } from '../shared/can-restart.ts';
import { useSave } from '../shared/use-save.ts';
import { useOverview } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Switch } from '../ui/fields/choice.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { SettingsPart } from './settings-part.tsx';

/** The running version, and what is known about a newer one. */
export function VersionSettings() {
  const text = useText();
  const looksForUpdates = useOverview(({ settings }) => settings.looksForUpdates);
  const canLook = useOverview(({ update }) => update.canLook);
  const isUnsandboxed = useOverview((overview) => overview.isUnsandboxed);
  const save = useSave();
  return (
    <SettingsPart title={text('update.title')}>
      <Known />
      {isUnsandboxed && <p className="quiet">{text('update.unsandboxed')}</p>}
      {canLook ? (
        <div>
          <Switch
            label={text('update.look')}
            checked={looksForUpdates}
            onChange={(looks) => void save({ looksForUpdates: looks })}
          />
          <p className="quiet">{text('update.lookHint')}</p>
        </div>
      ) : (
        <p className="quiet">{text('update.cannotLook')}</p>
      )}
    </SettingsPart>
  );
}

function Known() {
  const { text, format } = useWords();
  const ask = useAsk();
  const nowMs = useNow(10_000);
  const version = useOverview((overview) => overview.version);
  const dispatcher = useOverview((overview) => overview.dispatcher);
  const { newer, checkedAtMs } = useOverview(({ update }) => update);
  const checked = checkedAtMs === null ? '' : text('update.checked', { time: format.moment(checkedAtMs, nowMs) });
  if (newer === null) {
    return (
      <div>
        <p>{text('update.runs', { version })}</p>
        {checked !== '' && (
          <p className="quiet">
            {text('update.newest')} {checked}
          </p>
        )}
      </div>
    );
  }
  const mayRestart = canRestart(dispatcher, nowMs);
  const isByHand = newer.way === 'page';
  return (
    <div className="settings-row row between gap-4">
      <div>
        <p>{text(isByHand ? 'update.there' : 'update.ready', { version: newer.version })}</p>
        <p className="quiet">
          {text('update.have', { version })}{' '}
          {isByHand ? text('update.byHand') : mayRestart ? checked : text('update.whenIdle')}
        </p>
      </div>
      {isByHand ? (
        <Button onPress={() => ask('update:openPage', undefined)}>{text('update.openPage')}</Button>
      ) : (
        <Button kind="primary" disabled={!mayRestart} onPress={() => ask('update:install', undefined)}>
          {text('update.restart')}
        </Button>
      )}
    </div>
  );
}
