import type { NotSentReason } from '../../../domain/message.ts';

/** What goes wrong with one person, by the page's table of scenarios. */
export type Trouble = {
  readonly name: string;
  readonly scenario: number;
  /**
   * `outage`: whoever it meets may be left without the message or without certainty, one for each. A reason: this person
   * is certainly not sent, for that. `none`: the person gets it all the same.
   */
  readonly costs: 'outage' | 'none' | NotSentReason;
};

/**
 * In the order in which they come. The number that says nothing needs half the night; those for which the app itself waits
 * longest come last, and a short night leaves them out.
 */
export const troubles: readonly Trouble[] = [
  { name: 'a number of which WhatsApp says nothing', scenario: 28, costs: 'look_up_failed' },
  { name: 'the connection is lost right after a hand-over', scenario: 18, costs: 'outage' },
  { name: 'a number that is not on WhatsApp', scenario: 14, costs: 'not_on_whatsapp' },
  { name: 'the page reloads right before a hand-over', scenario: 21, costs: 'outage' },
  { name: 'the page crashes right after a hand-over', scenario: 24, costs: 'outage' },
  { name: 'the page reloads right after a hand-over', scenario: 20, costs: 'outage' },
  { name: 'an acknowledgement comes late', scenario: 1, costs: 'none' },
  { name: 'the connection is lost, and catching up takes long', scenario: 38, costs: 'outage' },
  { name: 'a call fails after the hand-over', scenario: 31, costs: 'outage' },
  { name: 'the page is frozen for a while', scenario: 23, costs: 'outage' },
  { name: 'the page hangs for good', scenario: 30, costs: 'outage' },
];

export type Person = { readonly name: string; readonly digits: string; readonly trouble: Trouble | null };
export type Audience = { readonly text: string; readonly people: readonly Person[] };

const firstNumber = 447_911_000_000;

/** Two audiences of half the people each. The troubles are in the first two thirds, evenly, in turn here and there. */
export function audiences(count: number, given: readonly Trouble[]): readonly [Audience, Audience] {
  const half = Math.floor(count / 2);
  const places = new Map(
    given.map((trouble, at) => [Math.floor(((at + 1) * half * 2) / 3 / given.length), { trouble, at }]),
  );
  const of = (which: 0 | 1): Audience => ({
    text: which === 0 ? 'The first text of the night' : 'The second text of the night',
    people: Array.from({ length: half }, (_, index) => {
      const here = places.get(index);
      return {
        name: `Person ${which * half + index + 1}`,
        digits: String(firstNumber + which * half + index),
        trouble: here !== undefined && here.at % 2 === which ? here.trouble : null,
      };
    }),
  });
  return [of(0), of(1)];
}
