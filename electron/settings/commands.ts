import { succeed } from '../../domain/result.ts';
import type { Commands } from '../commands.ts';
import type { AppSettings } from './app-settings.ts';

export function settingsCommands(settings: AppSettings): Commands<'settings'> {
  return {
    'settings:set': (patch) => succeed(settings.change(patch)),
  };
}
