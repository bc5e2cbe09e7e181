// First: Testing Library looks for it when it is loaded.
import './act.ts';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { patienceMs } from '../../support/until.ts';

configure({ asyncUtilTimeout: patienceMs });

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});
