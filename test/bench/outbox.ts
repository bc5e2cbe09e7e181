import type { MessagePage } from '../../domain/contract.ts';
import { type MessageFilter, type MessageSort, naturalSort } from '../../domain/messages/message-filter.ts';
import type { Rig } from '../support/dispatch-rig.ts';
import { granted } from '../support/granted.ts';
import { makeReady } from '../support/make-ready.ts';
import { wholeTab } from '../support/whole-tab.ts';
import type { Benchmark, Row } from './benchmark.ts';
import { makeDraft, withDesk } from './desk.ts';
import { inWords, spread, timed, timesOf } from './measure.ts';

const pages = 200;
const repeats = 20;

const pending = wholeTab('pending');
const inOrder = naturalSort('pending');
const byName: MessageSort = { by: 'name', descending: false };

/** What the outbox reads while the operator scrolls, sorts and searches. A page has a hundred rows. */
export const outboxBenchmark: Benchmark = {
  name: 'Outbox',
  beside: 'of it',
  run: ({ recipients }) =>
    withDesk(recipients, async (desk) => {
      granted(await desk.campaigns.start(await makeDraft(desk)));
      const { rig } = desk;
      const names = await timed(() => makeReady(rig.stores.searchIndex));
      return [
        { what: 'a list made ready for searches, once', took: inWords(names.tookMs), beside: 'in the worker' },
        page(rig, 'a page, in the order of sending', inOrder),
        page(rig, 'a page, by name', byName),
        page(rig, 'a page, by number', { by: 'phone', descending: true }),
        search(rig, 'search for many people', 'silva'),
        search(rig, 'search for nobody', 'nobody at all'),
        search(rig, 'search for a number', '7800 000 42'),
        repeated('the sums of all tabs', () => rig.stores.queries.counts()),
      ];
    }),
};

function page({ stores }: Rig, what: string, sort: MessageSort): Row {
  let after: MessagePage['next'] = null;
  let deepest = 0;
  const times = timesOf(pages, (index) => {
    const read = stores.pages.page(pending, sort, after);
    if (read.next !== null) deepest = Math.max(deepest, index + 1);
    after = read.next;
  });
  return { what, took: spread(times), beside: `${deepest} pages one after the other` };
}

function search({ stores }: Rig, what: string, words: string): Row {
  const filter: MessageFilter = { ...pending, search: words };
  const counted = timesOf(repeats, () => stores.pages.count(filter));
  const first = timesOf(repeats, () => stores.pages.page(filter, inOrder, null));
  const found = stores.pages.count(filter);
  return { what, took: spread(first), beside: `${found} found; all counted in ${spread(counted)}` };
}

function repeated(what: string, read: () => unknown): Row {
  return { what, took: spread(timesOf(repeats, read)), beside: '' };
}
