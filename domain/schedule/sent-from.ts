import { z } from 'zod';
import { limits } from '../limits.ts';
import { foldText } from '../messages/fold.ts';
import { tally } from '../tally.ts';
import { ColumnIndex } from '../view-parts.ts';

/** The accounts that send a campaign, and which of them writes to whom. Each person's account is fixed at the start. */
export const SentFrom = z.object({
  accounts: z.array(z.string().min(1).max(limits.phoneCharacters)).min(1).max(limits.accountsMax),
  /** The column of the list that names an account by name or number; null where none does. */
  column: ColumnIndex.nullable(),
  /** The operator's answer for rows that name none of these accounts: as if they named none. Absent until answered. */
  unknown: z.literal('as_empty').optional(),
});
export type SentFrom = z.infer<typeof SentFrom>;

/** The numbers that a campaign is sent from: those it names, else that of the account it was started from. */
export function accountsOf(campaign: {
  readonly account: string | null;
  readonly schedule: { readonly from?: SentFrom | undefined };
}): readonly string[] {
  const { account, schedule } = campaign;
  return schedule.from?.accounts ?? (account === null ? [] : [account]);
}

/** The place of a message in an account's plan: the campaign's day, and how many messages of that day come before. */
export type Turn = { readonly day: number; readonly before: number };

/** An account to choose from, with its places day by day. Without them it may send any number on the first day. */
type SenderAccount = {
  readonly phone: string;
  readonly name: string;
  readonly rooms?: { readonly turn: Turn; take(): void } | null;
};

/** The rules in order of precedence: the column, the account that last wrote with the person, else an even share. */
const senderRules = ['column', 'last', 'evenly'] as const;
export type SenderRule = (typeof senderRules)[number];

/** The account chosen for a person. `unknown`: the name in their row, if it is no account of the campaign. */
export type ChosenSender = { readonly phone: string; readonly by: SenderRule; readonly unknown: string | null };

type Person = {
  readonly cells: readonly string[];
  /** The account that last wrote with them. */
  readonly last: string | null;
};

/**
 * Chooses the account for one person after another: the one their row names, else the one that last wrote with them,
 * else the one whose place comes first, by its day and then by how many it has. So all accounts finish at about the
 * same time.
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
    // If two accounts have the same name, nobody knows which is meant.
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

/** Whether a cell names an account, by its name in any spelling or by the digits of its number. */
function isNamed({ phone, name }: SenderAccount, cell: string): boolean {
  if (name !== '' && foldText(name) === foldText(cell)) return true;
  return /^[+\d\s().-]+$/.test(cell) && cell.replaceAll(/\D/g, '') === phone.slice(1);
}

/** In a team campaign, how the computer that sends to a person is named. */
export const ByComputer = z.object({
  column: ColumnIndex,
  /** The operator's answer for rows that name no computer of the team. Absent until answered: they are left out. */
  others: z.enum(['leave_out', 'share']).optional(),
});
export type ByComputer = z.infer<typeof ByComputer>;

/** What a row names; null where it names nothing. `unknown`: the name as written, if it is no computer of the team. */
type NamedComputer<Computer> = { readonly computer: Computer } | { readonly unknown: string };

/** Reads the computers that rows name, in any spelling. Of two of one name, the joined one is meant, if only one is. */
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
