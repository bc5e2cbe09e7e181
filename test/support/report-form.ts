/** The form of a report, for tests that are not about it. */
export const reportForm = { isPractice: false, separator: ',', title: 'Report', country: 'GB', paper: 'A4' } as const;
