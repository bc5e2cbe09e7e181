/** Collects the practice page's journal in Node, and sends the page commands. For tests, benchmarks and the demo. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import type {
  ControlCommand,
  JournalEntry,
  PageMessage,
  PageStatus,
  PracticeSettings,
  ServerMessage,
  TakenEntry,
} from './protocol.ts';

export type { ControlCommand, JournalEntry, PageStatus, PracticeSettings, TakenEntry } from './protocol.ts';

interface JournalServerOptions {
  /** The .jsonl file to which entries are appended. Entries that are in it already count as stored. */
  readonly file: string;
  /** The port on 127.0.0.1; any free one when left out. */
  readonly port?: number;
}

export interface JournalServer {
  readonly port: number;
  /** Every entry so far, in the order of arrival. */
  entries(): readonly JournalEntry[];
  /** The messages that the simulated network took: all of them, or those to one number (digits, or `<digits>@c.us`). */
  messages(to?: string): readonly TakenEntry[];
  /** Resolves with the first entry, past or future, that fits. Rejects after `timeoutMs`, by default two minutes. */
  waitFor(fits: (entry: JournalEntry) => boolean, timeoutMs?: number): Promise<JournalEntry>;
  /**
   * Sends a command to the page that connected last, or to the page of an account, and resolves with its answer. Waits
   * for a page to connect.
   */
  control(command: ControlCommand, timeoutMs?: number, place?: number): Promise<unknown>;
  status(): Promise<PageStatus>;
  close(): Promise<void>;
}

/** A line of the file: an entry with its unique key. */
type JournalLine = JournalEntry & { readonly key: string };

const defaultTimeoutMs = 120_000;
const host = '127.0.0.1';

/** Starts listening. */
export async function startJournalServer(options: JournalServerOptions): Promise<JournalServer> {
  const journal = openJournalFile(options.file);
  const names = new CallNames();
  const last = new PageCalls(names);
  const byPlace = new Map<number, PageCalls>();
  const pagesOf = (place: number) => {
    const pages = byPlace.get(place) ?? new PageCalls(names);
    byPlace.set(place, pages);
    return pages;
  };
  const server = new WebSocketServer({ host, port: options.port ?? 0 });
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  server.on('connection', (socket, { headers }) => {
    const place = placeOf(headers['user-agent']);
    const all = [last, pagesOf(place)];
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as PageMessage;
      if (message.type !== 'entry') {
        for (const pages of all) pages.settle(message);
        return;
      }
      const { entry, key } = message;
      journal.store(isTaken(entry) ? { ...entry, place, key } : { ...entry, key });
      send(socket, { type: 'stored', key: message.key });
    });
    socket.on('close', () => {
      for (const pages of all) pages.leave(socket);
    });
    for (const pages of all) pages.join(socket);
  });
  const control = (command: ControlCommand, timeoutMs = defaultTimeoutMs, place?: number): Promise<unknown> =>
    (place === undefined ? last : pagesOf(place)).call(command, timeoutMs);
  return {
    port: (server.address() as { port: number }).port,
    entries: journal.entries,
    messages: (to) =>
      journal
        .entries()
        .filter(isTaken)
        .filter((entry) => to === undefined || isTo(entry, to)),
    waitFor: journal.waitFor,
    control,
    status: async () => (await control({ name: 'status' })) as PageStatus,
    close: () => {
      for (const client of server.clients) client.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/**
 * Makes a folder for `--practice=<folder>` from a built one. The page in it delivers its journal to the port and uses
 * `settings` instead of the defaults; Chromium may reach that port and nothing else.
 */
export async function preparePracticeFolder(
  source: string,
  target: string,
  port: number,
  settings: Partial<PracticeSettings>,
): Promise<void> {
  const page = await readFile(path.join(source, 'page.html'), 'utf8');
  const description: { version: string } = JSON.parse(await readFile(path.join(source, 'practice.json'), 'utf8'));
  const metas = metaTag('journal', `ws://${host}:${port}`) + metaTag('settings', JSON.stringify(settings));
  const chromiumArgs = [
    `--ip-address-space-overrides=${host}:${port}=public`,
    `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${host}`,
  ];
  await mkdir(target, { recursive: true });
  await writeFile(
    path.join(target, 'page.html'),
    page.replace('<head>', () => `<head>${metas}`),
  );
  await writeFile(path.join(target, 'practice.json'), JSON.stringify({ ...description, chromiumArgs }));
}

/** The place of an account, counted from 1. The user agent of every page but the first account's names it. */
function placeOf(userAgent = ''): number {
  return Number(/SendOnce practice\/(\d+)/.exec(userAgent)?.[1] ?? 1);
}

function metaTag(name: string, content: string): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<meta name="${name}" content="${escaped}">`;
}

function isTaken(entry: JournalEntry): entry is TakenEntry {
  return entry.kind === 'message';
}

function isTo(entry: TakenEntry, to: string): boolean {
  return entry.to === `${to.replace(/@.*$/, '').replace(/\D/g, '')}@c.us`;
}

function send(socket: WebSocket, message: ServerMessage): void {
  socket.send(JSON.stringify(message));
}

/** Opens the file and reads its entries. An entry is stored once, however often the page delivers it. */
function openJournalFile(file: string) {
  const entries: JournalLine[] = existsSync(file) ? readLines(file) : [];
  const keys = new Set(entries.map((line) => line.key));
  const listeners = new Set<(entry: JournalEntry) => void>();
  return {
    entries: (): readonly JournalEntry[] => entries,
    store(line: JournalLine): void {
      if (keys.has(line.key)) return;
      appendFileSync(file, `${JSON.stringify(line)}\n`);
      keys.add(line.key);
      entries.push(line);
      for (const listener of listeners) listener(line);
    },
    async waitFor(fits: (entry: JournalEntry) => boolean, timeoutMs = defaultTimeoutMs): Promise<JournalEntry> {
      const past = entries.find(fits);
      if (past) return past;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(listen);
          reject(new Error(`no such entry within ${timeoutMs} ms`));
        }, timeoutMs);
        const listen = (entry: JournalEntry): void => {
          if (!fits(entry)) return;
          clearTimeout(timer);
          listeners.delete(listen);
          resolve(entry);
        };
        listeners.add(listen);
      });
    },
  };
}

/** Reads the lines. A crash may have cut the last one short: it is removed, since the page delivers it again. */
function readLines(file: string): JournalLine[] {
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) writeFileSync(file, whole);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JournalLine);
}

type OpenCall = {
  readonly message: ServerMessage;
  /** Whether the call changes nothing, so that another page may be asked too. */
  readonly askAgain: boolean;
  askedOf: WebSocket | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
};

/** Gives each call a number of its own, also across pages. */
class CallNames {
  #last = 0;

  next(): number {
    this.#last += 1;
    return this.#last;
  }
}

/** Calls to the page of an account that connected last. Each call is answered once. */
class PageCalls {
  readonly #names: CallNames;
  #page: WebSocket | undefined;
  readonly #open = new Map<number, OpenCall>();
  readonly #waiting = new Set<OpenCall>();

  constructor(names: CallNames) {
    this.#names = names;
  }

  join(page: WebSocket): void {
    this.#page = page;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const call of waiting) this.#give(call);
  }

  /** The page disconnected. Open calls that change nothing are asked again of the next page. */
  leave(page: WebSocket): void {
    if (this.#page === page) this.#page = undefined;
    for (const question of this.#open.values()) {
      if (question.askAgain && question.askedOf === page) this.#give(question);
    }
  }

  call(command: ControlCommand, timeoutMs: number): Promise<unknown> {
    const call = this.#names.next();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#open.delete(call);
        this.#waiting.delete(open);
        reject(new Error(`the page did not answer ${command.name} within ${timeoutMs} ms`));
      }, timeoutMs);
      const settled = <Value>(settle: (value: Value) => void) => {
        return (value: Value): void => {
          clearTimeout(timer);
          settle(value);
        };
      };
      const open: OpenCall = {
        message: { type: 'control', call, command },
        askAgain: command.name === 'status',
        askedOf: undefined,
        resolve: settled(resolve),
        reject: settled(reject),
      };
      this.#open.set(call, open);
      this.#give(open);
    });
  }

  #give(call: OpenCall): void {
    call.askedOf = this.#page;
    if (this.#page) send(this.#page, call.message);
    else this.#waiting.add(call);
  }

  settle(message: Exclude<PageMessage, { type: 'entry' }>): void {
    const open = this.#open.get(message.call);
    this.#open.delete(message.call);
    if (message.type === 'answer') open?.resolve(message.value);
    else open?.reject(new Error(message.message));
  }
}
