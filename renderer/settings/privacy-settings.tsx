import { useSave } from '../shared/use-save.ts';
import { useOverview } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Select } from '../ui/fields/select.tsx';
import { SettingsPart } from './settings-part.tsx';

const choices = [30, 90, 180, 365] as const;

/** For how long the people of a campaign are known after its end. */
export function PrivacySettings() {
  const text = useText();
  const save = useSave();
  const days = useOverview(({ settings }) => settings.keepPersonalDays);
  const offered = days === null || (choices as readonly number[]).includes(days) ? choices : [...choices, days];
  const options = [
    { value: 'forEver', label: text('privacy.forEver') },
    ...offered.map((count) => ({ value: String(count), label: text('privacy.days', { count }) })),
  ];
  return (
    <SettingsPart title={text('privacy.title')}>
      <Select
        label={text('privacy.keep')}
        hint={text('privacy.hint')}
        value={days === null ? 'forEver' : String(days)}
        options={options}
        onChange={(value) => void save({ keepPersonalDays: value === 'forEver' ? null : Number(value) })}
      />
    </SettingsPart>
  );
}
