import { Combobox } from '@base-ui/react/combobox';
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/min';
import { Check, ChevronDown } from 'lucide-react';
import { useMemo } from 'react';
import { useText, useWords } from '../../text.tsx';
import { Icon } from '../icon.tsx';
import { Field } from './field.tsx';

type Country = { readonly value: string; readonly label: string };

/** The country of numbers without a country code: "United Kingdom, +44", found by typing. */
export function CountrySelect(props: {
  readonly label: string;
  readonly hint: string;
  /** A two-letter ISO 3166 code. */
  readonly value: string;
  readonly onChange: (country: string) => void;
}) {
  const { label, hint, value, onChange } = props;
  const text = useText();
  const countries = useCountries();
  const chosen = countries.find((country) => country.value === value) ?? null;
  return (
    <Field label={label} hint={hint}>
      <Combobox.Root
        items={countries}
        value={chosen}
        onValueChange={(country: Country | null) => {
          if (country !== null && country.value !== value) onChange(country.value);
        }}
        isItemEqualToValue={(one: Country, other: Country) => one.value === other.value}
      >
        <Combobox.Trigger className="select">
          <span className="clip">{chosen?.label ?? value}</span>
          <Icon of={ChevronDown} />
        </Combobox.Trigger>
        <Combobox.Portal>
          <Combobox.Positioner className="floating" sideOffset={4} align="start">
            <Combobox.Popup className="menu menu-search" aria-label={label}>
              <Combobox.Input className="input" placeholder={text('ui.searchCountry')} />
              <Combobox.Empty className="menu-empty">{text('ui.noCountry')}</Combobox.Empty>
              <Combobox.List className="menu-list">
                {(country: Country) => (
                  <Combobox.Item key={country.value} value={country} className="menu-item menu-item-choice row">
                    <Combobox.ItemIndicator className="menu-check">
                      <Icon of={Check} />
                    </Combobox.ItemIndicator>
                    <span className="clip">{country.label}</span>
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
    </Field>
  );
}

function useCountries(): readonly Country[] {
  const { text, format, language } = useWords();
  return useMemo(
    () =>
      getCountries()
        .map((code) => ({
          value: code,
          label: text('campaign.recipients.countryOption', {
            country: format.country(code),
            code: getCountryCallingCode(code),
          }),
        }))
        .sort((one, other) => one.label.localeCompare(other.label, language)),
    [text, format, language],
  );
}
