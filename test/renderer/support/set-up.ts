// First: Testing Library looks for it when it is loaded.
import './act.ts';
import { setImmediate } from 'node:timers/promises';
import { cleanup, configure, getConfig } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { patienceMs } from '../../support/until.ts';

const { getElementError } = getConfig();
/** Whether a look is one of many: Testing Library's own sign for what its queries may leave out then. */
const isLookedAgain = () =>
  (getConfig() as { _disableExpensiveErrorDiagnostics?: boolean })._disableExpensiveErrorDiagnostics === true;

/**
 * What is waited for is looked for many times, and only the last look's message is read: to write the page into those of
 * the others took a sixth of the processor's time.
 */
function elementError(message: string | null, container: Element): Error {
  const error = isLookedAgain() ? new Error(message ?? '') : getElementError(message, container);
  // By its name Testing Library puts the line of the test into it.
  error.name = 'TestingLibraryElementError';
  Error.captureStackTrace(error, elementError);
  return error;
}

configure({ asyncUtilTimeout: patienceMs, getElementError: elementError });

afterEach(async () => {
  cleanup();
  // A screen that goes saves what was typed, which asks the api in a later turn.
  await setImmediate();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});
