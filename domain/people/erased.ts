/** How a forgotten person's number begins, before the digits of their row: the ITU keeps +999 free of subscribers. */
export const erasedPrefix = '+999';

/** Whether a stored number stands for somebody whose data was deleted. */
export function isErased(phone: string): boolean {
  return phone.startsWith(erasedPrefix);
}
