import { useState } from 'react';
import { limits } from '../../domain/limits.ts';
import { languages, themes } from '../../domain/settings.ts';
import { languageNames } from '../../domain/text/languages.ts';
import { StartWithComputer } from '../shared/start-with-computer.tsx';
import { useSave } from '../shared/use-save.ts';
import { useOverview } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Segmented, Switch } from '../ui/fields/choice.tsx';
import { CountrySelect } from '../ui/fields/country-select.tsx';
import { Field, TextField } from '../ui/fields/field.tsx';
import { Select } from '../ui/fields/select.tsx';
import { useSavedWhenLeft } from '../ui/hooks/use-saved-when-left.ts';
import { SettingsPart } from './settings-part.tsx';

export function GeneralSettings() {
  const text = useText();
  const settings = useOverview((overview) => overview.settings);
  const isPractice = useOverview(({ practice }) => practice !== null);
  const save = useSave();
  const themeWords = {
    system: text('settings.themeSystem'),
    light: text('settings.themeLight'),
    dark: text('settings.themeDark'),
  };
  return (
    <SettingsPart title={text('settings.general')}>
      <CountrySelect
        label={text('settings.country')}
        hint={text('settings.countryHint')}
        value={settings.country}
        onChange={(country) => void save({ country })}
      />
      <Field label={text('settings.theme')}>
        <Segmented
          label={text('settings.theme')}
          value={settings.theme}
          options={themes.map((theme) => ({ value: theme, label: themeWords[theme] }))}
          onChange={(theme) => void save({ theme })}
        />
      </Field>
      <Select
        label={text('settings.language')}
        value={settings.language}
        options={languages.map((language) => ({ value: language, label: languageNames[language] }))}
        onChange={(language) => void save({ language })}
      />
      <OperatorName saved={settings.operatorName} />
      <StartWithComputer />
      {isPractice && (
        <Switch
          label={text('settings.showTour')}
          checked={settings.showTour}
          onChange={(showTour) => void save({ showTour })}
        />
      )}
    </SettingsPart>
  );
}

function OperatorName({ saved }: { saved: string }) {
  const text = useText();
  const save = useSave();
  const [name, setName] = useState(saved);
  const leave = useSavedWhenLeft(() => name.trim() !== saved && save({ operatorName: name.trim() }));
  return (
    <TextField
      label={text('settings.operatorName')}
      hint={text('settings.operatorHint')}
      value={name}
      onChange={setName}
      onBlur={leave}
      maxLength={limits.nameCharacters}
    />
  );
}
