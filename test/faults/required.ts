/**
 * Whether to skip tests that need something of the machine. In CI nothing is skipped: the tests fail where it is
 * missing. Elsewhere a warning is printed.
 */
export function skipAloud(what: string, missing: string | null): boolean {
  if (missing === null) return false;
  if (process.env.CI) throw new Error(`${what} cannot run, and CI must run it: ${missing}`);
  console.warn(`${what}: skipped here, ${missing}. CI runs it.`);
  return true;
}
