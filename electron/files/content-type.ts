const unknown = 'application/octet-stream';

type Sign = { readonly type: string; readonly at: number; readonly bytes: string };

/** The first bytes of the file types that WhatsApp shows in a way of their own. */
const signs: readonly Sign[] = [
  { type: 'image/jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { type: 'image/png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { type: 'image/gif', at: 0, bytes: 'GIF8' },
  { type: 'image/webp', at: 8, bytes: 'WEBP' },
  { type: 'application/pdf', at: 0, bytes: '%PDF-' },
  { type: 'video/quicktime', at: 4, bytes: 'ftypqt' },
  { type: 'video/3gpp', at: 4, bytes: 'ftyp3g' },
  ...['isom', 'iso', 'mp4', 'avc1', 'M4V', 'MSNV', 'dash'].map((brand) => ({
    type: 'video/mp4',
    at: 4,
    bytes: `ftyp${brand}`,
  })),
];

/**
 * The type of a file by its bytes. The type that its name claims counts only for types without such bytes: a file that
 * is named like a picture and is none goes out as a file of unknown type.
 */
export function contentType(bytes: Buffer, claimed: string): string {
  const start = bytes.subarray(0, 32).toString('latin1');
  const found = signs.find((sign) => start.startsWith(sign.bytes, sign.at));
  if (found) return found.type;
  const isTellable = signs.some(({ type }) => type === claimed) || /^(image|video)\//.test(claimed);
  return isTellable || !/^[\w.+-]+\/[\w.+-]+$/.test(claimed) ? unknown : claimed;
}
