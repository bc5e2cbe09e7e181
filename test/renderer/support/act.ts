import { setImmediate } from 'node:timers/promises';
import React from 'react';
import { flushSync } from 'react-dom';

/**
 * Draws everything that `work` changes before it returns. React's own `act` exists in its development build only, and
 * the tests draw with the production build, which takes half of the processor time.
 */
function act(work: () => unknown): unknown {
  const result = flushSync(work);
  return result instanceof Promise ? drawn(result) : result;
}

/** Changes made after the call itself are drawn in React's next turn, and their effects run one turn later. */
async function drawn(result: Promise<unknown>): Promise<unknown> {
  const value = await result;
  await setImmediate();
  await setImmediate();
  return value;
}

// Testing Library uses it from there.
Object.assign(React, { act });
