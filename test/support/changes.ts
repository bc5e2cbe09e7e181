import type { Changes } from '../../electron/ports.ts';

/** For tests that do not ask what was told. */
export const silentChanges: Changes = {
  campaign: () => undefined,
  messages: () => undefined,
  manyMessages: () => undefined,
  replies: () => undefined,
  notices: () => undefined,
};
