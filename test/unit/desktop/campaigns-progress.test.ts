import { expect, it } from 'vitest';
import { isUnderWay } from '../../../electron/desktop/campaigns-progress.ts';

it('a campaign whose connection is lost for a moment is still under way, so that closing the window ends no night', () => {
  expect(isUnderWay({ kind: 'not_linked' })).toBe(true);
  expect(isUnderWay({ kind: 'idle' })).toBe(false);
});
