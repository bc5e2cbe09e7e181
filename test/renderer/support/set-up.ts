// Must come first: Testing Library looks for it when it is loaded.
import './act.ts';
import { setImmediate } from 'node:timers/promises';
import { cleanup, configure, getConfig } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { patienceMs } from '../../support/until.ts';

const { getElementError } = getConfig();
/**
 * Whether this query is one of many tries: Testing Library then sets a flag that its queries may leave something out.
 */
const isLookedAgain = () =>
  (getConfig() as { _disableExpensiveErrorDiagnostics?: boolean })._disableExpensiveErrorDiagnostics === true;

/**
 * Waiting repeats a query many times, and only the last error's message is read: writing the page into the others took
 * a sixth of the processor time.
 */
function elementError(message: string | null, container: Element): Error {
  const error = isLookedAgain() ? new Error(message ?? '') : getElementError(message, container);
  // Testing Library adds the test's line to errors with this name.
  error.name = 'TestingLibraryElementError';
  Error.captureStackTrace(error, elementError);
  return error;
}

configure({ asyncUtilTimeout: patienceMs, getElementError: elementError });

afterEach(async () => {
  cleanup();
  // A screen that closes saves what was typed, which calls the api in a later turn.
  await setImmediate();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});
