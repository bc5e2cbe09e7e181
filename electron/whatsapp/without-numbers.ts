/** A text for the log: WhatsApp's errors name the people they are about by number or id. */
export function withoutNumbers(text: string): string {
  return text.replace(/\d{5,}/g, '…');
}
