import { rmSync } from 'node:fs';
import { folderForServers } from './fresh-server.ts';

/** Before the tests: a place for what PostgreSQL's servers are started from, so that the first one makes it for all. */
export default function makeServerOnce(): (() => void) | undefined {
  // Several projects ask for it.
  if (process.env.TEST_POSTGRES_FOLDER !== undefined) return undefined;
  const folder = folderForServers();
  process.env.TEST_POSTGRES_FOLDER = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
