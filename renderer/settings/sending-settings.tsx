import { limits } from '../../domain/limits.ts';
import { useSave } from '../shared/use-save.ts';
import { useOverview } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Select } from '../ui/fields/select.tsx';
import { NumberSetting } from './number-setting.tsx';
import { SettingsPart } from './settings-part.tsx';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const graceMaxMinutes = 7 * 24 * 60;

const quietDays = [1, 2, 3, 7, 14, 30];

/** The usual choices, and the one that is set. */
function daysOffered(days: number | null): number[] {
  return days === null || quietDays.includes(days) ? quietDays : [...quietDays, days];
}

/** How long to wait for a confirmation, the usual pace, and when to stop and ask. */
export function SendingSettings() {
  const text = useText();
  const settings = useOverview((overview) => overview.settings);
  const save = useSave();
  const gap = { from: limits.gapMinMs / secondMs, to: limits.gapMaxMs / secondMs };
  return (
    <SettingsPart title={text('settings.sending')}>
      <NumberSetting
        label={text('settings.ackWait')}
        hint={text('settings.ackWaitHint')}
        unit={text('campaign.when.seconds')}
        value={settings.ackWaitMs / secondMs}
        from={limits.ackWaitMinMs / secondMs}
        to={limits.ackWaitMaxMs / secondMs}
        onSave={(seconds) => void save({ ackWaitMs: Math.round(seconds * secondMs) })}
      />
      <NumberSetting
        label={text('settings.gapMin')}
        hint={text('settings.gapHint')}
        unit={text('campaign.when.seconds')}
        value={settings.gapMinMs / secondMs}
        {...gap}
        problem={(seconds) =>
          seconds * secondMs > settings.gapMaxMs ? text('campaign.when.problem.gap_reversed') : null
        }
        onSave={(seconds) => void save({ gapMinMs: Math.round(seconds * secondMs) })}
      />
      <NumberSetting
        label={text('settings.gapMax')}
        hint={text('settings.gapHint')}
        unit={text('campaign.when.seconds')}
        value={settings.gapMaxMs / secondMs}
        {...gap}
        problem={(seconds) =>
          seconds * secondMs < settings.gapMinMs ? text('campaign.when.problem.gap_reversed') : null
        }
        onSave={(seconds) => void save({ gapMaxMs: Math.round(seconds * secondMs) })}
      />
      <Select
        label={text('settings.quiet')}
        hint={text('settings.quietHint')}
        value={settings.quietDays}
        none={text('settings.quietOff')}
        options={daysOffered(settings.quietDays).map((count) => ({
          value: count,
          label: text('unit.days', { count }),
        }))}
        onChange={(days) => void save({ quietDays: days })}
      />
      <NumberSetting
        label={text('settings.inARow')}
        hint={text('settings.inARowHint')}
        value={settings.unconfirmedInARow}
        from={1}
        to={1_000}
        onSave={(count) => void save({ unconfirmedInARow: Math.round(count) })}
      />
      <NumberSetting
        label={text('settings.grace')}
        hint={text('settings.graceHint')}
        unit={text('settings.minutes')}
        value={settings.graceMs / minuteMs}
        from={0}
        to={graceMaxMinutes}
        onSave={(minutes) => void save({ graceMs: Math.round(minutes * minuteMs) })}
      />
    </SettingsPart>
  );
}
