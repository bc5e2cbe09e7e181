import { succeed } from '../../domain/result.ts';
import type { Commands } from '../commands.ts';
import type { Backups } from './backups.ts';

export function backupCommands(backups: Backups): Commands<'backup'> {
  return {
    'backup:list': () => succeed(backups.list()),
    'backup:make': () => backups.make(),
    'backup:delete': ({ name }) => backups.delete(name),
    'backup:restore': ({ name }) => backups.restore(name),
  };
}
