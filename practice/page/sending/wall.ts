/**
 * Shows the wall that WhatsApp Web shows to a browser which it does not support: a page with a title and a text, and
 * none of its modules.
 */
export function showWall(): void {
  document.title = 'WhatsApp Web';
  const title = document.createElement('h1');
  title.textContent = 'WhatsApp works with Google Chrome 100+';
  const text = document.createElement('p');
  text.textContent = 'To use WhatsApp, update Chrome or use another browser that is supported.';
  document.body.replaceChildren(title, text);
}

export function isHeadless(userAgent: string): boolean {
  return userAgent.includes('HeadlessChrome');
}
