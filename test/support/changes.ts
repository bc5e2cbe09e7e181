import type { Changes } from '../../electron/ports.ts';

/** For tests that do not look at the announced changes. */
export const silentChanges: Changes = {
  campaign: () => undefined,
  messages: () => undefined,
  manyMessages: () => undefined,
  replies: () => undefined,
  notices: () => undefined,
};
