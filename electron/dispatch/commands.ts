import { type Commands, done } from '../commands.ts';
import type { Dispatcher } from './dispatcher.ts';

/** The operator stops all sending and lets it go on. */
export function dispatcherCommands(dispatcher: Pick<Dispatcher, 'pause' | 'resume'>): Commands<'dispatcher'> {
  return {
    'dispatcher:pause': () => {
      dispatcher.pause('operator');
      return done;
    },
    'dispatcher:resume': () => {
      dispatcher.resume();
      return done;
    },
  };
}
