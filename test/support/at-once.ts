/** Runs work that pauses after each transaction to its end without the pauses. Returns its result. */
export function atOnce<Value>(work: Iterator<void, Value>): Value {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
