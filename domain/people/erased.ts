/**
 * How the stored number of an erased person begins; the digits of their row follow. The ITU keeps +999 free of
 * subscribers.
 */
export const erasedPrefix = '+999';

/** Whether a stored number stands for a person whose data was deleted. */
export function isErased(phone: string): boolean {
  return phone.startsWith(erasedPrefix);
}
