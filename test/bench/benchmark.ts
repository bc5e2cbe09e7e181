/** How much is measured. `npm run bench` sets it; `npm test` runs a short version. */
export type Sizes = {
  /** Recipients of the list, the campaign and the report. */
  readonly recipients: number;
  /** Messages that are followed from the claim to the acknowledgement. */
  readonly sends: number;
};

/** One line of the table. */
export type Row = {
  readonly what: string;
  /** The time it took, in words with units. */
  readonly took: string;
  /** The figure that it is compared with, or how long the main thread was blocked meanwhile. */
  readonly beside: string;
};

export type Benchmark = {
  readonly name: string;
  /** The heading of the last column. */
  readonly beside: string;
  readonly run: (sizes: Sizes) => Promise<readonly Row[]>;
};
