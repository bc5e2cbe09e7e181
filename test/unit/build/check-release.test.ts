import { expect, it } from 'vitest';
import { releaseProblems } from '../../../build/check-release.ts';

const manifest = {
  updates: { feed: 'https://sendonce.example/sendonce.json', publicKey: 'key' },
  homepage: 'https://sendonce.example',
};
const config = { publish: { url: 'https://sendonce.example/' }, mac: {} };
const linux = { platform: 'linux', env: {} } as const;
const apple = { APPLE_API_KEY: 'a', APPLE_API_KEY_ID: 'b', APPLE_API_ISSUER: 'c' };

it('a release with its own addresses and a key is made', () => {
  expect(releaseProblems(manifest, config, linux)).toEqual([]);
  expect(releaseProblems(manifest, config, { platform: 'darwin', env: apple })).toEqual([]);
});

it.each([
  [
    'a feed that is nobody’s',
    { ...manifest, updates: { ...manifest.updates, feed: 'https://a.invalid/x.json' } },
    config,
  ],
  [
    'a feed that is not safe',
    { ...manifest, updates: { ...manifest.updates, feed: 'http://a.example/x.json' } },
    config,
  ],
  [
    'installers at an address that is nobody’s',
    manifest,
    { ...config, publish: { url: 'https://updates.a.invalid/' } },
  ],
  ['no key', { ...manifest, updates: { ...manifest.updates, publicKey: '' } }, config],
])('a release with %s is refused', (_, changed, built) => {
  expect(releaseProblems(changed, built, linux)).toHaveLength(1);
});

it('a release for Macs is refused without notarization', () => {
  expect(releaseProblems(manifest, config, { platform: 'darwin', env: {} })).toHaveLength(1);
  const off = { ...config, mac: { notarize: false } };
  expect(releaseProblems(manifest, off, { platform: 'darwin', env: apple })).toHaveLength(1);
});
