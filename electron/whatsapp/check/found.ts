import type { CheckWord } from '../../../domain/contract.ts';
import type { Restriction } from '../../../domain/state/restriction.ts';
import type { LinkProblem } from '../../../domain/state/state.ts';
import type { HandOverEnd, RecordReading } from '../../ports.ts';
import type { ModuleName } from '../page/modules.ts';
import type { PageCode } from '../page/page-codes.ts';
import type { BrowserBrand, IdField } from './page-values.ts';
import type { CheckWhy } from './whys.ts';

/** Why a step found what it found, in words of our own alone: a type of its own, so that no text of the page fits. */
export type Why =
  | CheckWhy
  | PageCode
  | `${'parts' | 'helps'} are missing: ${ModuleName}`
  | `the account is restricted: ${Restriction['kind']}`
  | `WhatsApp did not open: ${LinkProblem}`;

/** What a step measured: numbers, and words that are all known here. */
type FoundValue =
  | number
  | boolean
  | null
  | ModuleName
  | BrowserBrand
  | IdField
  | HandOverEnd['kind']
  | RecordReading['kind']
  | Restriction['kind']
  | 'none'
  | `${number}.${number}.${number}`
  | readonly FoundValue[]
  | FoundValues;
export type FoundValues = { readonly [name: string]: FoundValue };

/** What a step of the check found. Neither `why` nor the values can name a number or hold a text of anybody. */
export type Found = {
  readonly word: CheckWord;
  /** In English, for whoever mends it; '' where there is nothing to say. */
  readonly why: '' | Why | `${'text' | 'picture' | 'document'}: ${Why | ''}`;
  readonly values?: FoundValues;
};

/** The least good of them, with why, and the values of all. */
export function worstOf(all: readonly Found[]): Found {
  const worst = all.find(({ word }) => word === 'fail') ?? all.find(({ word }) => word === 'unknown');
  const values = Object.assign({}, ...all.map((one) => one.values ?? {}));
  return { word: worst?.word ?? 'pass', why: worst?.why ?? '', values };
}
