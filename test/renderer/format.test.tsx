import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { type Language, languages } from '../../domain/settings.ts';
import { createText } from '../../domain/text/index.ts';
import { createFormat, type Format } from '../../renderer/format.ts';
import { placeOf } from '../../renderer/shared/schedule-words.ts';
import { TextProvider, useFormat } from '../../renderer/text.tsx';
import { fixtureNowMs } from './support/fixtures.ts';

const formats = Object.fromEntries(
  languages.map((language) => [language, createFormat(createText(language).text, language)]),
) as Record<Language, Format>;
const each = (write: (format: Format) => string) =>
  Object.fromEntries(languages.map((language) => [language, write(formats[language])]));

describe('each language', () => {
  it('groups and parts numbers in its own way', () => {
    expect(each((format) => format.number(12_345.5))).toEqual({
      en: '12,345.5',
      es: '12.345,5',
      'pt-BR': '12.345,5',
      ar: '12,345.5',
    });
  });

  it('names the cities of time zones in its own words, and every city that it names has a zone', () => {
    const texts = languages.map((language) => createText(language).text);
    const inEach = (zone: string) => texts.map((text) => placeOf(zone, text));
    expect(inEach('Europe/London')).toEqual(['London', 'Londres', 'Londres', 'لندن']);
    expect(inEach('America/Sao_Paulo')).toEqual(['São Paulo', 'São Paulo', 'São Paulo', 'ساو باولو']);
    expect(inEach('America/Argentina/Buenos_Aires')).toEqual(Array(4).fill('Buenos Aires'));
    const cities = new Set(Intl.supportedValuesOf('timeZone').map((zone) => zone.split('/').at(-1)?.replace('_', ' ')));
    const named = texts.flatMap((text) => text('campaign.when.cities').split(','));
    expect(named.filter((pair) => !cities.has(pair.split('=')[0]))).toEqual([]);
  });

  it('writes days in its own order and words, on a clock of 24 hours', () => {
    expect(each((format) => format.dateTime(fixtureNowMs, 'UTC'))).toEqual({
      en: '14 Mar 2026, 13:52',
      es: '14 mar 2026, 13:52',
      'pt-BR': '14 de mar. de 2026, 13:52',
      ar: '14 مارس 2026، 13:52',
    });
  });

  it('says how long something takes', () => {
    expect(each((format) => format.duration(160_000).replaceAll('\u00a0', ' '))).toEqual({
      en: '2 min 40 s',
      es: '2 min 40 s',
      'pt-BR': '2 min 40 s',
      ar: '2 د و40 ث',
    });
    // Rounded up it is a minute, and not sixty seconds.
    expect(formats.en.duration(59_700).replaceAll('\u00a0', ' ')).toBe('1 min');
    expect(formats.en.duration(59_400).replaceAll('\u00a0', ' ')).toBe('59 s');
    expect(formats.ar.duration(3 * 24 * 3_600_000).replaceAll('\u00a0', ' ')).toBe('3 أيام');
  });

  it('says how large a file is, also a small one', () => {
    const sizes = [1, 20_000, 200_000, 2_500_000].map((bytes) => formats.en.bytes(bytes).replaceAll('\u00a0', ' '));
    expect(sizes).toEqual(['1 KB', '20 KB', '0.2 MB', '2.4 MB']);
    expect(formats.ar.bytes(20_000).replaceAll('\u00a0', ' ')).toBe('20 ك.ب');
  });

  it('lists and names countries in its own way', () => {
    expect(each((format) => format.list(['A', 'B', 'C']))).toEqual({
      en: 'A, B, C',
      es: 'A, B, C',
      'pt-BR': 'A, B e C',
      ar: 'A، وB، وC',
    });
    expect(each((format) => format.country('BR'))).toEqual({
      en: 'Brazil',
      es: 'Brasil',
      'pt-BR': 'Brasil',
      ar: 'البرازيل',
    });
  });

  it('writes only Latin digits', () => {
    for (const format of Object.values(formats)) {
      expect(format.fullDateTime(fixtureNowMs) + format.number(1_234_567_890)).not.toMatch(/[٠-٩۰-۹]/);
    }
  });
});

const Shown = () => <p>{useFormat().dateTime(fixtureNowMs)}</p>;

it('writes moments by the clock of the zone that the computer has come to', async () => {
  render(
    <TextProvider language="en">
      <Shown />
    </TextProvider>,
  );
  await screen.findByText(formats.en.dateTime(fixtureNowMs));
  const there = new Intl.DateTimeFormat('en', { timeZone: 'Pacific/Kiritimati' }).resolvedOptions();
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue(there);
  fireEvent.focus(window);
  await screen.findByText('15 Mar 2026, 03:52');
});
