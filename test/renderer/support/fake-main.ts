import type {
  Cursor,
  EventName,
  EventPayload,
  MessageFilter,
  MessagePage,
  MessageRow,
  MessageSort,
  MessageTarget,
  Overview,
} from '../../../domain/contract.ts';
import { belongs } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { foldText, readSearch } from '../../../domain/messages/fold.ts';
import type { FakeOptions } from './fake-api.ts';
import { campaignSummary, countRows, fixtureNowMs, messageRows, overview } from './fixtures.ts';

type Listener = (payload: never) => void;

/** The data and events of the main process, in memory; it can hold 100,000 rows. */
export class FakeMain {
  readonly rows: Map<number, MessageRow>;
  state: Overview;
  readonly #listeners = new Map<EventName, Set<Listener>>();

  constructor(options: FakeOptions) {
    const given = options.rows ?? 40;
    this.rows = new Map((typeof given === 'number' ? messageRows(given) : given).map((row) => [row.id, row]));
    const counts = countRows(this.rows.values());
    const sending = [...this.rows.values()].find((row) => row.status === 'sending');
    this.state = overview({
      campaigns: this.rows.size === 0 ? [] : [campaignSummary({ counts, total: this.rows.size })],
      counts,
      dispatcher:
        sending === undefined
          ? { kind: 'idle' }
          : { kind: 'sending', messageId: sending.id, campaignId: 1, sinceMs: sending.changedAtMs },
      ...options.overview,
    });
  }

  subscribe(name: EventName, listener: Listener): () => void {
    const known = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, known.add(listener));
    return () => known.delete(listener);
  }

  emit<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    for (const listener of this.#listeners.get(name) ?? []) (listener as (payload: unknown) => void)(payload);
  }

  /** Changes rows and tells the window, as the main process does. */
  change(changed: readonly MessageRow[]): void {
    for (const row of changed) this.rows.set(row.id, row);
    const counts = countRows(this.rows.values());
    this.state = { ...this.state, counts, campaigns: this.state.campaigns.map((known) => ({ ...known, counts })) };
    const reread = changed.length > limits.patchRows;
    this.emit('messages:changed', { rows: reread ? [] : [...changed], reread, counts, contradictions: 0 });
    this.emit('campaigns:changed', { changed: this.state.campaigns, removed: [] });
  }

  campaign(id: number): ReturnType<typeof campaignSummary> {
    return this.state.campaigns.find((known) => known.id === id) ?? campaignSummary({ id });
  }

  moveCampaign(id: number, to: Partial<ReturnType<typeof campaignSummary>>): ReturnType<typeof campaignSummary> {
    const moved = { ...this.campaign(id), ...to };
    const campaigns = this.state.campaigns.map((known) => (known.id === id ? moved : known));
    this.state = { ...this.state, campaigns };
    this.emit('campaigns:changed', { changed: [moved], removed: [] });
    return moved;
  }

  dispatch(dispatcher: Overview['dispatcher']): void {
    this.state = { ...this.state, dispatcher };
    this.emit('dispatcher:changed', dispatcher);
  }

  /** Changes the messages that have this status. Returns how many there were. */
  move(ids: readonly number[], from: MessageRow['status'], to: Partial<MessageRow>): { changed: number } {
    const moved = ids.flatMap((id) => {
      const row = this.rows.get(id);
      return row?.status === from ? [{ ...row, ...to, changedAtMs: fixtureNowMs }] : [];
    });
    this.change(moved);
    return { changed: moved.length };
  }

  targeted(target: MessageTarget): readonly number[] {
    if ('ids' in target) return target.ids;
    const { filter, except } = target;
    const found = [...this.rows.values()].filter((row) => row.status !== 'sending' && matches(filter, row));
    return found.map(({ id }) => id).filter((id) => !except.includes(id));
  }

  page(filter: MessageFilter, sort: MessageSort, after: Cursor | null): MessagePage {
    const found = [...this.rows.values()].filter((row) => matches(filter, row)).sort(order(filter, sort));
    const start = after === null ? 0 : found.findIndex((row) => row.id === after.id) + 1;
    const page = found.slice(start, start + limits.pageRows);
    const last = page.at(-1);
    const isEnd = last === undefined || start + page.length >= found.length;
    return { rows: page, next: isEnd ? null : { at: last.changedAtMs, id: last.id } };
  }
}

function matches(filter: MessageFilter, row: MessageRow): boolean {
  return (readSearch(filter.search) === null || isFound(row, filter.search)) && belongs(filter, row);
}

/** Whether a search with some criterion finds the row. */
export function isFound(row: MessageRow, search: string): boolean {
  const terms = readSearch(search);
  if (terms === null) return false;
  if (terms.kind === 'digits') return row.phone.includes(terms.digits);
  return terms.words.every((word) => foldText(row.name).includes(word));
}

function order({ tab }: MessageFilter, { by, descending }: MessageSort) {
  const rank = (row: MessageRow) => (row.status === 'sending' ? 0 : 1);
  const key = (row: MessageRow) => {
    if (by === 'name') return foldText(row.name);
    if (by === 'phone') return row.phone;
    return tab === 'pending' ? row.id : row.changedAtMs;
  };
  return (one: MessageRow, other: MessageRow) => {
    if (tab === 'pending' && rank(one) !== rank(other)) return rank(one) - rank(other);
    const [first, second] = [key(one), key(other)];
    const before = first === second ? one.id - other.id : first < second ? -1 : 1;
    return descending ? -before : before;
  };
}
