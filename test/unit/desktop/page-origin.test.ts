import { expect, it } from 'vitest';
import { pageOrigin } from '../../../electron/desktop/page-origin.ts';

it('the page comes from the dev server only where the app is not packed: an environment variable is no way in', () => {
  expect(pageOrigin('http://localhost:5173/', false)).toBe('http://localhost:5173');
  expect(pageOrigin(undefined, false)).toBe('app://bundle');
  expect(pageOrigin('http://localhost:5173/', true)).toBe('app://bundle');
});
