import { z } from 'zod';
import { limits } from '../limits.ts';
import { foldText } from '../messages/fold.ts';
import { tally } from '../tally.ts';

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

/** On which of an account's days of a campaign somebody's message is, and how many of that day are before it. */
export type Turn = { readonly day: number; readonly before: number };

/** An account that may be chosen for somebody, and its turns day by day; without those it may send any number on the first. */
type SenderAccount = {
  readonly phone: string;
  readonly name: string;
  readonly rooms?: { readonly turn: Turn; take(): void } | null;
};

/** The first rule that applies: the column, who wrote last with the person, else evenly. */
const senderRules = ['column', 'last', 'evenly'] as const;
export type SenderRule = (typeof senderRules)[number];

/** Whose the person is; `unknown`: what their row names, where that is no account of the campaign. */
export type ChosenSender = { readonly phone: string; readonly by: SenderRule; readonly unknown: string | null };

type Person = {
  readonly cells: readonly string[];
  /** The account that wrote with them last. */
  readonly last: string | null;
};

/**
 * Chooses the account for one person after the other: by what their row names, else who wrote with them, else whose turn
 * comes first, by its days and then by how many it has, so that all are through at about the same time.
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
    for (const { phone, rooms } of accounts)
      for (let taken = 0; rooms && taken < (people.get(phone) ?? 0); taken += 1) rooms.take();
  }

  choose({ cells, last }: Person): ChosenSender {
    const cell = this.#column === null ? '' : (cells[this.#column] ?? '').trim();
    // Of two of one name nobody knows which is meant.
    const [one, other] = cell === '' ? [] : this.#accounts.filter((account) => isNamed(account, cell));
    const named = other === undefined ? one : undefined;
    const wrote = this.#accounts.find(({ phone }) => phone === last);
    const chosen = named ?? wrote ?? this.#next();
    const phone = chosen?.phone ?? '';
    chosen?.rooms?.take();
    tally(this.#people, phone);
    const by = named ? 'column' : wrote ? 'last' : 'evenly';
    return { phone, by, unknown: cell !== '' && !named ? cell : null };
  }

  #next(): SenderAccount | undefined {
    const turns = this.#accounts.map((account) => {
      return { account, ...(account.rooms?.turn ?? { day: 0, before: this.#people.get(account.phone) ?? 0 }) };
    });
    const [first] = turns.toSorted((one, other) => one.day - other.day || one.before - other.before);
    return first?.account;
  }
}

/** By its name, however that is written, or by the digits of its number. */
function isNamed({ phone, name }: SenderAccount, cell: string): boolean {
  if (name !== '' && foldText(name) === foldText(cell)) return true;
  return /^[+\d\s().-]+$/.test(cell) && cell.replaceAll(/\D/g, '') === phone.slice(1);
}

/** In a campaign of the team, who names the computer that sends to them. */
export const ByComputer = z.object({
  /** The column of the list. */
  column: z.int().min(0).max(limits.importColumns),
  /** The word on rows that name what is no computer of the team. Absent while nothing is said, and they are left out. */
  others: z.enum(['leave_out', 'share']).optional(),
});
export type ByComputer = z.infer<typeof ByComputer>;

/** What a row names; null where it names nothing. `unknown`: as it stands there, where that is no computer of the team. */
type NamedComputer<Computer> = { readonly computer: Computer } | { readonly unknown: string };

/**
 * Reads the computers that rows name, in any spelling. Of two of one name the one that joined is meant; where both have,
 * nobody knows which.
 */
export function computersNamed<Computer extends { readonly name: string; readonly hasJoined: boolean }>(
  { column }: ByComputer,
  computers: readonly Computer[],
): (cells: readonly string[]) => NamedComputer<Computer> | null {
  const byName = Map.groupBy(computers, ({ name }) => foldText(name).trim());
  return (cells) => {
    const unknown = (cells[column] ?? '').trim();
    if (unknown === '') return null;
    const found = byName.get(foldText(unknown)) ?? [];
    const joined = found.filter(({ hasJoined }) => hasJoined);
    const [computer, other] = joined.length === 0 ? found : joined;
    return computer === undefined || other !== undefined ? { unknown } : { computer };
  };
}
