/** How an erased person's stored number begins; their row's digits follow. The ITU keeps +999 free of subscribers. */
export const erasedPrefix = '+999';

/** Whether a stored number stands for a person whose data was deleted. */
export function isErased(phone: string): boolean {
  return phone.startsWith(erasedPrefix);
}
