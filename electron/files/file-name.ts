/**
 * Returns a file name that Windows, macOS and Linux all take. The signs that keep the direction of a name inside a
 * sentence go: in a file name they are letters that nobody sees and nobody can type.
 */
export function safeFileName(text: string): string {
  const safe = text
    .replaceAll(/\p{Bidi_Control}/gu, '')
    .replaceAll(/[<>:"/\\|?*\p{Cc}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 100);
  return safe.replace(/[. ]+$/, '') || 'SendOnce';
}
