import { z } from 'zod';
import { AtMs } from '../view-parts.ts';

/** A version that is newer than the one that runs. */
export const NewerVersion = z.object({
  version: z.string(),
  /** What is new in it, a line each; empty where nothing was said in the operator's language. */
  news: z.array(z.string()),
  /** `restart`: it lies ready here, checked. `page`: it is fetched and installed by hand. */
  way: z.enum(['restart', 'page']),
});
export type NewerVersion = z.infer<typeof NewerVersion>;

/** What is known of newer versions. */
export const UpdateView = z.object({
  /** Whether this build has an address to look at: one that nobody released has none. */
  canLook: z.boolean(),
  /** When it was last known what the newest version is; null where that is not known yet. */
  checkedAtMs: AtMs.nullable(),
  newer: NewerVersion.nullable(),
});
export type UpdateView = z.infer<typeof UpdateView>;

export const noUpdates: UpdateView = { canLook: false, checkedAtMs: null, newer: null };

/** A version as it is released: three numbers. */
export const releasedVersion = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/;

/** Whether a version comes after another. One that is not three numbers comes after none. */
export function isNewer(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) => releasedVersion.exec(text)?.slice(1).map(Number));
  if (!one || !other) return false;
  const place = one.findIndex((part, index) => part !== other[index]);
  return place >= 0 && (one[place] ?? 0) > (other[place] ?? 0);
}
