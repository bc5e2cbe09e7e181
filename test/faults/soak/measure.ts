import { readdirSync } from 'node:fs';
import type { Launched } from '../../host/launch.ts';

/** The main process's use of memory and handles at a moment, without garbage. */
export type Sample = {
  /** The bytes that JavaScript uses. */
  readonly heapMebibytes: number;
  /**
   * Resident bytes beside V8's heap: SQLite, buffers, threads, the program itself. V8 keeps empty pages in reserve,
   * between 4 and 64 MB of them from one moment to the next, which are not in use.
   */
  readonly nativeMebibytes: number;
  /** All resident bytes, V8's empty pages included. Only for the reader. */
  readonly residentMebibytes: number;
  /** Open files and sockets; null where the system does not tell. */
  readonly handles: number | null;
  /** Timers, sockets and other handles that keep Node's loop running. */
  readonly resources: number;
};

export type Growth = {
  readonly heapMebibytes: number;
  readonly nativeMebibytes: number;
  readonly handles: number | null;
  readonly wrong: readonly string[];
};

/**
 * The first measurements, while the process still fills its caches and compiles. That growth ends by itself; a leak
 * continues with the work.
 */
const warmUpSamples = 4;
const fewestSamples = 6;
/** Over all samples after the warm-up, growth up to this much is noise. */
const noise = { heapMebibytes: 12, nativeMebibytes: 32, handles: 12 };
const digits = 10;

export async function measure(app: Launched): Promise<Sample> {
  const memory = await app.evaluate(() => {
    // What the stand-in recorded for tests is not growth of the app.
    globalThis.hostRecorder.calls.length = 0;
    const { setFlagsFromString } = process.getBuiltinModule('node:v8');
    setFlagsFromString('--expose-gc');
    process.getBuiltinModule('node:vm').runInNewContext('gc')();
    const { heapUsed, heapTotal, rss } = process.memoryUsage();
    return { heapUsed, heapTotal, rss, resources: process.getActiveResourcesInfo().length };
  }, undefined);
  const mebibytes = (bytes: number) => rounded(bytes / 1024 / 1024);
  return {
    heapMebibytes: mebibytes(memory.heapUsed),
    nativeMebibytes: mebibytes(memory.rss - memory.heapTotal),
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

/** How much the process grew by working, after the warm-up; null with too few samples. */
export function growthOf(samples: readonly Sample[]): Growth | null {
  const warm = samples.slice(warmUpSamples);
  if (warm.length < fewestSamples) return null;
  const by = (of: (sample: Sample) => number) => rounded(medianSlope(warm.map(of)) * (warm.length - 1));
  const grown = {
    heapMebibytes: by((sample) => sample.heapMebibytes),
    nativeMebibytes: by((sample) => sample.nativeMebibytes),
    handles: warm[0]?.handles === null ? null : by((sample) => sample.handles ?? 0),
  };
  const wrong = (['heapMebibytes', 'nativeMebibytes', 'handles'] as const).flatMap((what) =>
    (grown[what] ?? 0) > noise[what] ? [`${what} grew by ${grown[what]}`] : [],
  );
  return { ...grown, wrong };
}

/** The median of the slopes between any two values (Theil and Sen), which a few outliers do not bend. */
function medianSlope(values: readonly number[]): number {
  const slopes = values.flatMap((one, index) =>
    values.slice(index + 1).map((other, further) => (other - one) / (further + 1)),
  );
  return median(slopes);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

const rounded = (value: number) => Math.round(value * digits) / digits;
