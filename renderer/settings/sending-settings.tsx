import { limits } from '../../domain/limits.ts';
import { useSave } from '../shared/use-save.ts';
import { useOverview } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Select } from '../ui/fields/select.tsx';
import { NumberSetting } from './number-setting.tsx';
import { daysOffered, SettingsPart } from './settings-part.tsx';

const minuteMs = 60_000;
const graceMaxMs = 7 * 24 * 60 * minuteMs;

const quietDays = [1, 2, 3, 7, 14, 30];

/** How long to wait for a confirmation, the usual pace, and when to pause. */
export function SendingSettings() {
  const text = useText();
  const settings = useOverview((overview) => overview.settings);
  const save = useSave();
  const seconds = { unit: text('campaign.when.seconds'), unitMs: 1_000 };
  const gap = { hint: text('settings.gapHint'), from: limits.gapMinMs, to: limits.gapMaxMs };
  const reversed = text('campaign.when.problem.gap_reversed');
  return (
    <SettingsPart title={text('settings.sending')}>
      <NumberSetting
        {...seconds}
        label={text('settings.ackWait')}
        hint={text('settings.ackWaitHint')}
        value={settings.ackWaitMs}
        from={limits.ackWaitMinMs}
        to={limits.ackWaitMaxMs}
        onSave={(ackWaitMs) => void save({ ackWaitMs })}
      />
      <NumberSetting
        {...{ ...seconds, ...gap }}
        label={text('settings.gapMin')}
        value={settings.gapMinMs}
        problem={(gapMs) => (gapMs > settings.gapMaxMs ? reversed : null)}
        onSave={(gapMinMs) => void save({ gapMinMs })}
      />
      <NumberSetting
        {...{ ...seconds, ...gap }}
        label={text('settings.gapMax')}
        value={settings.gapMaxMs}
        problem={(gapMs) => (gapMs < settings.gapMinMs ? reversed : null)}
        onSave={(gapMaxMs) => void save({ gapMaxMs })}
      />
      <Select
        label={text('settings.quiet')}
        hint={text('settings.quietHint')}
        value={settings.quietDays}
        none={text('settings.quietOff')}
        options={daysOffered(quietDays, settings.quietDays).map((count) => ({
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
        onSave={(unconfirmedInARow) => void save({ unconfirmedInARow })}
      />
      <NumberSetting
        label={text('settings.grace')}
        hint={text('settings.graceHint')}
        unit={text('settings.minutes')}
        unitMs={minuteMs}
        value={settings.graceMs}
        from={0}
        to={graceMaxMs}
        onSave={(graceMs) => void save({ graceMs })}
      />
    </SettingsPart>
  );
}
