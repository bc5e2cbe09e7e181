import { z } from 'zod';
import { limits } from '../limits.ts';
import { foldText } from '../messages/fold.ts';

/** From which accounts a campaign is sent, and who of its people is written to by which. Each one's is fixed at the start. */
export const SentFrom = z.object({
  /** Their numbers. */
  accounts: z.array(z.string().min(1).max(limits.phoneCharacters)).min(1).max(limits.accountsMax),
  /** The column of the list that names an account, by its name or number; null where none does. */
  column: z.int().min(0).max(limits.importColumns).nullable(),
  /** The word on rows that name no account of these: as if nothing stood there. Absent while nothing is said. */
  unknown: z.literal('as_empty').optional(),
});
export type SentFrom = z.infer<typeof SentFrom>;

/** The numbers that a campaign is sent from: those it names, else the one from which it was started. */
export function accountsOf(campaign: {
  readonly account: string | null;
  readonly schedule: { readonly from?: SentFrom | undefined };
}): readonly string[] {
  const { account, schedule } = campaign;
  return schedule.from?.accounts ?? (account === null ? [] : [account]);
}

/** An account that may be chosen for somebody. */
type SenderAccount = { readonly phone: string; readonly name: string };

/** The first rule that applies: the column, who wrote last with the person, else evenly. */
const senderRules = ['column', 'last', 'evenly'] as const;
export type SenderRule = (typeof senderRules)[number];

/** Whose the person is; `unknown`: what their row names, where that is no account of the campaign. */
export type ChosenSender = { readonly phone: string; readonly by: SenderRule; readonly unknown: string | null };

type Person = {
  readonly cells: readonly string[] /** The account that wrote with them last. */;
  readonly last: string | null;
};

/**
 * Chooses the account for one person after the other: by what their row names, else who wrote with them, else whoever has the
 * fewest, so that all are through at about the same time.
 */
export class SenderChooser {
  readonly #column: number | null;
  readonly #accounts: readonly SenderAccount[];
  readonly #people: Map<string, number>;

  constructor(
    { column }: SentFrom,
    accounts: readonly SenderAccount[],
    people: ReadonlyMap<string, number> = new Map(),
  ) {
    this.#column = column;
    this.#accounts = accounts;
    this.#people = new Map(people);
  }

  choose({ cells, last }: Person): ChosenSender {
    const cell = this.#column === null ? '' : (cells[this.#column] ?? '').trim();
    const named = cell === '' ? undefined : this.#accounts.find((account) => isNamed(account, cell));
    const wrote = this.#accounts.find(({ phone }) => phone === last);
    const [fewest] = this.#accounts.toSorted((one, other) => this.#count(one) - this.#count(other));
    const phone = (named ?? wrote ?? fewest)?.phone ?? '';
    this.#people.set(phone, (this.#people.get(phone) ?? 0) + 1);
    const by = named ? 'column' : wrote ? 'last' : 'evenly';
    return { phone, by, unknown: cell !== '' && !named ? cell : null };
  }

  #count({ phone }: SenderAccount): number {
    return this.#people.get(phone) ?? 0;
  }
}

/** By its name, however that is written, or by the digits of its number. */
function isNamed({ phone, name }: SenderAccount, cell: string): boolean {
  if (name !== '' && foldText(name) === foldText(cell)) return true;
  return /^[+\d\s().-]+$/.test(cell) && cell.replaceAll(/\D/g, '') === phone.slice(1);
}
