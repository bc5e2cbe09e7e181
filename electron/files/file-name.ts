/** Devices of Windows: a file of such a name, whatever its ending, is never a file there. */
const deviceName = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])(?=\s*(\.|$))/i;

/** A file name that Windows, macOS and Linux all take, without signs of direction: in it they are unseen letters. */
export function safeFileName(text: string): string {
  const safe = text
    .replaceAll(/\p{Bidi_Control}/gu, '')
    .replaceAll(/[<>:"/\\|?*\p{Cc}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 100);
  return safe.replace(/[. ]+$/, '').replace(deviceName, 'SendOnce $1') || 'SendOnce';
}
