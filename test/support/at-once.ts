/**
 * Runs work that pauses after each of its transactions to its end, without the pauses, since nothing else uses the
 * database. Returns its result.
 */
export function atOnce<Value>(work: Iterator<void, Value>): Value {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
