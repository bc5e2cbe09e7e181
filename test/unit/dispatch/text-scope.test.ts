import { expect, it } from 'vitest';
import { campaignScope, messageScope, templateScope } from '../../../electron/dispatch/text-scope.ts';

const attachmentHash = 'ab'.repeat(32);

it('a text has the same scope in every version of the app, else no fence would hold over an update', () => {
  const scopes = [
    templateScope({ text: 'Hello {{first}}', attachmentHash: null, repeat: 0 }),
    templateScope({ text: 'Hello {{first}}', attachmentHash, repeat: 2 }),
    messageScope({ text: '{{first}}', attachmentHash: null, repeat: 0 }, 'Ann'),
    campaignScope('uid'),
  ];
  expect(scopes).toEqual([
    'text:bf68bfbe4439425663c88e443255a4146b8541dc',
    'text:c11bbf8a1bbb24eacc0084103bcad5f18910dc7a:2',
    'text:a7660bd5c558dac5e848dcf6ce5923814515da1e',
    'campaign:uid',
  ]);
});
