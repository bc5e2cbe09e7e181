import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** After the sentinel: the wire's version, its length, and every fuse enabled, a state that the packing must change. */
const fuseWire = `${fuseSentinel}\u0001\u0009${'1'.repeat(9)}`;

type VersionInfo = {
  setStringValues(language: { lang: number; codepage: number }, values: Record<string, string>): void;
  outputToResourceEntries(entries: unknown[]): void;
};
type Executable = { generate(): ArrayBuffer };
/** The part of resedit that is used here. */
type ResourceEditor = {
  NtExecutable: { createEmpty(is32Bit: boolean, isDll: boolean): Executable };
  NtExecutableResource: {
    from(program: Executable): { entries: unknown[]; outputResource(program: Executable): void };
  };
  Resource: { VersionInfo: { createEmpty(): VersionInfo } };
};

/**
 * The smallest Windows program with a version in it: electron-builder writes the archive's hash next to the version.
 */
function windowsProgram(): Buffer {
  // The library comes with electron-builder, which edits programs with it.
  const builder = createRequire(createRequire(import.meta.url).resolve('app-builder-lib'));
  const { NtExecutable, NtExecutableResource, Resource } = builder('resedit') as ResourceEditor;
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues({ lang: 1033, codepage: 1200 }, { FileDescription: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  return Buffer.concat([Buffer.from(program.generate()), Buffer.from(fuseWire, 'latin1')]);
}

/** A stub that replaces Electron's binary: all that electron-builder needs to pack, with a fuse wire to flip. */
export function stubElectron(folder: string): void {
  const { version } = JSON.parse(readFileSync('node_modules/electron/package.json', 'utf8')) as { version: string };
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  writeFileSync(join(folder, 'electron'), `#!/bin/sh\nexit 0\n# ${fuseWire}\n`);
  chmodSync(join(folder, 'electron'), 0o755);
  writeFileSync(join(folder, 'electron.exe'), windowsProgram());
  writeFileSync(join(folder, 'version'), version);
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak'])
    writeFileSync(join(folder, file), 'stub');
}
