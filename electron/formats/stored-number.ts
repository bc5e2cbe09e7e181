/** Beyond this, a number in a spreadsheet has lost digits: it keeps 15, and shows the rest as zeros. */
export const exactIntegerMax = 1e15;
const dayMs = 86_400_000;
const secondMs = 1_000;
/** 1 January 1970 and 1 January 1904, as spreadsheets count days; and the 29 February 1900 that there never was. */
const [unixEpochDay, epoch1904Day, noSuchDay] = [25_569, 1_462, 60];

/** All digits of a number, and never some that look exact when they are not. */
export function numberText(value: number): string {
  if (Math.abs(value) >= exactIntegerMax) return value.toExponential().replace('e', 'E');
  return String(value);
}

/** A day of a spreadsheet as what the clock on the wall says, to the second: its dates have no time zone. */
export function dateOf(day: number, is1904: boolean): Date {
  const since1900 = is1904 ? day + epoch1904Day : day < noSuchDay ? day + 1 : day;
  return new Date(Math.round(((since1900 - unixEpochDay) * dayMs) / secondMs) * secondMs);
}

/** Year, month and day, and the time where there is one; empty where the date is none. */
export function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [day = '', time = ''] = date.toISOString().split('T');
  const minutes = time.slice(0, 5);
  if (date.getUTCFullYear() < 1901) return minutes; // A time without a day stands on the first day of the calendar.
  return minutes === '00:00' ? day : `${day} ${minutes}`;
}
