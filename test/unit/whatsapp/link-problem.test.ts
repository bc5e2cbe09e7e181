import { expect, it } from 'vitest';
import { problemOfState } from '../../../electron/whatsapp/link/link-problem.ts';

it('a state of the page that no waiting mends has a name, and no other has', () => {
  const states = ['TOS_BLOCK', 'SMB_TOS_BLOCK', 'PROXYBLOCK', 'DEPRECATED_VERSION', 'CONFLICT', 'OPENING', 'CONNECTED'];
  expect(states.map(problemOfState)).toEqual([
    ...['terms_of_service', 'terms_of_service', 'proxy_blocked', 'version_too_old', 'conflict', null, null],
  ]);
});
