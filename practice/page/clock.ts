const shiftKey = 'clock_shift_ms';

/** Shifts the page's clock by what a command has stored. The shift outlives the browser. */
export function keepClock(): void {
  const now = Date.now.bind(Date);
  Date.now = () => now() + Number(localStorage.getItem(shiftKey) ?? 0);
}

/** Puts the page's clock forward or back, as if the computer's clock had been changed. */
export function shiftClock(byMs: number): void {
  localStorage.setItem(shiftKey, String(Number(localStorage.getItem(shiftKey) ?? 0) + byMs));
}
