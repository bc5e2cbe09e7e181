/** Device names of Windows: a file with such a name, with any extension, is never a file there. */
const deviceName = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])(?=\s*(\.|$))/i;

/** A file name that Windows, macOS and Linux all accept, without invisible characters that set text direction. */
export function safeFileName(text: string): string {
  const safe = text
    .replaceAll(/\p{Bidi_Control}/gu, '')
    .replaceAll(/[<>:"/\\|?*\p{Cc}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 100);
  return safe.replace(/[. ]+$/, '').replace(deviceName, 'SendOnce $1') || 'SendOnce';
}
