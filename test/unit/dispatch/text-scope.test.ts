import { expect, it } from 'vitest';
import { campaignScope, formatScope } from '../../../domain/messages/scope.ts';
import { MessageScopes, messageScope, templateScope } from '../../../electron/dispatch/text-scope.ts';

const attachmentHash = 'ab'.repeat(32);

it('a text has the same scope in every version of the app, else no fence would hold over an update', () => {
  const scopes = [
    templateScope({ text: 'Hello {{first}}', attachmentHash: null, repeat: 0 }),
    templateScope({ text: 'Hello {{first}}', attachmentHash, repeat: 2 }),
    messageScope({ text: '{{first}}', attachmentHash: null, repeat: 0 }, 'Ann'),
    campaignScope('uid'),
  ];
  expect(scopes.map((scope) => scope && formatScope(scope))).toEqual([
    'text:1:2c3a65a28d1e9f7cbdd66f18eb0573d32313952e',
    'text:1:f94a8660191b82bec0e3126cc6a38c5948e88824#2',
    'text:1:2a3bc05d07d63f60e88df1f854af31424894b293',
    'campaign:uid',
  ]);
});

it('a message after others has the scope of its own text, attachment and repeat, whatever theirs were', () => {
  const hello = { text: 'Hello {{first}}', attachmentHash: null, repeat: 0 };
  const bare = { ...hello, text: '{{first}}' };
  const scopes = new MessageScopes();
  const messages = [hello, hello, { ...hello, attachmentHash }, hello, { ...hello, repeat: 1 }, bare, bare, hello];
  const found = messages.map((message, index) => scopes.of({ ...message, occasion: '' }, `Ann ${index}`));
  expect(found).toEqual(messages.map((message, index) => messageScope(message, `Ann ${index}`)));
  expect(new Set(found.map(formatScope)).size).toBe(5);
  const dated = scopes.of({ ...hello, occasion: '2026-12-09T09:30' }, 'Ann');
  expect(formatScope(dated)).toBe(`${formatScope(messageScope(hello, 'Ann'))}@2026-12-09T09:30`);
});
