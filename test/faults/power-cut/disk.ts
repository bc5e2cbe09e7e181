import { dirname } from 'node:path';
import type { Operation } from './recording.ts';

/** What a disk writes at once: a power cut leaves a sector old or new, never in between. */
const sectorBytes = 512;

type Change = Extract<Operation, { kind: 'write' | 'truncate' }>;
/** A file by itself, without its name: what is certainly on the disk, and what was asked of it since its last sync. */
type File = { durable: Buffer; pending: Change[] };
type Names = Map<string, File>;
type NameChange = (names: Names) => void;

/** What of everything unsynced a power cut leaves: none of it, all of it, or whatever the given numbers say. */
export type Cut = 'nothing' | 'everything' | { readonly random: () => number };

/**
 * A disk as POSIX promises it and no better. A file's bytes are safe once the file is synced, its name once its folder
 * is. Until then each write may be there, be missing, or be there in some of its sectors, in any order; changes of names
 * keep their order within a folder, as journalling file systems do. Folders themselves are taken for safe.
 */
export class Disk {
  readonly #durableNames: Names = new Map();
  readonly #names: Names = new Map();
  readonly #pendingNames = new Map<string, NameChange[]>();

  apply(operation: Operation): void {
    const { path } = operation;
    if (operation.kind === 'write' || operation.kind === 'truncate') this.#fileAt(path).pending.push(operation);
    if (operation.kind === 'sync') this.#sync(path);
    if (operation.kind === 'unlink') this.#rename(path, (names) => names.delete(path));
    if (operation.kind === 'rename') {
      const { to } = operation;
      this.#rename(path, (names) => {
        const file = names.get(path);
        names.delete(path);
        if (file) names.set(to, file);
      });
    }
  }

  /** The files that are found after the power came back. */
  cut(cut: Cut): Map<string, Buffer> {
    const names = new Map(this.#durableNames);
    for (const changes of this.#pendingNames.values()) {
      for (const change of changes.slice(0, count(cut, changes.length))) change(names);
    }
    return new Map([...names].map(([path, file]) => [path, bytesOf(file, cut)]));
  }

  #fileAt(path: string): File {
    const found = this.#names.get(path);
    if (found) return found;
    const file: File = { durable: Buffer.alloc(0), pending: [] };
    this.#rename(path, (names) => names.set(path, file));
    return file;
  }

  #rename(path: string, change: NameChange): void {
    const folder = dirname(path);
    const changes = this.#pendingNames.get(folder) ?? [];
    this.#pendingNames.set(folder, [...changes, change]);
    change(this.#names);
  }

  #sync(path: string): void {
    const file = this.#names.get(path);
    if (file) {
      file.durable = bytesOf(file, 'everything');
      file.pending = [];
      return;
    }
    for (const change of this.#pendingNames.get(path) ?? []) change(this.#durableNames);
    this.#pendingNames.delete(path);
  }
}

/** How many of some changes in order are taken. */
function count(cut: Cut, all: number): number {
  if (cut === 'nothing') return 0;
  return cut === 'everything' ? all : Math.floor(cut.random() * (all + 1));
}

function bytesOf(file: File, cut: Cut): Buffer {
  if (cut === 'nothing' || file.pending.length === 0) return file.durable;
  // What was not yet asked for at an earlier moment is missing at the end; so every earlier moment is covered too.
  const asked = file.pending.slice(0, count(cut, file.pending.length));
  const most = Math.max(file.durable.length, ...asked.map(endOf));
  const bytes = Buffer.alloc(most);
  let length = file.durable.copy(bytes);
  for (const change of asked) {
    const chance = cut === 'everything' ? 0 : cut.random();
    if (chance > 2 / 3) continue;
    if (change.kind === 'write') write(bytes, change, chance < 1 / 3 || cut === 'everything' ? null : cut.random);
    else bytes.fill(0, change.size);
    length = change.kind === 'write' ? Math.max(length, endOf(change)) : change.size;
  }
  return bytes.subarray(0, length);
}

function endOf(change: Change): number {
  return change.kind === 'write' ? change.at + change.data.length : change.size;
}

/** Writes all of it; with random numbers, some of its sectors. */
function write(bytes: Buffer, { at, data }: Change & { kind: 'write' }, torn: (() => number) | null): void {
  const end = at + data.length;
  for (let from = at; from < end; ) {
    const to = torn === null ? end : Math.min(end, (Math.floor(from / sectorBytes) + 1) * sectorBytes);
    if (torn === null || torn() < 0.5) data.copy(bytes, from, from - at, to - at);
    from = to;
  }
}
