/** The first byte of a binary certificate. */
const derSequence = 0x30;

/** A certificate as text (PEM), also if its file has the binary form (DER). */
export function certificateText(bytes: Uint8Array): string {
  if (bytes[0] !== derSequence) return new TextDecoder().decode(bytes);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}
