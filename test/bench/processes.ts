import { readdirSync, readFileSync } from 'node:fs';

/** What Linux says of a process, by its number. Elsewhere nothing is known, and everything is 0. */

const kibibyteBytes = 1024;

/** A process or a thread may end while it is looked at. */
export function readOf(id: number, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** All that run, with the process that each was started by. */
export function parentsOfAll(): ReadonlyMap<number, number> {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(all.map((name) => [Number(name), Number(statOf(Number(name))[1] ?? 0)]));
}

/** The memory of a process (PSS): what several share is counted in parts. */
export function bytesOf(id: number): number {
  return kibibyteBytes * Number(/^Pss:\s+(\d+) kB/m.exec(readOf(id, 'smaps_rollup'))?.[1] ?? 0);
}

/** User's and system's time of a process, in hundredths of a second. */
export function ticksOf(id: number): number {
  return Number(statOf(id)[11] ?? 0) + Number(statOf(id)[12] ?? 0);
}

/** How often one of the threads of a process fell asleep: as often it was woken. */
export function wakesOf(id: number): number {
  const switches = (thread: string) =>
    Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(readOf(id, `task/${thread}/status`))?.[1] ?? 0);
  return readdirSync(`/proc/${id}/task`).reduce((sum, thread) => sum + switches(thread), 0);
}

/** Behind the name, which may have blanks and brackets. */
const statOf = (id: number): string[] => readOf(id, 'stat').split(') ').at(-1)?.split(' ') ?? [];
