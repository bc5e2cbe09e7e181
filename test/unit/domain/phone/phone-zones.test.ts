import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { countryOfPhone } from '../../../../domain/phone/phone.ts';
import { PhoneZones } from '../../../../domain/phone/phone-zones.ts';
import { prefixesOfZones } from '../../../../domain/phone/phone-zones-data.ts';
import { zonesOf } from '../../../../domain/schedule/zones.ts';
import { todayMs } from '../schedule/schedules.ts';

const phoneZones = new PhoneZones();
const zonesOfPhone = (phone: string) => phoneZones.find(phone, countryOfPhone(phone));

describe('the zones of a number', () => {
  test.each([
    ['an area of the United States', '+12125550123', 'America/New_York'],
    ['Hawaii', '+18085550123', 'Pacific/Honolulu'],
    ['an area on the border of two zones', '+12082004567', 'America/Boise&America/Los_Angeles'],
    ['a mobile in Manaus', '+5592987654321', 'America/Manaus'],
    ['a mobile in Recife, whose next digits are Noronha’s among landlines', '+5581987654321', 'America/Sao_Paulo'],
    ['a mobile in Tijuana', '+526641234567', 'America/Tijuana'],
    ['a mobile in Chetumal, and not by the beginning that it shares with Mérida', '+529831234567', 'America/Cancun'],
    ['a landline in Vladivostok', '+74232123456', 'Asia/Vladivostok'],
    ['a landline in the west of Australia', '+61892345678', 'Australia/Adelaide&Australia/Perth'],
    ['Kosovo, of which no computer knows a zone', '+38343201234', 'Europe/Belgrade'],
  ])('are told by the prefix of %s', (_, phone, zones) => {
    expect(zonesOfPhone(phone)).toBe(zones);
  });

  test.each([
    ['a Russian mobile, whose prefix the table puts into Moscow', '+79141234567'],
    ['an Australian mobile, put into Sydney', '+61412345678'],
    ['an Indonesian mobile, put into Jakarta', '+6281234567890'],
    ['a number without an area in America', '+18005550123'],
    ['a country with one zone', '+819012345678'],
    ['a number of no country', '+883510012345'],
  ])('are no more than the country’s of %s', (_, phone) => {
    expect(zonesOfPhone(phone)).toBe('');
  });

  test('are known to this computer', () => {
    const unknown = Object.keys(prefixesOfZones)
      .flatMap((zones) => zones.split('&'))
      .filter((zone) => !DateTime.fromMillis(todayMs, { zone }).isValid);
    expect(unknown).toEqual([]);
    expect(zonesOf('RU').length).toBeGreaterThan(10);
  });
});
