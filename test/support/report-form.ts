/** How a report is written, where a test does not care. */
export const reportForm = { isPractice: false, separator: ',', title: 'Report', country: 'GB', paper: 'A4' } as const;
