/** Runs before `npm run release`: says in one line why the release must not be made. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

type Manifest = { readonly updates: { readonly feed: string; readonly publicKey: string }; readonly homepage: string };
type BuilderConfig = { readonly publish: { readonly url: string }; readonly mac: { readonly notarize?: boolean } };

/** What is wrong with a release made on this system, in words; empty where nothing is. */
export function releaseProblems(
  { updates, homepage }: Manifest,
  { publish, mac }: BuilderConfig,
  { platform, env }: Pick<NodeJS.Process, 'platform' | 'env'>,
): string[] {
  const addresses = { 'publish.url': publish.url, 'updates.feed': updates.feed, homepage };
  const invalid = Object.entries(addresses).filter(([, url]) => !/^https:\/\/(?![^/]*\.invalid(\/|$))/.test(url));
  const notarization = ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'].filter((name) => !env[name]);
  return [
    ...invalid.map(([name, url]) => `${name} is ${url}: put the real address there, with https.`),
    ...(updates.publicKey === '' ? ['updates.publicKey is empty: npm run feed -- key makes one.'] : []),
    ...(platform === 'darwin' && mac.notarize === false ? ['mac.notarize is false: nobody could open the app.'] : []),
    ...(platform === 'darwin' && notarization.length > 0
      ? [`A Mac build needs notarization: ${notarization.join(', ')} is not in the environment.`]
      : []),
  ];
}

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, '..');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const config = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as BuilderConfig;
  const problems = releaseProblems(manifest, config, process);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
}
