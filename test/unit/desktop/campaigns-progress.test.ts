import { expect, it } from 'vitest';
import type { DispatcherState } from '../../../domain/state/state.ts';
import { isUnderWay } from '../../../electron/desktop/campaigns-progress.ts';

const idle = { dispatcher: { kind: 'idle' } } as const;
const away = { dispatcher: { kind: 'not_linked' } } as const;
const restricted: DispatcherState = { kind: 'paused', reason: 'restricted', detail: '', count: null };

it('a campaign whose connection is lost for a moment is still under way, so that closing the window ends no night', () => {
  expect(isUnderWay([away])).toBe(true);
  expect(isUnderWay([idle])).toBe(false);
});

it('also where another account stands still until a person does something', () => {
  expect(isUnderWay([{ dispatcher: restricted }, away])).toBe(true);
  expect(isUnderWay([{ dispatcher: restricted }, idle])).toBe(false);
});
