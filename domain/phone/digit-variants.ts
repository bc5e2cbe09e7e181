/** Countries that changed the length of their mobile numbers, while WhatsApp kept the old ids of existing accounts. */
const variantForms = [
  // Brazil: the ninth digit of mobiles whose old eight digits began with 6 to 9. No area code begins with zero.
  { form: /^\+55([1-9]\d)9?([6-9]\d{7})$/, short: '+55', long: (area: string, rest: string) => `+55${area}9${rest}` },
  // Argentina: 54 9 for mobiles when dialled from abroad.
  { form: /^\+549?()([1-3]\d{9})$/, short: '+54', long: (_area: string, rest: string) => `+549${rest}` },
  // Mexico: 52 1 until 2019.
  { form: /^\+521?()([2-9]\d{9})$/, short: '+52', long: (_area: string, rest: string) => `+521${rest}` },
] as const;

/** Every number that may be the same person's: this one first, then its digit variant if it has one. */
export function digitVariants(e164: string): readonly string[] {
  for (const { form, short, long } of variantForms) {
    const match = form.exec(e164);
    if (!match) continue;
    const [area = '', rest = ''] = match.slice(1);
    const both = [`${short}${area}${rest}`, long(area, rest)];
    return both[0] === e164 ? both : both.reverse();
  }
  return [e164];
}

/** The same key for all digit variants of a number, to find them by. It is not itself a number to send to. */
export function variantKey(e164: string): string {
  return digitVariants(e164).reduce((shortest, variant) => (variant.length < shortest.length ? variant : shortest));
}
