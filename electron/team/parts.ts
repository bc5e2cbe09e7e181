import type { SaveFileParts } from '../files/save-file.ts';
import type { Clock } from '../ports.ts';
import type { TeamAtWork } from './at-work.ts';

export type TeamCommandsParts = SaveFileParts & {
  readonly team: TeamAtWork;
  readonly clock: Clock;
  readonly teamFolder: string;
  /** Pauses sending if it waits for the team: from now on nobody else is asked. */
  readonly pauseIfWaiting: () => void;
  /** Does something while no message is between its reservation and its gate. */
  readonly betweenMessages: <Value>(work: () => Promise<Value>) => Promise<Value>;
};
