import { DateTime, IANAZone, type Zone } from 'luxon';

/** No zone has changed its clocks there and back within so short a time. */
const stretchMs = 6 * 60 * 60_000;
/** For each zone; enough for more than the days of ten years. */
const keptOffsets = 20_000;

/** A time zone that reads its slow offset once per stretch in which its clocks cannot change back and forth. */
class KeptZone extends IANAZone {
  readonly #offsets = new Map<number, number>();

  override offset(atMs: number): number {
    const stretch = Math.floor(atMs / stretchMs);
    const before = this.#offsetAt(stretch);
    return before === this.#offsetAt(stretch + 1) ? before : super.offset(atMs);
  }

  #offsetAt(stretch: number): number {
    const known = this.#offsets.get(stretch);
    if (known !== undefined) return known;
    const offset = super.offset(stretch * stretchMs);
    if (this.#offsets.size >= keptOffsets) this.#offsets.clear();
    this.#offsets.set(stretch, offset);
    return offset;
  }
}

// What the engine knows of zones does not change while the app runs, so keeping it is no mutable state.
const zones = new Map<string, Zone>();
const zonesOfCountries = new Map<string, readonly string[]>();

export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const { zone } = DateTime.fromMillis(0, { zone: name });
  const kept = zone instanceof IANAZone ? new KeptZone(name) : zone;
  zones.set(name, kept);
  return kept;
}

/** The midnight after a moment by its own clock; one o'clock where the clocks go forward over midnight. */
export function midnightAfter(at: DateTime): DateTime {
  return at.plus({ days: 1 }).startOf('day');
}

/** The time zones of a country, by its ISO code; empty where none is known. */
export function zonesOf(country: string): readonly string[] {
  const known = zonesOfCountries.get(country);
  if (known !== undefined) return known;
  const names = country === '' ? [] : askedZonesOf(country);
  zonesOfCountries.set(country, names);
  return names;
}

function askedZonesOf(country: string): readonly string[] {
  // Newer engines have a method where older ones have a property.
  const locale: Intl.Locale & { getTimeZones?(): Names; readonly timeZones?: Names } = new Intl.Locale('und', {
    region: country,
  });
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}
type Names = readonly string[] | undefined;
