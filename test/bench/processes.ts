import { readdirSync, readFileSync } from 'node:fs';

/** Linux's figures about a process, by its id. On other systems nothing is known, and every figure is 0. */

const kibibyteBytes = 1024;

/** A process or a thread may end while it is read. */
export function readOf(id: number, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** All running processes, with the id of each one's parent. */
export function parentsOfAll(): ReadonlyMap<number, number> {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(all.map((name) => [Number(name), Number(statOf(Number(name))[1] ?? 0)]));
}

/** The memory of a process (PSS): a page that several processes share counts in part for each. */
export function bytesOf(id: number): number {
  return kibibyteBytes * Number(/^Pss:\s+(\d+) kB/m.exec(readOf(id, 'smaps_rollup'))?.[1] ?? 0);
}

/** User and system time of a process, in hundredths of a second. */
export function ticksOf(id: number): number {
  return Number(statOf(id)[11] ?? 0) + Number(statOf(id)[12] ?? 0);
}

/** How often a thread of the process went to sleep, which is as often as one was woken. */
export function wakesOf(id: number): number {
  const switches = (thread: string) =>
    Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(readOf(id, `task/${thread}/status`))?.[1] ?? 0);
  return readdirSync(`/proc/${id}/task`).reduce((sum, thread) => sum + switches(thread), 0);
}

/** The fields after the name, which may contain blanks and brackets. */
const statOf = (id: number): string[] => readOf(id, 'stat').split(') ').at(-1)?.split(' ') ?? [];
