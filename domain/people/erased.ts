/**
 * What a forgotten person's number begins with: the digits of their row follow. The International Telecommunication
 * Union keeps +999 free of subscribers, so it is nobody's number.
 */
export const erasedPrefix = '+999';

/** Whether a stored number stands for somebody whose data was deleted. */
export function isErased(phone: string): boolean {
  return phone.startsWith(erasedPrefix);
}
