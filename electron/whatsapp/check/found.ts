import type { CheckWord } from '../../../domain/contract.ts';
import type { Restriction } from '../../../domain/state/restriction.ts';
import type { LinkProblem } from '../../../domain/state/state.ts';
import type { HandOverEnd, RecordReading } from '../../ports.ts';
import type { ModuleName } from '../page/modules.ts';
import type { PageCode } from '../page/page-codes.ts';
import type { BrowserBrand, IdField } from './page-values.ts';

/** The reason for a result, in words of our own only: it has a type of its own, so that no text of the page fits. */
export type Why =
  | CheckWhy
  | PageCode
  | `${'parts' | 'helps'} are missing: ${ModuleName}`
  | `the account is restricted: ${Restriction['kind']}`
  | `WhatsApp did not open: ${LinkProblem}`;

/** A value that a step measured: a number, or words that are known here. */
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

/** The result of a step of the check. Neither `why` nor the values can contain a number or text of a person. */
export type Found = {
  readonly word: CheckWord;
  /** In English, for the developers; '' where there is nothing to say. */
  readonly why: '' | Why | `${'text' | 'picture' | 'document'}: ${Why | ''}`;
  readonly values?: FoundValues;
};

/** The reasons that a step of the check can give itself. */
type CheckWhy =
  | 'there is no link'
  | 'the time for the check was over'
  | 'the chat cannot be read'
  | 'the chat has changed'
  | 'nobody was found'
  | 'the number is known by another id'
  | 'the own number is not on WhatsApp'
  | 'the page does not answer'
  | 'it says it has no window'
  | 'the page does not say its version'
  | 'an id does not say its text'
  | 'the send cannot be wrapped'
  | 'nobody can listen below the gate'
  | 'the page does not say what is restricted'
  | 'not_confirmed'
  | 'not_sent'
  | 'busy'
  | 'the page did not come'
  | 'no code came'
  | 'this computer was linked already'
  | 'no fresh code came'
  | 'it did not link'
  | 'catching up did not end'
  | 'the page does not say that it has caught up'
  | 'the gate was not asked in time'
  | 'no acknowledgement came'
  | 'the chat does not show it once'
  | 'its record is not found'
  | 'nothing was seen below the gate'
  | 'more left than went through the gate'
  | 'the phone shows another number of messages'
  | 'nobody said what the phone shows'
  | 'nothing was sent before'
  | 'it did not come back in time'
  | 'something left by itself'
  | 'the record is gone'
  | 'the line was not cut'
  | 'the line did not come back'
  | 'the call did not end in time'
  | 'the gate said no in the end'
  | 'it left under another id';
