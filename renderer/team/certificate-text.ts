/** The first byte of a certificate that is no text. */
const derSequence = 0x30;

/** A certificate as text, also where its file has it in its other form, DER. */
export function certificateText(bytes: Uint8Array): string {
  if (bytes[0] !== derSequence) return new TextDecoder().decode(bytes);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}
