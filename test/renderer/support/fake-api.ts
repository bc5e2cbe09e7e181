import { channels, eventChannels } from '../../../domain/channels.ts';
import {
  type Api,
  belongs,
  type CampaignDetail,
  type Channel,
  type CommandInput,
  type CommandOutput,
  type EventName,
  type EventPayload,
  type FailureCode,
  type MessageFilter,
  type MessageRow,
  type MessageSort,
  type MessageTarget,
  type Overview,
  type Reply,
  type SavedList,
  type SavedText,
  type StopProposal,
} from '../../../domain/contract.ts';
import { foldText, readSearch } from '../../../domain/fold.ts';
import { limits } from '../../../domain/limits.ts';
import { whyNotQueuedAgain } from '../../../domain/message.ts';
import { chatLines, daysReport, fineChecks, messageDetail, report, verification } from './answers.ts';
import {
  account,
  aSheet,
  campaignCheck,
  campaignDetail,
  campaignSummary,
  countRows,
  fixtureNowMs,
  listReport,
  messageRow,
  messageRows,
  overview,
} from './fixtures.ts';

type Handlers = { [Name in Channel]: (input: CommandInput<Name>) => CommandOutput<Name> | Refusal };
type Refusal = { readonly refusal: FailureCode };
type Call = { readonly name: Channel; readonly input: unknown };

export type FakeOptions = {
  /** Messages of the one campaign; 0 makes a first run without campaigns. */
  readonly rows?: number | readonly MessageRow[];
  readonly overview?: Partial<Overview>;
  /** People who wrote a stop word. */
  readonly proposals?: readonly StopProposal[];
  /** Lists that were kept for further campaigns. */
  readonly savedLists?: readonly SavedList[];
  /** Texts that were kept for further campaigns. */
  readonly savedTexts?: readonly SavedText[];
  /** Answers of single commands in place of the fixture's. */
  readonly handlers?: Partial<Handlers>;
};

export type FakeApi = {
  readonly api: Api;
  /** Every command that was asked, in order. */
  readonly calls: readonly Call[];
  readonly emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;
  /** Changes rows and tells the window as main does. */
  readonly change: (rows: readonly MessageRow[]) => void;
};

/** Lets a handler of the fake answer with a failure. */
export function refuse(code: FailureCode): Refusal {
  return { refusal: code };
}

/** A picture as main would give it. */
const picture = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path fill="#7aa2e3" d="M0 0h4v3H0z"/><path fill="#fff" d="M1 2l1-1 1 1z"/></svg>')}`;

/** An `Api` in memory over fixture data: what main answers, without main. It keeps rows in memory, so it can hold 100,000. */
export function createFakeApi(options: FakeOptions = {}): FakeApi {
  const given = options.rows ?? 40;
  const rows = new Map((typeof given === 'number' ? messageRows(given) : given).map((row) => [row.id, row]));
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const calls: Call[] = [];

  const summary = () => campaignSummary({ counts: countRows(rows.values()), total: rows.size });
  const sending = [...rows.values()].find((row) => row.status === 'sending');
  let state = overview({
    campaigns: rows.size === 0 ? [] : [summary()],
    counts: countRows(rows.values()),
    dispatcher:
      sending === undefined
        ? { kind: 'idle' }
        : { kind: 'sending', messageId: sending.id, campaignId: 1, sinceMs: sending.changedAtMs },
    ...options.overview,
  });

  const emit: FakeApi['emit'] = (name, payload) => {
    for (const listener of listeners.get(name) ?? []) (listener as (payload: unknown) => void)(payload);
  };
  const change = (changed: readonly MessageRow[]) => {
    for (const row of changed) rows.set(row.id, row);
    const counts = countRows(rows.values());
    state = { ...state, counts, campaigns: state.campaigns.map((known) => ({ ...known, counts })) };
    const reread = changed.length > limits.patchRows;
    emit('messages:changed', { rows: reread ? [] : [...changed], reread, counts, contradictions: 0 });
    emit('campaigns:changed', { changed: state.campaigns, removed: [] });
  };
  const campaign = (id: number) => state.campaigns.find((known) => known.id === id) ?? campaignSummary({ id });
  const moveCampaign = (id: number, to: Partial<ReturnType<typeof campaignSummary>>) => {
    const moved = { ...campaign(id), ...to };
    state = { ...state, campaigns: state.campaigns.map((known) => (known.id === id ? moved : known)) };
    emit('campaigns:changed', { changed: [moved], removed: [] });
    return moved;
  };
  const dispatch = (dispatcher: Overview['dispatcher']) => {
    state = { ...state, dispatcher };
    emit('dispatcher:changed', dispatcher);
  };
  const move = (ids: readonly number[], from: MessageRow['status'], to: Partial<MessageRow>) => {
    const moved = ids.flatMap((id) => {
      const row = rows.get(id);
      return row?.status === from ? [{ ...row, ...to, changedAtMs: fixtureNowMs }] : [];
    });
    change(moved);
    return { changed: moved.length };
  };

  const targeted = (target: MessageTarget): readonly number[] => {
    if ('ids' in target) return target.ids;
    const { filter, except } = target;
    const found = [...rows.values()].filter((row) => row.status !== 'sending' && matches(filter, row));
    return found.map(({ id }) => id).filter((id) => !except.includes(id));
  };

  let proposals = [...(options.proposals ?? [])];
  let savedTexts = [...(options.savedTexts ?? [])];
  let savedLists = [...(options.savedLists ?? [])];
  const handlers: Handlers = {
    'app:overview': () => state,
    'app:showFile': () => undefined,
    'app:openFile': () => undefined,
    'app:openChat': () => undefined,
    'app:openDataFolder': () => undefined,
    'app:exampleList': () => ({ fileName: 'example-list.csv', text: 'Name,Phone\nAda,07700 900102\n' }),
    'app:restart': () => undefined,
    'link:retry': () => emit('link:changed', { phase: 'starting' }),
    'link:withCode': ({ phone }) => emit('link:changed', { phase: 'code', code: 'K7QX2M9P', phone }),
    'link:withQr': () => emit('link:changed', { phase: 'qr', qr: exampleQr, renewedAtMs: fixtureNowMs }),
    'link:unlink': () => emit('link:changed', { phase: 'logged_out' }),
    'link:check': () => fineChecks,
    'settings:set': (patch) => {
      const set = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      state = { ...state, settings: { ...state.settings, ...set } };
      return state.settings;
    },
    'browser:list': () => browsers,
    'browser:use': ({ path }) => ({ ...browsers, chosen: browsers.found.find((one) => one.path === path) ?? null }),
    'browser:pick': () => null,
    'backup:list': () => [backup],
    'backup:make': () => backup,
    'backup:delete': () => [],
    'backup:restore': () => undefined,
    'logs:show': () => undefined,
    'logs:copy': () => ({ lines: 120 }),
    'dispatcher:pause': () => dispatch({ kind: 'paused', reason: 'operator', detail: '', count: null }),
    'dispatcher:resume': () => dispatch({ kind: 'idle' }),
    'upload:begin': () => ({ uploadId: '0b6f5f0e-6a5c-4a3e-9a5c-1d2e3f4a5b6c' }),
    'upload:chunk': () => undefined,
    'upload:drop': () => undefined,
    'import:inspect': () => ({ fileName: 'Volunteers 2026.xlsx', sheets: [aSheet()] }),
    'import:apply': () => listReport(),
    'import:addMended': () => listReport({ recipients: 316, cannotBeUsed: 1 }),
    'import:cancel': () => undefined,
    'import:exportProblems': () => ({ path: '/exports/rows-to-mend.csv' }),
    'savedList:all': () => savedLists,
    'savedList:save': ({ name }) => {
      savedLists = [...savedLists, { id: savedLists.length + 1, name, recipients: 312, savedAtMs: fixtureNowMs }];
      return savedLists;
    },
    'savedList:rename': ({ id, name }) => {
      savedLists = savedLists.map((saved) => (saved.id === id ? { ...saved, name } : saved));
      return savedLists;
    },
    'savedList:delete': ({ id }) => {
      savedLists = savedLists.filter((saved) => saved.id !== id);
      return savedLists;
    },
    'savedList:use': () => listReport(),
    'savedText:all': () => savedTexts,
    'savedText:save': ({ name, text, replaces }) => {
      if (!replaces && savedTexts.some((saved) => saved.name === name)) return refuse('name_taken');
      const others = savedTexts.filter((saved) => saved.name !== name);
      savedTexts = [...others, { id: savedTexts.length + 1, name, text, savedAtMs: fixtureNowMs }];
      return savedTexts;
    },
    'savedText:rename': ({ id, name }) => {
      savedTexts = savedTexts.map((saved) => (saved.id === id ? { ...saved, name } : saved));
      return savedTexts;
    },
    'savedText:delete': ({ id }) => {
      savedTexts = savedTexts.filter((saved) => saved.id !== id);
      return savedTexts;
    },
    'campaign:create': ({ name }) => {
      const id = Math.max(0, ...state.campaigns.map((known) => known.id)) + 1;
      const draft = campaignSummary({ id, name, state: 'draft', account: null, startedAtMs: null });
      state = { ...state, campaigns: [draft, ...state.campaigns] };
      emit('campaigns:changed', { changed: [draft], removed: [] });
      return campaignDetail(draft, { text: '', list: null });
    },
    'campaign:get': ({ id }) => campaignDetail(campaign(id)),
    'campaign:update': ({ id, repeat, text, ...known }) => {
      const set = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
      const detail = campaignDetail(moveCampaign(id, set), text === undefined ? {} : { text });
      return repeat ? { ...detail, repeat: 1 } : detail;
    },
    'campaign:attach': ({ id, mimeType }) =>
      campaignDetail(campaign(id), {
        attachment: { hash: 'a'.repeat(64), fileName: 'map.jpg', mimeType, kind: 'image', bytes: 231_000 },
      }),
    'campaign:picture': () => picture,
    'campaign:detach': ({ id }) => campaignDetail(campaign(id)),
    'campaign:duplicate': ({ id, name, withList }) => {
      const made = handlers['campaign:create']({ name }) as CampaignDetail;
      const { text, list } = campaignDetail(campaign(id));
      return { ...made, text, list: withList ? list : null };
    },
    'campaign:deleteDraft': ({ id }) => {
      state = { ...state, campaigns: state.campaigns.filter((known) => known.id !== id) };
      emit('campaigns:changed', { changed: [], removed: [id] });
    },
    'campaign:findPerson': ({ search, match }) => {
      const found = [...rows.values()].flatMap((row, index) => (isFound(row, search) ? [index] : []));
      const place = found.length === 0 ? 0 : match % found.length;
      const index = found[place];
      return index === undefined ? null : { index, match: place, matches: found.length };
    },
    'campaign:preview': ({ index, text }) => {
      const row = [...rows.values()][index];
      const name = row?.name ?? '';
      return {
        index,
        total: Math.max(rows.size, 1),
        rowNumber: index + 2,
        name,
        phone: row?.phone ?? account.phone,
        text: text.replaceAll(/\{\{name(\|[^}]*)?\}\}/g, name).replaceAll('{{meeting_point}}', row?.extra ?? ''),
        blanks: [],
      };
    },
    'campaign:check': () => campaignCheck(),
    'campaign:start': ({ id }) => moveCampaign(id, { state: 'running', startedAtMs: fixtureNowMs }),
    'campaign:pause': ({ id }) => moveCampaign(id, { state: 'paused', pauseReason: 'operator' }),
    'campaign:resume': ({ id }) => moveCampaign(id, { state: 'running', pauseReason: null }),
    'campaign:cancel': ({ id }) => {
      move([...rows.keys()], 'pending', { status: 'cancelled' });
      return moveCampaign(id, { state: 'cancelled', finishedAtMs: fixtureNowMs });
    },
    'campaign:overdue': ({ id }) => moveCampaign(id, { state: 'running', pauseReason: null, overdue: 0 }),
    'campaign:importReport': () => ({ people: 128 }),
    'campaign:testToSelf': () => ({ outcome: 'sent', atMs: fixtureNowMs }),
    'messages:page': ({ filter, sort, after }) => {
      const found = [...rows.values()].filter((row) => matches(filter, row)).sort(order(filter, sort));
      const start = after === null ? 0 : found.findIndex((row) => row.id === after.id) + 1;
      const page = found.slice(start, start + limits.pageRows);
      const last = page.at(-1);
      const isEnd = last === undefined || start + page.length >= found.length;
      return { rows: page, next: isEnd ? null : { at: last.changedAtMs, id: last.id } };
    },
    'messages:count': ({ filter }) => ({ total: targeted({ filter, except: [] }).length }),
    'messages:still': ({ tab, ids }) => ({ ids: ids.filter((id) => rows.get(id)?.status === tab) }),
    'messages:get': ({ id }) => {
      const row = rows.get(id);
      return row === undefined ? refuse('not_found') : messageDetail(row);
    },
    'messages:cancel': ({ target }) => {
      const ids = targeted(target);
      const { changed } = move(ids, 'pending', { status: 'cancelled' });
      return { changed, tooLate: ids.length - changed, stopped: false };
    },
    'messages:queueAgain': ({ target }) => {
      const ids = targeted(target);
      const why = ids.map((id) => whyNotQueuedAgain(rows.get(id) ?? messageRow(id)));
      const sum = (reason: (typeof why)[number]) => why.filter((one) => one === reason).length;
      const fit = ids.filter((_id, place) => why[place] === null);
      const { changed } = move(fit, 'failed', { status: 'pending', reason: null });
      const sums = { doNotContact: sum('doNotContact'), hasText: sum('hasText'), notPossible: sum('notPossible') };
      return { changed, ...sums, stopped: false };
    },
    'messages:stopBulk': () => emit('bulk:changed', null),
    'messages:chat': ({ id }) => {
      const row = rows.get(id);
      return row === undefined ? refuse('not_found') : chatLines(row);
    },
    'messages:settle': ({ id, settlement, who }) => {
      const to = settlement === 'seen' ? ({ status: 'sent', evidence: 'operator' } as const) : {};
      state = { ...state, settings: { ...state.settings, operatorName: who } };
      move([id], 'failed', { ...to, settlement });
      const row = rows.get(id);
      return row === undefined ? refuse('not_found') : messageDetail(row);
    },
    'doNotContact:list': () => [
      { phone: '+447700900155', note: 'Asked by mail', addedAtMs: fixtureNowMs - 86_400_000 },
      { phone: '+5511985550199', note: '', addedAtMs: fixtureNowMs - 2 * 86_400_000 },
    ],
    'doNotContact:add': ({ phone }) => ({ phone: phone.replaceAll(/[^+\d]/g, '') }),
    'doNotContact:import': () => ({ added: 2, known: 1, cannotBeUsed: 0 }),
    'doNotContact:export': () => ({ path: '/exports/do-not-contact.csv' }),
    'doNotContact:proposals': () => proposals,
    'doNotContact:answer': ({ id }) => {
      proposals = proposals.filter((proposal) => proposal.id !== id);
      emit('proposals:changed', { open: proposals.length });
      return proposals;
    },
    'doNotContact:remove': () => undefined,
    'report:get': ({ id }) => report(campaign(id)),
    'report:days': (days) => daysReport(days),
    'report:verify': ({ id }) => verification({ campaignId: id, isRunning: true, total: 312 }),
    'report:stopVerify': ({ id }) => verification({ campaignId: id, total: 312 }),
    'report:export': ({ format }) => ({ path: `/exports/report.${format}` }),
    ...options.handlers,
  };

  const run = async (name: Channel, input: unknown): Promise<Reply<unknown>> => {
    calls.push({ name, input });
    const answer: unknown = (handlers[name] as (input: unknown) => unknown)(input);
    if (isRefusal(answer)) return { ok: false, failure: { code: answer.refusal, detail: '' } };
    return { ok: true, value: answer };
  };
  const subscribe = (name: EventName, listener: (payload: never) => void) => {
    const known = listeners.get(name) ?? new Set();
    listeners.set(name, known.add(listener));
    return () => known.delete(listener);
  };
  const api = {
    commands: Object.fromEntries(channels.map((name) => [name, (input: unknown) => run(name as Channel, input)])),
    events: Object.fromEntries(
      eventChannels.map((name) => [
        name,
        (listener: (payload: never) => void) => subscribe(name as EventName, listener),
      ]),
    ),
    // The two tables are complete by the types of domain/channels.ts.
  } as unknown as Api;
  return { api, calls, emit, change };
}

export const chrome = { name: 'Google Chrome', path: '/opt/google/chrome/chrome' };
export const edge = { name: 'Microsoft Edge', path: '/opt/microsoft/msedge/msedge' };
/** Two browsers are installed; the first one is taken by itself, and runs. */
export const browsers = {
  found: [chrome, edge],
  chosen: null,
  isChosenMissing: false,
  used: chrome,
};

const backup = {
  name: 'sendonce-2026-03-14T12-00-00-daily.db',
  madeAtMs: fixtureNowMs - 3_600_000,
  bytes: 2_400_000,
  why: 'daily',
} as const;

/** As long as the codes that WhatsApp shows. */
export const exampleQr = `2@${'Qm3xL0vKp9TzR4sWc7Yb'.repeat(6)},${'kH2dF8=='.repeat(8)},${'aB1cD2eF'.repeat(8)},1`;

function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refusal' in answer;
}

function matches(filter: MessageFilter, row: MessageRow): boolean {
  return (readSearch(filter.search) === null || isFound(row, filter.search)) && belongs(filter, row);
}

/** Whether a search that asks for something finds the row. */
function isFound(row: MessageRow, search: string): boolean {
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
