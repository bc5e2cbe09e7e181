/** Values that no program would send, made from values that fit a schema. The same number gives the same values. */
import type { z } from 'zod';
import { randomFrom } from './random.ts';

export type Random = { below(most: number): number; of<Value>(values: readonly Value[]): Value };

const slowestMs = 5_000;

export function chooser(seed: number): Random {
  const random = randomFrom(seed);
  const below = (most: number) => Math.floor(random() * most);
  return { below, of: (values) => values[below(values.length)] as (typeof values)[number] };
}

/** Throws when `does` takes too much processor time. */
export async function withinTime<Value>(what: string, does: () => Promise<Value> | Value): Promise<Value> {
  const before = process.cpuUsage();
  const value = await does();
  const { user, system } = process.cpuUsage(before);
  if ((user + system) / 1_000 > slowestMs) throw new Error(`${what} took ${(user + system) / 1_000} ms`);
  return value;
}

const texts = [
  ...['', ' ', 'Ana', '+447700900123', '447700900123@c.us', '998877665544@lid', 'stop', 'Hello {{first}}', '{{{{'],
  ...[
    '__proto__',
    'constructor',
    '../../../etc/passwd',
    'C:\\CON',
    '\0',
    '\u202e\u200b',
    '\ud800',
    "'; DROP TABLE stop;--",
  ],
  ...['=cmd()', '%', '_', 'DE', 'GB', '2026-03-03', '09:00', 'Europe/London', 'x'.repeat(200), 'é'.repeat(5_000)],
];
const numbers = [0, 1, 2, 3, 4, 5, -1, 6, 7, 100, 1.5, 1e9, 2 ** 31, 2 ** 53, -0, 1_772_539_200_000];
const odd: readonly (() => unknown)[] = [
  () => null,
  () => undefined,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => -1,
  () => 2 ** 53,
  () => true,
  () => '',
  () => 'x'.repeat(100_000),
  () => [],
  () => Array.from({ length: 1_000 }, () => 'x'),
  () => ({}),
  () => JSON.parse('{"__proto__":{"id":1},"constructor":1}'),
  () => new Uint8Array(3),
  () => new Date(Number.NaN),
  () => new Map([[1, 2]]),
  () => nested(500),
];

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)];
}

/** Returns the value, or sometimes something else in its place. */
export function oddly(random: Random, value: unknown): unknown {
  if (random.below(12) > 0) return value;
  return random.of(odd)();
}

type Known = { readonly ids: readonly string[] };
/** The part of zod's own description of a schema that is read here. */
type Described = {
  readonly type: string;
  readonly shape?: Record<string, z.ZodType>;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly items?: readonly z.ZodType[];
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly entries?: Record<string, unknown>;
  readonly values?: readonly unknown[];
};

/** A value that fits the schema, or nearly. `known`: texts that have a meaning in the test. */
export function valueFor(schema: z.ZodType, random: Random, known: Known): unknown {
  const made = (one: z.ZodType) => valueFor(one, random, known);
  const is = (schema as unknown as { _zod: { def: Described } })._zod.def;
  const some = (one: z.ZodType) => Array.from({ length: random.below(4) }, () => made(one));
  const value = (): unknown => {
    if (is.shape) {
      const entries = Object.entries(is.shape).map(([name, one]) => [name, made(one)]);
      return Object.fromEntries(entries.filter(() => random.below(40) > 0));
    }
    if (is.element) return some(is.element);
    if (is.options) return made(random.of(is.options));
    if (is.items) return is.items.map(made);
    if (is.valueType) return Object.fromEntries(some(is.valueType).map((one) => [random.of(texts), one]));
    if (is.entries) return random.of(Object.values(is.entries));
    if (is.values) return random.of(is.values);
    if (is.in) return made(is.in);
    if (is.innerType) return is.type === 'nullable' && random.below(3) === 0 ? null : made(is.innerType);
    switch (is.type) {
      case 'string':
        return random.of(random.below(3) === 0 && known.ids.length > 0 ? known.ids : texts);
      case 'number':
      case 'int':
        return random.of(numbers);
      case 'boolean':
        return random.below(2) === 0;
      case 'custom':
        return new Uint8Array(Array.from({ length: random.below(40) }, () => random.below(256)));
      case 'void':
      case 'undefined':
        return undefined;
      default:
        return random.of(odd)();
    }
  };
  return oddly(random, value());
}
