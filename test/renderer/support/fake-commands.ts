import type { SavedText } from '../../../domain/contract.ts';
import {
  type Channel,
  type CommandInput,
  type CommandOutput,
  type FailureCode,
  noneSetAside,
} from '../../../domain/contract.ts';
import { whyNotQueuedAgain } from '../../../domain/messages/message.ts';
import { replyGroup } from '../../../domain/people/reply-views.ts';
import type { ListAgainResult } from '../../../domain/schedule/list-again-result.ts';
import type { OwnTimesPlan } from '../../../domain/schedule/own-times-plan.ts';
import {
  backup,
  browsers,
  chatLines,
  daysReport,
  exampleQr,
  fineChecks,
  messageDetail,
  picture,
  report,
  reportSplit,
  verification,
} from './answers.ts';
import type { FakeOptions } from './fake-api.ts';
import { type FakeMain, isFound } from './fake-main.ts';
import {
  account,
  aSheet,
  campaignCheck,
  campaignDetail,
  campaignSummary,
  fixtureNowMs,
  listReport,
  messageRow,
  talkOf,
} from './fixtures.ts';
import { blockedPerson, onePage, personDetail, personRow, quietFilter } from './people-fixtures.ts';
import { checkedServer, exampleCode, teamCampaign, teamReport, teamReportSplit, teamView } from './team-fixtures.ts';

export type Handlers = {
  readonly [Name in Channel]: (
    input: CommandInput<Name>,
  ) => CommandOutput<Name> | Refusal | Promise<CommandOutput<Name>>;
};
type Refusal = { readonly refusal: FailureCode };
type Part<Subject extends string> = Pick<Handlers, Extract<Channel, `${Subject}:${string}`>>;

/** Makes a handler of the fake fail with a failure. */
export function refuse(code: FailureCode): Refusal {
  return { refusal: code };
}

export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refusal' in answer;
}

/** The main process's answers to every command of the contract. */
export function fakeHandlers(main: FakeMain, options: FakeOptions): Handlers {
  return {
    ...appHandlers(main),
    ...listHandlers(),
    ...savedListHandlers(options),
    ...savedTextHandlers(options),
    ...draftHandlers(main),
    ...startedHandlers(main),
    ...messageHandlers(main),
    ...peopleHandlers(options),
    ...doNotContactHandlers(main, options),
    ...replyHandlers(options),
    ...reportHandlers(main),
    ...options.handlers,
  };
}

function appHandlers(
  main: FakeMain,
): Part<
  | 'account'
  | 'alarm'
  | 'notice'
  | 'app'
  | 'desktop'
  | 'update'
  | 'link'
  | 'settings'
  | 'browser'
  | 'backup'
  | 'dispatcher'
  | 'team'
  | 'teamCampaign'
> {
  return {
    'alarm:acknowledge': ({ id }) => {
      const open = main.state.alarms.filter((alarm) => alarm.id !== id);
      main.emit('alarms:changed', { open });
      return open;
    },
    'notice:dismiss': ({ id }) => {
      const open = main.state.notices.filter((notice) => notice.id !== id);
      main.emit('notices:changed', { open });
      return open;
    },
    'app:overview': () => main.state,
    'update:install': () => undefined,
    'update:openPage': () => undefined,
    'desktop:showFile': () => undefined,
    'desktop:openFile': () => undefined,
    'desktop:openChat': () => undefined,
    'desktop:openDataFolder': () => undefined,
    'desktop:showLogs': () => undefined,
    'desktop:copyLogs': () => ({ lines: 120 }),
    'desktop:unsaved': () => undefined,
    'app:exampleList': () => ({ fileName: 'example-list.csv', text: 'Name,Phone\nAda,07700 900102\n' }),
    'app:restart': () => undefined,
    'account:memory': () => ({ totalBytes: 16 * 1024 ** 3 }),
    'account:add': () => ({ id: 2, accounts: main.state.accounts }),
    'account:rename': () => main.state.accounts,
    'account:remove': () => main.state.accounts,
    'link:retry': () => main.emit('link:changed', { phase: 'starting' }),
    'link:withCode': ({ phone }) => main.emit('link:changed', { phase: 'code', code: 'K7QX2M9P', phone }),
    'link:withQr': () => main.emit('link:changed', { phase: 'qr', qr: exampleQr }),
    'link:inWindow': () => main.emit('link:changed', { phase: 'in_window' }),
    'link:unlink': () => main.emit('link:changed', { phase: 'logged_out' }),
    'link:check': () => fineChecks,
    'link:saveCheck': () => ({ path: '/exports/SendOnce-WhatsApp.json' }),
    'settings:set': (patch) => {
      const set = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      main.state = { ...main.state, settings: { ...main.state.settings, ...set } };
      return main.state.settings;
    },
    'browser:list': () => browsers,
    'browser:use': ({ path }) => ({ ...browsers, chosen: browsers.found.find((one) => one.path === path) ?? null }),
    'browser:pick': () => null,
    'backup:list': () => [backup],
    'backup:make': () => backup,
    'backup:delete': () => [],
    'backup:restore': () => undefined,
    'teamCampaign:list': ({ id }) => ({ campaigns: id === null ? [] : [teamCampaign()] }),
    'teamCampaign:start': () => refuse('not_allowed_now'),
    'teamCampaign:join': () => refuse('not_allowed_now'),
    'teamCampaign:direct': () => undefined,
    'teamCampaign:takeBack': () => ({ people: 57 }),
    'teamCampaign:replies': () => ({ replies: [] }),
    'teamCampaign:report': ({ id }) => teamReport(main.campaign(id)),
    'teamCampaign:split': ({ index }) => teamReportSplit(index),
    'team:check': () => checkedServer,
    'team:make': () => main.emit('team:changed', { team: teamView() }),
    'team:invite': () => ({ code: exampleCode }),
    'team:saveCode': () => ({ path: '/exports/SendOnce invitation.txt' }),
    'team:readCode': () => ({ name: 'Harbour team', host: 'db.harbour.example', kind: 'sender' }),
    'team:join': () => main.emit('team:changed', { team: teamView() }),
    'team:leave': () => main.emit('team:changed', { team: null }),
    'team:rename': () => undefined,
    'team:appoint': () => undefined,
    'team:remove': () => ({ people: 57 }),
    'team:tryNow': () => undefined,
    'team:move': () => main.emit('team:changed', { team: teamView() }),
    'team:goOnWithout': () => main.emit('team:changed', { team: teamView() }),
    'dispatcher:pause': () => main.dispatch({ kind: 'paused', reason: 'operator', detail: '', count: null }),
    'dispatcher:resume': () => main.dispatch({ kind: 'idle' }),
  };
}

type OfPeople = 'list:ofPeople' | 'list:audienceChanges';
type SavedLists = 'list:saved' | 'list:save' | 'list:renameSaved' | 'list:deleteSaved' | 'list:useSaved';

function listHandlers(): Omit<Part<'file' | 'list'>, SavedLists | OfPeople> {
  return {
    'file:beginUpload': () => ({ uploadId: '0b6f5f0e-6a5c-4a3e-9a5c-1d2e3f4a5b6c' }),
    'file:addChunk': () => undefined,
    'file:dropUpload': () => undefined,
    'list:inspect': () => ({ fileName: 'Volunteers 2026.xlsx', sheets: [aSheet()] }),
    'list:import': () => listReport(),
    'list:addCorrected': () => listReport({ recipients: 316, cannotBeUsed: 1 }),
    'list:change': () => listReport(),
    'list:addSheet': () => listReport(),
    'list:rows': ({ part }) => ({
      rows: part.kind === 'repeats' ? listReport().repeats : listReport().groupRows,
      next: null,
    }),
    'list:tryNumber': ({ cell }) =>
      /^\d{5} ?\d{6}$/.test(cell)
        ? { kind: 'number', phone: '+447700900119', country: 'GB', isMobile: true, repeats: null }
        : { kind: 'problem', cause: 'too_short' },
    'list:values': () => ({
      values: [
        { value: 'Leith', count: 120 },
        { value: 'Bristol', count: 84 },
      ],
      total: 2,
    }),
    'list:part': ({ segment: [part] }) => ({
      rows: part === undefined ? 300 : part.isAllBut && part.values.length === 2 ? 0 : 84,
      values: [298, 300, 290, 4, 2],
    }),
    'list:readAgain': () => listAgain,
    'list:reading': () => ({ isDrawn: false, last: null }),
    'list:keepGone': () => undefined,
    'list:undoReading': () => undefined,
    'list:addRows': ({ count }) => count,
    'list:underWay': () => ({ workId: null }),
    'list:cancelImport': () => undefined,
    'list:exportProblems': () => ({ path: '/exports/rows-to-correct.csv' }),
  };
}

function savedListHandlers(options: FakeOptions): Pick<Handlers, SavedLists> {
  let savedLists = [...(options.savedLists ?? [])];
  return {
    'list:saved': () => savedLists,
    'list:save': ({ name }) => {
      savedLists = [...savedLists, { id: savedLists.length + 1, name, recipients: 312, savedAtMs: fixtureNowMs }];
      return savedLists;
    },
    'list:renameSaved': ({ id, name }) => {
      savedLists = savedLists.map((saved) => (saved.id === id ? { ...saved, name } : saved));
      return savedLists;
    },
    'list:deleteSaved': ({ id }) => {
      savedLists = savedLists.filter((saved) => saved.id !== id);
      return savedLists;
    },
    'list:useSaved': () => listReport(),
  };
}

type SavedTexts = 'campaign:savedTexts' | 'campaign:saveText' | 'campaign:renameText' | 'campaign:deleteText';

function savedTextHandlers(options: FakeOptions): Pick<Handlers, SavedTexts> {
  let savedTexts = [...(options.savedTexts ?? [])];
  return {
    'campaign:savedTexts': () => savedTexts,
    'campaign:saveText': ({ name, text, replaces }) => {
      if (!replaces && savedTexts.some((saved) => saved.name === name)) return refuse('name_taken');
      const others = savedTexts.filter((saved) => saved.name !== name);
      savedTexts = [...others, { id: savedTexts.length + 1, name, text, savedAtMs: fixtureNowMs }];
      return savedTexts;
    },
    'campaign:renameText': ({ id, name }) => {
      savedTexts = savedTexts.map((saved) => (saved.id === id ? { ...saved, name } : saved));
      return savedTexts;
    },
    'campaign:deleteText': ({ id }) => {
      savedTexts = savedTexts.filter((saved) => saved.id !== id);
      return savedTexts;
    },
  };
}

type Started =
  | 'check'
  | 'checkedPeople'
  | 'start'
  | 'pause'
  | 'resume'
  | 'resumeReturned'
  | 'cancel'
  | 'overdue'
  | 'answer'
  | 'importReport'
  | 'testToSelf';

function draftHandlers(main: FakeMain): Omit<Part<'campaign'>, `campaign:${Started}` | SavedTexts> {
  return {
    'campaign:create': ({ name }) => createDraft(main, name),
    'campaign:get': ({ id }) => campaignDetail(main.campaign(id)),
    'campaign:update': ({ id, repeat, text, step, ...known }) => {
      const set = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
      const detail = campaignDetail(main.moveCampaign(id, set), {
        ...(text === undefined ? {} : { text }),
        ...(step === undefined ? {} : { step }),
      });
      return repeat ? { ...detail, repeat: 1 } : detail;
    },
    'campaign:attach': ({ id, mimeType }) =>
      campaignDetail(main.campaign(id), {
        attachment: { hash: 'a'.repeat(64), fileName: 'map.jpg', mimeType, kind: 'image', bytes: 231_000 },
      }),
    'campaign:picture': () => ({ url: picture, hasPlace: false }),
    'campaign:detach': ({ id }) => campaignDetail(main.campaign(id)),
    'campaign:deleteDraft': ({ id }) => {
      main.state = { ...main.state, campaigns: main.state.campaigns.filter((known) => known.id !== id) };
      main.emit('campaigns:changed', { changed: [], removed: [id] });
    },
    'campaign:findPerson': ({ search, match }) => {
      const found = [...main.rows.values()].flatMap((row, index) => (isFound(row, search) ? [index] : []));
      const place = found.length === 0 ? 0 : match % found.length;
      const index = found[place];
      return index === undefined ? null : { index, match: place, matches: found.length };
    },
    'campaign:preview': ({ index, text }) => {
      const row = [...main.rows.values()][index];
      const name = row?.name ?? '';
      return {
        index,
        total: Math.max(main.rows.size, 1),
        rowNumber: index + 2,
        name,
        phone: row?.phone ?? account.phone,
        text: text.replaceAll(/\{\{name(\|[^}]*)?\}\}/g, name).replaceAll('{{meeting_point}}', row?.extra ?? ''),
        blanks: [],
      };
    },
    'campaign:followUp': ({ id, name }) => {
      const draft = createDraft(main, name);
      return campaignDetail(main.moveCampaign(draft.id, { followsId: id }));
    },
    'campaign:ownTimes': () => ownTimesPlan,
    'campaign:days': () => [],
    'campaign:wouldMiss': () => 0,
    'campaign:duplicate': ({ id, name, withList }) => {
      const { text, list } = campaignDetail(main.campaign(id));
      return { ...createDraft(main, name), text, list: withList ? list : null };
    },
  };
}

function createDraft(main: FakeMain, name: string) {
  const id = Math.max(0, ...main.state.campaigns.map((known) => known.id)) + 1;
  const draft = campaignSummary({ id, name, state: 'draft', account: null, startedAtMs: null });
  main.state = { ...main.state, campaigns: [draft, ...main.state.campaigns] };
  main.emit('campaigns:changed', { changed: [draft], removed: [] });
  return campaignDetail(draft, { text: '', list: null });
}

const noRows = { count: 0, lines: [] };
const listAgain: ListAgainResult = {
  same: 240,
  later: noRows,
  missed: noRows,
  held: noRows,
  told: noRows,
  left: noRows,
  added: noRows,
  moved: { count: 1, lines: [{ name: 'Jelena', from: '10.12.2026 11:20', to: '17.12.2026 11:20' }] },
  gone: { count: 1, lines: [{ name: 'Kofi', from: '11.12.2026 11:00', to: '' }] },
};

const ownTimesPlan: OwnTimesPlan = {
  rows: 250,
  moments: 231,
  open: 19,
  leftOut: 0,
  order: 'dmy',
  dmy: 148,
  mdy: 0,
  groups: [
    {
      cause: 'no_date',
      as: null,
      at: null,
      count: 9,
      canRead: false,
      rows: [
        { rowNumber: 44, name: 'Zoë Hart', cell: '', reading: null },
        { rowNumber: 92, name: 'Oliver Grant', cell: 'to be agreed', reading: null },
        { rowNumber: 93, name: 'Ines Prado', cell: '', reading: null },
        { rowNumber: 94, name: 'Gil Ward', cell: '', reading: null },
      ],
    },
    {
      cause: 'words',
      as: null,
      at: null,
      count: 10,
      canRead: true,
      rows: [
        {
          rowNumber: 61,
          name: 'Una Cole',
          cell: '9 Dec 2026',
          reading: { year: 2026, month: 12, day: 9, minute: null },
        },
      ],
    },
    { cause: 'outside_day', as: 'earlier', at: null, count: 51, canRead: true, rows: [] },
  ],
  samples: [
    { name: 'Priya Nair', cell: '09.12.2026 09:30', dueAtMs: Date.UTC(2026, 11, 7, 18), zone: 'Europe/London' },
    { name: 'Rogério Lins', cell: '10.12.2026 14:00', dueAtMs: Date.UTC(2026, 11, 8, 21), zone: 'America/Sao_Paulo' },
  ],
  days: [
    { count: 35, firstMs: Date.UTC(2026, 11, 5, 14), lastMs: Date.UTC(2026, 11, 5, 18) },
    { count: 16, firstMs: Date.UTC(2026, 11, 7, 18), lastMs: Date.UTC(2026, 11, 7, 18) },
  ],
};

function startedHandlers(main: FakeMain): Pick<Handlers, `campaign:${Started}`> {
  return {
    'campaign:check': () => campaignCheck(),
    'campaign:checkedPeople': ({ group, search }) => {
      const hasHeard = group.kind === 'left_out' && group.reason === 'contacted_recently';
      const heard = hasHeard ? { atMs: fixtureNowMs - 240_000, campaignName: 'Volunteer day' } : null;
      const people = [...main.rows.values()].flatMap((row, place) =>
        search === '' || isFound(row, search)
          ? [{ rowNumber: place + 2, name: row.name, phone: row.phone, cell: row.phone, heard }]
          : [],
      );
      return { people, next: null };
    },
    'campaign:start': ({ id }) => main.moveCampaign(id, { state: 'running', startedAtMs: fixtureNowMs }),
    'campaign:pause': ({ id }) => main.moveCampaign(id, { state: 'paused', pauseReason: 'operator' }),
    'campaign:resume': ({ id }) => main.moveCampaign(id, { state: 'running', pauseReason: null, cameBack: null }),
    'campaign:resumeReturned': () => {
      const returned = main.state.campaigns.filter(({ cameBack }) => cameBack !== null);
      for (const { id } of returned) main.moveCampaign(id, { state: 'running', pauseReason: null, cameBack: null });
      return returned.length;
    },
    'campaign:cancel': ({ id }) => {
      main.move([...main.rows.keys()], 'pending', { status: 'cancelled' });
      return main.moveCampaign(id, { state: 'cancelled', finishedAtMs: fixtureNowMs });
    },
    'campaign:overdue': ({ id }) => main.moveCampaign(id, { state: 'running', pauseReason: null }),
    'campaign:answer': ({ id }) => main.moveCampaign(id, { setAside: noneSetAside }),
    'campaign:importReport': () => ({ people: 128 }),
    'campaign:testToSelf': () => ({ outcome: 'sent', atMs: fixtureNowMs }),
  };
}

function messageHandlers(main: FakeMain): Part<'message'> {
  return {
    'message:page': ({ filter, sort, after }) => main.page(filter, sort, after),
    'message:count': ({ filter }) => ({ total: main.targeted({ filter, except: [] }).length }),
    'message:still': ({ tab, ids }) => ({ ids: ids.filter((id) => main.rows.get(id)?.status === tab) }),
    'message:get': ({ id }) => {
      const row = main.rows.get(id);
      return row === undefined ? refuse('not_found') : messageDetail(row);
    },
    'message:cancel': ({ target }) => {
      const ids = main.targeted(target);
      const { changed } = main.move(ids, 'pending', { status: 'cancelled' });
      return { changed, tooLate: ids.length - changed, stopped: false };
    },
    'message:requeue': ({ target }) => {
      const ids = main.targeted(target);
      const why = ids.map((id) => whyNotQueuedAgain(main.rows.get(id) ?? messageRow(id), Date.now()));
      const sum = (reason: (typeof why)[number]) => why.filter((one) => one === reason).length;
      const fit = ids.filter((_id, place) => why[place] === null);
      const { changed } = main.move(fit, 'failed', { status: 'pending', reason: null });
      const sums = { doNotContact: sum('doNotContact'), hasText: sum('hasText'), notPossible: sum('notPossible') };
      return { changed, ...sums, stopped: false };
    },
    'message:requeuing': ({ target }) =>
      main.targeted(target).filter((id) => whyNotQueuedAgain(main.rows.get(id) ?? messageRow(id), Date.now()) === null)
        .length,
    'message:moving': ({ target }) => ({
      from: [{ phone: messageRow(1).account, people: main.targeted(target).length }],
      stay: 0,
      unread: [],
    }),
    'message:move': ({ target, to }) => {
      const ids = main.targeted(target);
      const { changed } = main.move(ids, 'pending', { account: to[0] ?? '' });
      return { changed, stayed: ids.length - changed, stopped: false };
    },
    'message:stopBulk': () => main.emit('bulk:changed', null),
    'message:chat': ({ id }) => {
      const row = main.rows.get(id);
      return row === undefined ? refuse('not_found') : chatLines(row);
    },
    'message:erasePerson': () => ({ isLogClean: true }),
    'message:sawClock': ({ id }) => {
      const row = main.rows.get(id);
      return row === undefined ? refuse('not_found') : messageDetail(row);
    },
    'message:settle': ({ id, settlement, who }) => {
      const to = settlement === 'seen' ? ({ status: 'sent', evidence: 'operator' } as const) : {};
      main.state = { ...main.state, settings: { ...main.state.settings, operatorName: who } };
      main.move([id], 'failed', { ...to, settlement });
      const row = main.rows.get(id);
      return row === undefined ? refuse('not_found') : messageDetail(row);
    },
  };
}

function peopleHandlers({ people = 40 }: FakeOptions): Part<'people'> & Pick<Handlers, OfPeople> {
  const rows = Array.from({ length: people }, (_, place) => personRow(people - place));
  const found = ({ search }: { readonly search: string }) =>
    rows.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()));
  const tags = [
    { id: 1, name: 'volunteer', people: 14 },
    { id: 2, name: 'north', people: 6 },
  ];
  let kept = [{ id: 1, name: 'Quiet for 90 days', filter: quietFilter }];
  return {
    'list:ofPeople': () => listReport(),
    'list:audienceChanges': () => ({ came: 3, went: 2 }),
    'people:page': ({ filter, after }) => {
      const others = found(filter).filter(({ id }) => after === null || id < after);
      return { people: others.slice(0, 100), next: others.length > 100 ? (others[99]?.id ?? null) : null };
    },
    'people:count': ({ filters }) => ({ totals: filters.map((filter) => found(filter).length) }),
    'people:get': ({ id }) => personDetail(id),
    'people:choices': () => ({
      isWhole: true,
      problem: null,
      total: people,
      tags,
      kept,
      campaigns: [{ id: 1, name: 'Spring appeal' }],
      lists: [{ id: 1, name: 'spring-supporters.xlsx', headers: ['Name', 'Mobile', 'Town'] }],
    }),
    'people:tag': () => ({ changed: [1], tags }),
    'people:tagByColumn': () => ({ tags }),
    'people:keep': ({ name, filter }) => {
      kept = [...kept, { id: 2, name, filter }];
      return kept;
    },
    'people:forget': () => [],
    'people:join': ({ ids }) => ({ id: Math.min(...ids) }),
    'people:part': () => undefined,
    'people:block': () => undefined,
    'people:erase': () => ({ isLogClean: true }),
  };
}

function doNotContactHandlers(main: FakeMain, options: FakeOptions): Part<'doNotContact'> {
  const all = options.proposals ?? [];
  const answered = new Set<number>();
  return {
    'doNotContact:list': () =>
      onePage([
        blockedPerson({}),
        blockedPerson({ phone: '+5511985550199', name: 'Maria Souza', why: 'wrote', note: 'STOP please', who: 'Dana' }),
      ]),
    'doNotContact:add': ({ phone }) => ({ phone: phone.replaceAll(/[^+\d]/g, '') }),
    'doNotContact:import': () => ({ added: 2, known: 1, cannotBeUsed: 0, unread: [] }),
    'doNotContact:export': () => ({ path: '/exports/do-not-contact.csv' }),
    'doNotContact:proposals': () => all.filter(({ id }) => !answered.has(id)),
    'doNotContact:withoutNumber': () => [],
    'doNotContact:answer': ({ ids, answer }) => {
      for (const id of ids) {
        if (answer === 'reopen') answered.delete(id);
        else answered.add(id);
      }
      const proposals = all.filter((proposal) => !answered.has(proposal.id));
      main.emit('proposals:changed', { open: proposals.length });
      return proposals;
    },
    'doNotContact:remove': () => undefined,
  };
}

function replyHandlers({ replies = [], talk, asks = [] }: FakeOptions): Part<'replies'> {
  const questions = [...asks];
  let saved: SavedText[] = [{ id: 1, name: 'Parking', text: 'Hi Priya, behind the library.', savedAtMs: fixtureNowMs }];
  return {
    'replies:list': ({ group, campaignId }) =>
      replies.filter(
        (row) =>
          (campaignId === null || row.campaignId === campaignId) && (group === 'all' || group === replyGroup(row)),
      ),
    'replies:get': ({ id }) => replies.find((row) => row.messageId === id) ?? refuse('not_found'),
    'replies:setDone': () => undefined,
    'replies:setAllDone': () => ({ count: replies.length, atMs: fixtureNowMs }),
    'replies:undoAllDone': () => undefined,
    'replies:setLater': () => undefined,
    'replies:chat': () => talk ?? talkOf('Where do we meet?'),
    'replies:saved': () => saved,
    'replies:save': ({ name, text }) => {
      saved = [...saved, { id: saved.length + 1, name, text, savedAtMs: fixtureNowMs }];
    },
    'replies:deleteSaved': ({ id }) => {
      saved = saved.filter((one) => one.id !== id);
    },
    'replies:answer': () => ({ asks: questions.shift() ?? null }),
  };
}

function reportHandlers(main: FakeMain): Part<'report'> {
  return {
    'report:get': ({ id }) => report(main.campaign(id)),
    'report:split': () => reportSplit,
    'report:days': (days) => daysReport(days),
    'report:verify': ({ id }) => verification({ campaignId: id, isRunning: true, total: 312 }),
    'report:stopVerify': ({ id }) => verification({ campaignId: id, total: 312 }),
    'report:export': ({ format }) => ({ path: `/exports/report.${format}` }),
    'report:stopExport': () => undefined,
  };
}
