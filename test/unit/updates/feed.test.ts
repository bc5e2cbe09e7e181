import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import { isNewer } from '../../../domain/state/update.ts';
import { fetchFeed, readFeed } from '../../../electron/updates/feed.ts';

const own = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const publicKey = own.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const said = {
  version: '1.5.0',
  page: 'https://sendonce.example/download',
  news: { en: ['Several numbers in one cell'] },
  files: { 'SendOnce-1.5.0-win-x64.exe': 'hash' },
};
const feedOf = (what: object = said, { privateKey } = own) => {
  const feed = JSON.stringify(what);
  return JSON.stringify({ feed, signature: sign(null, Buffer.from(feed), privateKey).toString('base64') });
};
const https = { url: 'https://sendonce.example/sendonce.json', publicKey };
const answers =
  (text: string, status = 200) =>
  async () =>
    new Response(text, { status });

describe('the feed', () => {
  it('is believed by its signature', () => {
    expect(readFeed(feedOf(), publicKey)).toEqual({ ok: true, value: said });
  });

  it.each([
    ['that somebody else signed', feedOf(said, other), 'not_signed'],
    ['whose words were changed', feedOf().replace('1.5.0', '9.9.9'), 'not_signed'],
    ['without a signature', JSON.stringify({ feed: JSON.stringify(said) }), 'not_a_feed'],
    ['that is a page of a hotel', '<html>', 'not_a_feed'],
    ['whose version is no version', feedOf({ ...said, version: '9.9.9-beta' }), 'not_a_feed'],
    ['whose page is not safe', feedOf({ ...said, page: 'file:///etc' }), 'not_a_feed'],
  ])('%s is not', (_, text, code) => {
    expect(readFeed(text, publicKey)).toEqual({ ok: false, failure: { code } });
  });

  it('is asked for over https alone', async () => {
    const asked = () => Promise.reject(new Error('asked'));
    const plain = { ...https, url: 'http://sendonce.example/sendonce.json' };
    expect(await fetchFeed(plain, asked)).toMatchObject({ failure: { code: 'not_https' } });
    expect(await fetchFeed(https, answers(feedOf()))).toMatchObject({ ok: true });
  });

  it('that is not there, or has no end, is none', async () => {
    expect(await fetchFeed(https, answers('', 404))).toMatchObject({ failure: { code: 'unreachable' } });
    const long = answers(' '.repeat(limits.updateFeedBytes + 1));
    expect(await fetchFeed(https, long)).toMatchObject({ failure: { code: 'too_long' } });
    expect(await fetchFeed(https, () => Promise.reject(new Error('offline')))).toMatchObject({ ok: false });
  });
});

it.each([
  ['1.5.0', '1.4.9', true],
  ['1.10.0', '1.9.9', true],
  ['2.0.0', '1.99.99', true],
  ['1.5.0', '1.5.0', false],
  ['1.4.9', '1.5.0', false],
  ['1.5', '1.4.0', false],
  ['01.5.0', '1.4.0', false],
])('%s comes after %s: %s', (version, than, expected) => {
  expect(isNewer(version, than)).toBe(expected);
});
