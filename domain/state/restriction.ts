/** What WhatsApp lays upon the linked account. New people cannot be written to meanwhile, and a message to one is refused. */
export type Restriction = {
  /** A lock on writing to new people, or a cap on new chats that is used up. */
  readonly kind: 'timelock' | 'cap';
  /** When it ends, in epoch milliseconds; null where WhatsApp does not say. */
  readonly untilMs: number | null;
};

/** A restriction as it is kept with the pause that it caused, or a ban with the link that it ended. */
export function restrictionDetail({ kind, untilMs }: Omit<Restriction, 'kind'> & { readonly kind: string }): string {
  return untilMs === null ? kind : `${kind} until ${new Date(untilMs).toISOString()}`;
}

/** When the restriction or the ban ends of which this is the detail, in epoch milliseconds; null where that is not known. */
export function restrictionEndMs(detail: string): number | null {
  const end = Date.parse(/ until (\S+)$/.exec(detail)?.[1] ?? '');
  return Number.isNaN(end) ? null : end;
}
