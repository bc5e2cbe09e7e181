import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Folders, foldersUnder } from '../../../electron/storage/folders.ts';
import { memoryFolder } from '../../support/memory-folder.ts';
import { randomFrom } from '../../support/random.ts';
import { type Cut, Disk } from './disk.ts';
import { type Finding, inspect, sendOn } from './inspect.ts';
import { buildRecorder, type Operation, recordRun } from './recording.ts';
import { lastLinesIn, readWorld, type Seen, worldFile } from './world.ts';

/** The safeguard that is removed. `normal` is SQLite's default for how often it syncs a write-ahead log. */
export type Weakness = 'normal' | 'no_ledger';
export type PowerCutOptions = {
  readonly states: number;
  readonly seed: number;
  readonly weaknesses?: readonly Weakness[];
  readonly onProgress?: (states: number) => void;
};
export type PowerCuts = {
  readonly messages: number;
  readonly operations: number;
  readonly states: number;
  /** In how many states the app was let continue to send until nothing waited. */
  readonly sentOn: number;
  readonly bad: Record<Finding['kind'], number>;
  /** The first finding of each kind, with the moment and the cut that replay it. */
  readonly examples: readonly string[];
  readonly durationMs: number;
};

/** A moment of a recorded run, and what the power cut leaves of the unsynced changes. */
type Crash = { readonly after: number; readonly cut: 'nothing' | 'everything' | 'random'; readonly seed: number };

/** In every state whose number is a multiple of this, the app also sends on to the end. */
export const sendOnEvery = 50;

/**
 * Records a run of the real code, cuts the power at each moment that a sync sets apart and at random moments between
 * them, and opens each disk that may result.
 */
export async function runPowerCuts(options: PowerCutOptions): Promise<PowerCuts> {
  const beganMs = performance.now();
  const folder = mkdtempSync(join(memoryFolder(), 'power-cut-'));
  try {
    const operations = recordRun(buildRecorder(folder), folder, options.weaknesses ?? []);
    const replay = new Replay(operations, folder);
    await replay.play(chooseCrashes(operations, options), options.onProgress);
    return { ...replay.result(), operations: operations.length, durationMs: performance.now() - beganMs };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * The moments where a sync or the world makes a difference, each with nothing and with everything kept, then random
 * ones.
 */
function chooseCrashes(operations: readonly Operation[], { states, seed }: PowerCutOptions): Crash[] {
  const random = randomFrom(seed);
  const moments = operations.flatMap((operation, index) => (isMoment(operation) ? [index, index + 1] : []));
  const systematic = [...new Set(moments)].flatMap((after): Crash[] => [
    { after, cut: 'nothing', seed: 0 },
    { after, cut: 'everything', seed: 0 },
  ]);
  const stride = Math.max(1, systematic.length / states);
  const chosen = Array.from(
    { length: Math.min(states, systematic.length) },
    (_, index) => systematic[Math.floor(index * stride)],
  );
  const drawn = Array.from({ length: states - chosen.length }, (): Crash => {
    // Draws a moment first: a random operation would nearly always be in one of the few large moments.
    const at = Math.floor(random() * moments.length);
    const from = moments[at - 1] ?? 0;
    const after = from + Math.ceil(random() * ((moments[at] ?? 0) - from));
    return { after, cut: 'random', seed: Math.floor(random() * 2 ** 32) };
  });
  return [...chosen.filter((crash) => crash !== undefined), ...drawn].sort((a, b) => a.after - b.after);
}

function isMoment(operation: Operation): boolean {
  return operation.kind === 'sync' || basename(operation.path) === worldFile;
}

/** Builds one disk after the other and inspects each. */
class Replay {
  readonly #operations: readonly Operation[];
  readonly #folder: string;
  readonly #disk = new Disk();
  readonly #bad: PowerCuts['bad'] = { unusable: 0, held: 0, may_go_twice: 0, lie: 0 };
  readonly #examples = new Map<Finding['kind'], string>();
  #world = '';
  #states = 0;
  #sentOn = 0;

  constructor(operations: readonly Operation[], folder: string) {
    this.#operations = operations;
    this.#folder = join(folder, 'state');
  }

  async play(crashes: readonly Crash[], onProgress: (states: number) => void = () => undefined): Promise<void> {
    const folders = { ...foldersUnder(join(dirname(this.#folder), 'unused'), false), ...filesIn(this.#folder) };
    let done = 0;
    for (const crash of crashes) {
      for (; done < crash.after; done += 1) this.#apply(this.#operations[done]);
      const world = readWorld(this.#world);
      const cut = crash.cut === 'random' ? { random: randomFrom(crash.seed) } : crash.cut;
      this.#build(cut);
      const findings = inspect(folders, world);
      this.#states += 1;
      if (this.#states % sendOnEvery === 0 && findings.length === 0) findings.push(...(await this.#sendOn(world)));
      this.#note(crash, findings);
      if (this.#states % 1_000 === 0) onProgress(this.#states);
    }
    for (; done < this.#operations.length; done += 1) this.#apply(this.#operations[done]);
  }

  result(): Omit<PowerCuts, 'operations' | 'durationMs'> {
    const messages = readWorld(this.#world).filter((seen) => seen.kind === 'left').length;
    return {
      messages,
      states: this.#states,
      sentOn: this.#sentOn,
      bad: this.#bad,
      examples: [...this.#examples.values()],
    };
  }

  #apply(operation: Operation | undefined): void {
    if (operation?.kind === 'write' && basename(operation.path) === worldFile) this.#world += operation.data;
    else if (operation) this.#disk.apply(operation);
  }

  /** Writes the disk's files into a folder, each at its own place. */
  #build(cut: Cut): void {
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(join(this.#folder, 'ledger'), { recursive: true });
    for (const [path, bytes] of this.#disk.cut(cut)) {
      const inLedger = basename(dirname(path)) === 'ledger';
      writeFileSync(join(this.#folder, inLedger ? 'ledger' : '', basename(path)), bytes);
    }
  }

  #sendOn(world: readonly Seen[]): Promise<Finding[]> {
    this.#sentOn += 1;
    return sendOn(this.#folder, world);
  }

  #note(crash: Crash, findings: readonly Finding[]): void {
    for (const kind of new Set(findings.map((finding) => finding.kind))) this.#bad[kind] += 1;
    for (const { kind, detail } of findings) {
      if (!this.#examples.has(kind))
        this.#examples.set(kind, `${kind} after operation ${crash.after}, ${crash.cut} ${crash.seed}: ${detail}`);
    }
  }
}

/** The paths of the rig's files. */
function filesIn(folder: string): Pick<Folders, 'database' | 'ledger' | 'lastLines'> {
  return {
    database: join(folder, 'sendonce.db'),
    ledger: join(folder, 'ledger/fences.ledger'),
    lastLines: lastLinesIn(folder),
  };
}
