import { randomFrom } from '../random.ts';

/** Random draws. The same seed gives the same draws. */
export type Random = {
  /** A whole number from 0 to `below` - 1. */
  readonly below: (below: number) => number;
  readonly of: <One>(choices: readonly One[]) => One;
  /** True in `share` of all cases. */
  readonly chance: (share: number) => boolean;
  readonly digits: (count: number) => string;
  /** One of the keys, each with a probability in proportion to its weight. */
  readonly weighted: <Key extends string>(weights: Readonly<Record<Key, number>>) => Key;
};

export function random(seed: number): Random {
  const next = randomFrom(seed);
  const below = (most: number) => Math.floor(next() * most);
  return {
    below,
    of: (choices) => {
      const drawn = choices[below(choices.length)];
      if (drawn === undefined) throw new Error('nothing to draw from');
      return drawn;
    },
    chance: (share) => next() < share,
    digits: (count) => Array.from({ length: count }, () => below(10)).join(''),
    weighted: (weights) => {
      const entries = Object.entries(weights) as [keyof typeof weights, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      return (entries[0] ?? [''])[0] as keyof typeof weights;
    },
  };
}
