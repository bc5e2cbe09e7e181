/**
 * The alias of a phone number. Aliases are the ways in which WhatsApp may know a person; a prefix tells numbers from
 * ids. Only their keyed hashes are written.
 */
export function phoneAlias(e164: string): string {
  return `phone:${e164}`;
}

/** The aliases of a WhatsApp id: `447700900118@c.us` or a LID. A `@c.us` id is also the phone number that it spells. */
export function idAliases(id: string): readonly string[] {
  const digits = /^(\d+)@(?:c\.us|s\.whatsapp\.net)$/.exec(id)?.[1];
  return digits === undefined ? [`id:${id}`] : [phoneAlias(`+${digits}`)];
}

/** Every alias of a person known so far, without repeats. */
export function personAliases(e164: string, ids: readonly string[]): readonly string[] {
  return [...new Set([phoneAlias(e164), ...ids.flatMap(idAliases)])];
}

/** The phone numbers among aliases, in E.164. */
export function phonesOf(aliases: readonly string[]): readonly string[] {
  return aliases.flatMap((alias) => (alias.startsWith('phone:') ? alias.slice('phone:'.length) : []));
}

/** The keyed hash of an alias in fences and ledger. A type of its own, as a plain alias there would match nothing. */
export type AliasHash = string & { readonly isAliasHash: true };
