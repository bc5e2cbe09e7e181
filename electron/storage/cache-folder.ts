import { homedir } from 'node:os';
import { join } from 'node:path';

type Machine = Pick<NodeJS.Process, 'platform' | 'env'> & { readonly home: string };

/**
 * Where this computer keeps what can be fetched again, beside all of the user's data: what lies there is not copied when
 * the data is.
 */
export function cacheFolder({ platform, env, home }: Machine = { ...systemOf(process), home: homedir() }): string {
  if (platform === 'darwin') return join(home, 'Library/Caches/SendOnce');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData/Local'), 'SendOnce Cache');
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'sendonce');
}

const systemOf = ({ platform, env }: NodeJS.Process) => ({ platform, env });
