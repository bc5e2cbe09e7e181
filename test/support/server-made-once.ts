import { rmSync } from 'node:fs';
import { folderForServers } from './fresh-server.ts';

/**
 * Before the tests: makes a folder for the template of PostgreSQL's servers, so that the first server makes it for all.
 */
export default function makeServerOnce(): (() => void) | undefined {
  // Several projects run this setup.
  if (process.env.TEST_POSTGRES_FOLDER !== undefined) return undefined;
  const folder = folderForServers();
  process.env.TEST_POSTGRES_FOLDER = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
