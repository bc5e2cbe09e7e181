/** A country's short date as a spreadsheet format, such as `dd/mm/yyyy`. `country`: a two-letter ISO 3166 code. */
export function shortDateFormat(country: string): string {
  const locale = new Intl.Locale('und', { region: country }).maximize();
  const options = { day: 'numeric', month: 'numeric', year: 'numeric', timeZone: 'UTC' } as const;
  const parts = new Intl.DateTimeFormat(`${locale.language}-${country}-u-ca-gregory-nu-latn`, options).formatToParts(
    Date.UTC(2019, 2, 4),
  );
  const dates = parts.flatMap(({ type, value }) =>
    type === 'day' || type === 'month' ? [type.charAt(0).repeat(value.length)] : type === 'year' ? ['yyyy'] : [],
  );
  const separator = parts.find(({ type, value }) => type === 'literal' && /[-./]/.test(value))?.value ?? '/';
  return dates.join(separator.replace(/[^-./]/g, ''));
}

/** A date (`yyyy-mm-dd`) in a country's short form. */
export function shortDate(isoDate: string, country: string): string {
  const [year = '', month, day] = isoDate.split('-');
  return shortDateFormat(country).replace(/y+|m+|d+/g, (run) => {
    if (run.startsWith('y')) return year;
    return String(Number(run.startsWith('m') ? month : day)).padStart(run.length, '0');
  });
}
