/**
 * Whether tests that need something of the machine are left out here. In CI nothing is: what is missing there fails.
 * Elsewhere it is said aloud.
 */
export function skipAloud(what: string, missing: string | null): boolean {
  if (missing === null) return false;
  if (process.env.CI) throw new Error(`${what} cannot run, and CI must run it: ${missing}`);
  console.warn(`${what}: skipped here, ${missing}. CI runs it.`);
  return true;
}
