import { setImmediate } from 'node:timers/promises';
import React from 'react';
import { flushSync } from 'react-dom';

/**
 * Draws all that `work` changes before it is over. React's own `act` is part of its development build alone, and the tests
 * draw with the one that users get: it takes half of the processor's time.
 */
function act(work: () => unknown): unknown {
  const result = flushSync(work);
  return result instanceof Promise ? drawn(result) : result;
}

/** What changed later than the call itself is drawn in React's next turn, and its effects in one more. */
async function drawn(result: Promise<unknown>): Promise<unknown> {
  const value = await result;
  await setImmediate();
  await setImmediate();
  return value;
}

// Testing Library takes it from there.
Object.assign(React, { act });
