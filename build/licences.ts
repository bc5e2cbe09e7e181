/**
 * Writes out/licences.txt: name, version and licence text of every package that the packed app contains, whether it is
 * in a bundle or beside one. Electron's own licence and Chromium's come with Electron.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const licencesFile = join(root, 'out/licences.txt');
/** The folders whose code is packed. */
const packedSources = ['domain', 'db', 'electron', 'renderer', 'practice/page'];
/** Electron provides these modules itself, and puts their licences beside the app. */
const givenByElectron = new Set(['electron']);

type PackedPackage = {
  readonly name: string;
  readonly version: string;
  /** SPDX, as the package itself says. */
  readonly licence: string;
  readonly text: string;
};

type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

/** Every package that is packed, sorted by name. Throws when a package does not name its licence. */
export function packedPackages(): PackedPackage[] {
  const found = new Map<string, PackedPackage>();
  const visit = (name: string, from: string): void => {
    const folder = packageFolder(name, from);
    // An optional package may not be installed.
    if (folder === undefined || found.has(folder)) return;
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    found.set(folder, describePackage(manifest, folder));
    const { dependencies, optionalDependencies } = manifest;
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) visit(needed, folder);
  };
  for (const name of directPackages()) visit(name, root);
  return [...found.values()].sort((one, other) => one.name.localeCompare(other.name));
}

function describePackage({ name, version, license }: Manifest, folder: string): PackedPackage {
  const licence = typeof license === 'object' ? license.type : license;
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (licence === undefined && files.length === 0) throw new Error(`${name} ${version} names no licence`);
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { name, version, licence: licence ?? 'see below', text: texts.join('\n\n') };
}

/** The packages that our own code imports, and those beside the bundles. Their dependencies are found from these. */
function directPackages(): Set<string> {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const names = new Set<string>(Object.keys(dependencies ?? {}));
  for (const folder of packedSources) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(tsx?|css)$/.test(file)) continue;
      const text = readFileSync(join(root, folder, file), 'utf8');
      for (const [, specifier = ''] of text.matchAll(/(?:from|import|import\()\s*['"]([^'".][^'"]*)['"]/g))
        names.add(packageOf(specifier));
    }
  }
  return new Set([...names].filter((name) => !name.startsWith('node:') && !givenByElectron.has(name)));
}

/** The package of an import: `@scope/name/part` gives `@scope/name`, and `name/part` gives `name`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The folder in which Node would find the package for a file in `from`. */
function packageFolder(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    if (existsSync(join(place, 'package.json'))) return place;
    if (folder === dirname(folder)) return undefined;
  }
}

const head = `SendOnce is made of these packages, each under its own licence.

Under the GNU Lesser General Public License: node-webpmux. The app can be built with a changed version of it: put that in
place of node_modules/node-webpmux of the app's sources, and run "npm run dist".

Which time zones a number's prefix tells is from libphonenumber, Copyright (C) 2012 The Libphonenumber Authors, under the
Apache License 2.0; its text stands with whatsapp-web.js.
`;

/** Writes the file, and returns the packages that it names. */
export function writeLicences(): PackedPackage[] {
  const packages = packedPackages();
  const list = packages.map(({ name, version, licence }) => `${name} ${version}: ${licence}`).join('\n');
  const rule = '-'.repeat(80);
  const texts = packages.map(
    ({ name, version, licence, text }) => `${rule}\n${name} ${version} (${licence})\n\n${text}`,
  );
  mkdirSync(dirname(licencesFile), { recursive: true });
  writeFileSync(licencesFile, `${head}\n${list}\n\n${texts.join('\n\n')}\n`);
  return packages;
}

if (import.meta.filename === process.argv[1]) writeLicences();
