import fc from 'fast-check';

type Weighed<Name, Rest> = { readonly weight: number; readonly arbitrary: fc.Arbitrary<{ readonly do: Name } & Rest> };

/** A command of this name and of random values, drawn with this weight. The name takes no random value. */
export function event<const Name extends string, const Rest extends object>(
  weight: number,
  name: Name,
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
): Weighed<Name, Rest> {
  return { weight, arbitrary: fc.record({ do: fc.constant(name), ...rest }) } as unknown as Weighed<Name, Rest>;
}
