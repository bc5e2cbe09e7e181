/** How much is tried. `npm run faults` takes each from its options; `npm test` runs a short version. */
export type Sizes = {
  /** Runs of the property tests. */
  readonly runs: number;
  /** Disk states rebuilt after a power cut. */
  readonly states: number;
  /** Kills of the whole app. */
  readonly kills: number;
  /** The number of people in the campaigns of the night and of the changes. */
  readonly people: number;
  /** The number of accounts that the night is sent from. */
  readonly accounts: number;
  /** The seed of every random choice. The same seed replays the same run. */
  readonly seed: number;
  /** With the seed, selects one run of the property tests. */
  readonly path?: string;
};

/** One line of the table: what was tried, how often, and with which result. */
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
