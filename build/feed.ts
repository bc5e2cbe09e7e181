/**
 * Makes the signed feed by which installed apps learn of a newer version (docs/releasing.md).
 *
 *   npm run feed -- key <file>                      makes the key: the private one into the file, the public one is printed
 *   npm run feed -- sign <file> <page> [news.json]  signs what lies in dist/ into dist/sendonce.json
 *
 * news.json has lines by language: { "en": ["…"], "es": ["…"] }
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFeed } from '../electron/updates/feed.ts';

const checkout = join(import.meta.dirname, '..');
const dist = join(checkout, 'dist');
/** The files that people install, and those that the app itself fetches. */
const releasedFile = /\.(exe|dmg|zip|AppImage|deb)$/;

const inBase64 = (key: KeyObject) => key.export({ format: 'der', type: 'spki' }).toString('base64');

function makeKey(file: string): void {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  // Never overwrites a key: no installed app would believe what the new key signs.
  writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { flag: 'wx', mode: 0o600 });
  process.stdout.write(`The public key, for "updates" in package.json:\n${inBase64(publicKey)}\n`);
}

function signFeed(keyFile: string, page: string, newsFile?: string): void {
  const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string };
  const names = readdirSync(dist).filter((name) => releasedFile.test(name) && name.includes(`-${version}-`));
  if (names.length === 0) throw new Error(`There is nothing of version ${version} in dist/.`);
  const hashOf = (name: string) =>
    createHash('sha512')
      .update(readFileSync(join(dist, name)))
      .digest('base64');
  const files = Object.fromEntries(names.map((name) => [name, hashOf(name)]));
  const news: unknown = newsFile === undefined ? {} : JSON.parse(readFileSync(newsFile, 'utf8'));
  const key = createPrivateKey(readFileSync(keyFile));
  const feed = JSON.stringify({ version, page, news, files });
  const signed = JSON.stringify({ feed, signature: sign(null, Buffer.from(feed), key).toString('base64') });
  // The app's own reader judges the feed, so that a feed which the app would refuse is never uploaded.
  const read = readFeed(signed, inBase64(createPublicKey(key)));
  if (!read.ok) throw new Error(`The feed would be refused: ${read.failure.code}. See docs/releasing.md.`);
  writeFileSync(join(dist, 'sendonce.json'), signed);
  process.stdout.write(`dist/sendonce.json names ${names.length} files of version ${version}.\n`);
}

const [command, file, page, newsFile] = process.argv.slice(2);
try {
  if (command === 'key' && file) makeKey(file);
  else if (command === 'sign' && file && page) signFeed(file, page, newsFile);
  else throw new Error('npm run feed -- key <file>, or npm run feed -- sign <file> <page> [news.json]');
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
