import { rmSync } from 'node:fs';
import { folderForServers } from './fresh-server.ts';

/** Before the tests: makes a folder in which the first PostgreSQL is made for all others. */
export default function makeServerOnce(): (() => void) | undefined {
  // Several projects run this setup.
  if (process.env.TEST_POSTGRES_FOLDER !== undefined) return undefined;
  const folder = folderForServers();
  process.env.TEST_POSTGRES_FOLDER = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
