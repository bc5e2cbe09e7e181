/** A restriction that WhatsApp put on the linked account. Messages to new people are refused meanwhile. */
export type Restriction = {
  /** A lock on writing to new people, or a used-up cap on new chats. */
  readonly kind: 'timelock' | 'cap';
  /** When the restriction ends, in epoch milliseconds; null where WhatsApp does not say. */
  readonly untilMs: number | null;
};

/** The text in which a restriction is stored with the pause it caused, or a ban with the link it ended. */
export function restrictionDetail({ kind, untilMs }: Omit<Restriction, 'kind'> & { readonly kind: string }): string {
  return untilMs === null ? kind : `${kind} until ${new Date(untilMs).toISOString()}`;
}

/** When the restriction or ban in such a detail ends, in epoch milliseconds; null where that is not known. */
export function restrictionEndMs(detail: string): number | null {
  const end = Date.parse(/ until (\S+)$/.exec(detail)?.[1] ?? '');
  return Number.isNaN(end) ? null : end;
}
