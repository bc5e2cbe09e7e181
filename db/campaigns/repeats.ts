/** The last attempt that is over or may have left: one before its gate was sent to nobody yet, and counts as later. */
export const lastBeforeNowSql = `coalesce((SELECT min(id) - 1 FROM attempt WHERE outcome = 'unknown' AND passed_at_ms IS NULL AND kind <> 'answer'
  AND closed_at_ms IS NULL), (SELECT max(id) FROM attempt), 0)`;
