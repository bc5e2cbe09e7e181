/** How much is measured. `npm run bench` sets it; `npm test` runs a short version. */
export type Sizes = {
  /** Recipients of the list, the campaign and the report. */
  readonly recipients: number;
  /** Messages that are taken all the way from the claim to the acknowledgement. */
  readonly sends: number;
};

/** One line of the table. */
export type Row = {
  readonly what: string;
  /** How long it took, in words with units. */
  readonly took: string;
  /** What it is held against, or how long the main thread stood meanwhile. */
  readonly beside: string;
};

export type Benchmark = {
  readonly name: string;
  /** What the last column says. */
  readonly beside: string;
  readonly run: (sizes: Sizes) => Promise<readonly Row[]>;
};
