import type { FailureReason } from '../../../domain/messages/message.ts';

/** A fault that concerns one person, by the page's table of scenarios. */
export type Trouble = {
  readonly name: string;
  readonly scenario: number;
  /**
   * `none`: the person gets the message all the same. A reason: this person alone gets none, or stays in doubt, for
   * this reason.
   */
  readonly costs: 'none' | FailureReason;
};

/** In the order in which they come: numbers about which WhatsApp says nothing need half the night. */
const troubles: readonly Trouble[] = [
  { name: 'a number of which WhatsApp says nothing', scenario: 28, costs: 'look_up_failed' },
  { name: 'a number of which it says what nobody knows', scenario: 40, costs: 'look_up_failed' },
  { name: 'a number that is not on WhatsApp', scenario: 14, costs: 'not_on_whatsapp' },
  { name: 'the connection is lost right after a hand-over', scenario: 18, costs: 'none' },
  { name: 'the connection is lost, and catching up takes long', scenario: 38, costs: 'none' },
  { name: 'the page is frozen for a while after a hand-over', scenario: 23, costs: 'none' },
  { name: 'an acknowledgement comes late', scenario: 1, costs: 'none' },
  { name: 'a call fails after the hand-over, and no acknowledgement comes', scenario: 31, costs: 'no_confirmation' },
];

export type Person = {
  readonly name: string;
  readonly town: string;
  readonly digits: string;
  readonly trouble: Trouble | null;
};
export type Audience = { readonly text: string; readonly people: readonly Person[] };

const firstNumber = 447_911_000_000;
/** As lists contain them: some with surrounding spaces, some words that mean "blank", and an empty one. */
const towns = ['Leeds', ' Bath ', 'N/A', '', '-', 'St. Ives'];

/**
 * Two audiences of half the people each. The troubles are spread evenly over the first two thirds, alternating between
 * the audiences.
 */
export function audiences(count: number): readonly [Audience, Audience] {
  const half = Math.floor(count / 2);
  const places = new Map(
    troubles.map((trouble, at) => [Math.floor(((at + 1) * half * 2) / 3 / troubles.length), { trouble, at }]),
  );
  const of = (which: 0 | 1): Audience => ({
    text: `${which === 0 ? 'Good evening' : 'Dear'} {{Name | friend}}, the night is long in {{Town | your town}}.`,
    people: Array.from({ length: half }, (_, index) => {
      const here = places.get(index);
      return {
        name: `Person ${which * half + index + 1}`,
        town: towns[index % towns.length] ?? '',
        digits: String(firstNumber + which * half + index),
        trouble: here !== undefined && here.at % 2 === which ? here.trouble : null,
      };
    }),
  });
  return [of(0), of(1)];
}
