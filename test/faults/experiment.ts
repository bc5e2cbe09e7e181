/** How much is tried. `npm run faults` sets each; `npm test` runs a short version. */
export type Sizes = {
  /** Runs of the property tests. */
  readonly runs: number;
  /** Disk states rebuilt after a power cut. */
  readonly states: number;
  /** Kills of the whole app. */
  readonly kills: number;
  /** People whom the campaigns of the night, and of the changes, are for. */
  readonly people: number;
  /** From how many accounts the night is sent. */
  readonly accounts: number;
  /** What every random choice starts from. The same seed replays the same run. */
  readonly seed: number;
  /** With the seed, leads to one run of the property tests. */
  readonly path?: string;
};

/** One line of the table: what was tried, how much of it, and what came of it. */
export type Row = {
  readonly tried: string;
  readonly amount: string;
  readonly came: string;
  readonly isAsExpected: boolean;
  readonly durationMs: number;
};

export type Experiment = {
  readonly name: string;
  readonly run: (sizes: Sizes, onProgress: (said: string) => void) => Promise<readonly Row[]>;
};
