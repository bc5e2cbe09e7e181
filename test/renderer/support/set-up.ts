// First: Testing Library looks for it when it is loaded.
import './act.ts';
import { setImmediate } from 'node:timers/promises';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { patienceMs } from '../../support/until.ts';

configure({ asyncUtilTimeout: patienceMs });

afterEach(async () => {
  cleanup();
  // A screen that goes saves what was typed, which asks the api in a later turn.
  await setImmediate();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});
