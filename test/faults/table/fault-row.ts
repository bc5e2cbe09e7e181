/** A test that shows a row: its file, and the beginning or a part of its name, as `vitest -t` takes it. */
type Shown = readonly [file: string, test: string];

export type FaultRow = {
  readonly fault: string;
  /** The required result. */
  readonly must: string;
  readonly shown: readonly Shown[];
};
