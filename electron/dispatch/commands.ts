import type { Stores } from '../../db/stores.ts';
import { refuse, succeed } from '../../domain/result.ts';
import { type Commands, doing } from '../commands.ts';
import type { Changes, Given } from '../ports.ts';

export function dispatcherCommands(dispatcher: {
  readonly pause: (reason: 'operator') => void;
  readonly resume: (account?: number) => void;
}): Commands<'dispatcher'> {
  return {
    'dispatcher:pause': doing(() => dispatcher.pause('operator')),
    'dispatcher:resume': doing((input) => dispatcher.resume(input?.account)),
  };
}

type AlarmCommandsParts = Pick<Stores, 'alarms'> & Given<'clock' | 'nudge'> & { readonly onAlarms: () => void };

/** The command that acknowledges an alarm. Only that lets sending go on after it. */
export function alarmCommands({ alarms, clock, onAlarms, nudge }: AlarmCommandsParts): Commands<'alarm'> {
  return {
    'alarm:acknowledge': ({ id, who }) => {
      if (!alarms.acknowledge(id, who, clock.nowMs())) return refuse('not_found', 'alarm');
      onAlarms();
      nudge();
      return succeed(alarms.open());
    },
  };
}

type NoticeCommandsParts = Pick<Stores, 'notices'> & Given<'clock'> & { readonly changes: Pick<Changes, 'notices'> };

/** The command that dismisses a notice. Nothing waits for that. */
export function noticeCommands({ notices, clock, changes }: NoticeCommandsParts): Commands<'notice'> {
  return {
    'notice:dismiss': ({ id, who }) => {
      if (!notices.dismiss(id, who, clock.nowMs())) return refuse('not_found', 'notice');
      changes.notices();
      return succeed(notices.open());
    },
  };
}
