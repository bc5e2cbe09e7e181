import { readdirSync } from 'node:fs';
import type { Launched } from '../../host/launch.ts';

/** What the main process holds at a moment, garbage aside. */
export type Sample = {
  readonly heapMebibytes: number;
  readonly residentMebibytes: number;
  /** Open files and sockets; null where the system does not say. */
  readonly handles: number | null;
  /** Timers, sockets and the like that keep Node's loop going. */
  readonly resources: number;
};

export type Growth = {
  readonly heapMebibytes: number;
  readonly residentMebibytes: number;
  readonly handles: number | null;
  readonly wrong: readonly string[];
};

/** From the first third of the samples to the last, this much is noise. */
const noise = { heapMebibytes: 12, residentMebibytes: 60, handles: 12 };
const fewestSamples = 6;
const digits = 10;

export async function measure(app: Launched): Promise<Sample> {
  const memory = await app.evaluate(() => {
    // What the stand-in recorded for tests is no growth of the app.
    globalThis.hostRecorder.calls.length = 0;
    const { setFlagsFromString } = process.getBuiltinModule('node:v8');
    setFlagsFromString('--expose-gc');
    process.getBuiltinModule('node:vm').runInNewContext('gc')();
    const { heapUsed, rss } = process.memoryUsage();
    return { heapUsed, rss, resources: process.getActiveResourcesInfo().length };
  }, undefined);
  const mebibytes = (bytes: number) => Math.round((bytes / 1024 / 1024) * digits) / digits;
  return {
    heapMebibytes: mebibytes(memory.heapUsed),
    residentMebibytes: mebibytes(memory.rss),
    handles: handlesOf(app.process.pid),
    resources: memory.resources,
  };
}

function handlesOf(processId: number | undefined): number | null {
  try {
    return readdirSync(`/proc/${processId}/fd`).length;
  } catch {
    return null;
  }
}

/** By how much the medians of the first and the last third differ; null with too few samples to say. */
export function growthOf(samples: readonly Sample[]): Growth | null {
  if (samples.length < fewestSamples) return null;
  const third = Math.floor(samples.length / 3);
  const by = (of: (sample: Sample) => number) =>
    Math.round((median(samples.slice(-third).map(of)) - median(samples.slice(0, third).map(of))) * digits) / digits;
  const grown = {
    heapMebibytes: by((sample) => sample.heapMebibytes),
    residentMebibytes: by((sample) => sample.residentMebibytes),
    handles: samples[0]?.handles === null ? null : by((sample) => sample.handles ?? 0),
  };
  const wrong = (['heapMebibytes', 'residentMebibytes', 'handles'] as const).flatMap((what) =>
    (grown[what] ?? 0) > noise[what] ? [`${what} grew by ${grown[what]}`] : [],
  );
  return { ...grown, wrong };
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
