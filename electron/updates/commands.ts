import { type Commands, doing } from '../commands.ts';

export type UpdateCommandsParts = {
  /** Asks if changes would be lost, and then ends the app by the installer. */
  readonly install: () => void;
  readonly openPage: () => void;
};

/** The operator's commands for a newer version. */
export function updateCommands({ install, openPage }: UpdateCommandsParts): Commands<'update'> {
  return {
    'update:install': doing(() => install()),
    'update:openPage': doing(() => openPage()),
  };
}
