import { dirname } from 'node:path';
import type { Operation } from './recording.ts';

/** The unit of a disk's writes: after a power cut a sector is old or new, never in between. */
const sectorBytes = 512;

type Change = Extract<Operation, { kind: 'write' | 'truncate' }>;
/** A file without its name: the bytes that are certainly on the disk, and the changes since its last sync. */
type File = { durable: Buffer; pending: Change[] };
type Names = Map<string, File>;
type NameChange = (names: Names) => void;

/** What a power cut leaves of everything unsynced: nothing, everything, or what random numbers decide. */
export type Cut = 'nothing' | 'everything' | { readonly random: () => number };

/**
 * A disk that keeps POSIX's promises and no others. A file's bytes are safe once the file is synced, its name once its
 * folder is. Until then each write may be present, missing, or present in some of its sectors, in any order; changes of
 * names keep their order within a folder, as in journalling file systems. Folders themselves count as safe.
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

  /** The files that are found after the power is back. */
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

/** How many of the changes survive, in their order. */
function count(cut: Cut, all: number): number {
  if (cut === 'nothing') return 0;
  return cut === 'everything' ? all : Math.floor(cut.random() * (all + 1));
}

function bytesOf(file: File, cut: Cut): Buffer {
  if (cut === 'nothing' || file.pending.length === 0) return file.durable;
  // At the latest possible moment, missing changes look the same as changes that were not made yet, so every earlier
  // moment is covered too.
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

/** Writes all the data, or, with random numbers, some of its sectors. */
function write(bytes: Buffer, { at, data }: Change & { kind: 'write' }, torn: (() => number) | null): void {
  const end = at + data.length;
  for (let from = at; from < end; ) {
    const to = torn === null ? end : Math.min(end, (Math.floor(from / sectorBytes) + 1) * sectorBytes);
    if (torn === null || torn() < 0.5) data.copy(bytes, from, from - at, to - at);
    from = to;
  }
}
