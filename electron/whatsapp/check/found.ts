import type { CheckWord } from '../../../domain/contract.ts';

/** What a step of the check found. Neither `why` nor the values name a number or hold a text of anybody. */
export type Found = {
  readonly word: CheckWord;
  /** In English, for whoever mends it; '' where there is nothing to say. */
  readonly why: string;
  readonly values?: Readonly<Record<string, unknown>>;
};

/** The least good of them, with why, and the values of all. */
export function worstOf(all: readonly Found[]): Found {
  const worst = all.find(({ word }) => word === 'fail') ?? all.find(({ word }) => word === 'unknown');
  const values = Object.assign({}, ...all.map((one) => one.values ?? {}));
  return { word: worst?.word ?? 'pass', why: worst?.why ?? '', values };
}
