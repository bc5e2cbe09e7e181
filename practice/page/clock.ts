const shiftKey = 'clock_shift_ms';

/** From here on the page's clock is as far from the computer's as a command has set it, in this browser and the next. */
export function keepClock(): void {
  const now = Date.now.bind(Date);
  Date.now = () => now() + Number(localStorage.getItem(shiftKey) ?? 0);
}

/** Puts the page's clock forward or back, as the computer's clock would be. */
export function shiftClock(byMs: number): void {
  localStorage.setItem(shiftKey, String(Number(localStorage.getItem(shiftKey) ?? 0) + byMs));
}
