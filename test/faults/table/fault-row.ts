/** A test that shows a row: its file, and what its name begins with or contains, as `vitest -t` takes it. */
type Shown = readonly [file: string, test: string];

export type FaultRow = {
  readonly fault: string;
  /** What must happen. */
  readonly must: string;
  readonly shown: readonly Shown[];
};
