import { z } from 'zod';
import { AtMs } from '../view-parts.ts';

export const NewerVersion = z.object({
  version: z.string(),
  /** What is new in it, one line each; empty where nothing was written in the operator's language. */
  news: z.array(z.string()),
  /** `restart`: it is here, checked and ready. `page`: it has to be downloaded and installed by hand. */
  way: z.enum(['restart', 'page']),
});
export type NewerVersion = z.infer<typeof NewerVersion>;

export const UpdateView = z.object({
  /** Whether this build has an update address; one that was never released has none. */
  canLook: z.boolean(),
  /** When the newest version was last known; null where it never was. */
  checkedAtMs: AtMs.nullable(),
  newer: NewerVersion.nullable(),
});
export type UpdateView = z.infer<typeof UpdateView>;

export const noUpdates: UpdateView = { canLook: false, checkedAtMs: null, newer: null };

export const releasedVersion = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/;

/** Whether a version is newer than another. A version that is not three numbers is newer than none. */
export function isNewer(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) => releasedVersion.exec(text)?.slice(1).map(Number));
  if (!one || !other) return false;
  const place = one.findIndex((part, index) => part !== other[index]);
  return place >= 0 && (one[place] ?? 0) > (other[place] ?? 0);
}
