import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { type Channel, type CommandResult, commands, type EventName, type EventPayload } from '../domain/contract.ts';
import { isPressed, type PressedChannel } from '../domain/needs-press.ts';
import { refuse } from '../domain/result.ts';
import type { Handlers } from './commands.ts';
import { fileFailure } from './files/file-failure.ts';
import type { Log } from './ports.ts';

/** `end`: the data is about to be closed, so no further command is carried out, and running ones may fail. */
export type CommandGate = { end(): void };

type CommandGateParts = {
  readonly origin: string;
  readonly log: Log;
  /** Whether a person gave a command that only a person may give. */
  readonly isOfPerson: (name: PressedChannel) => Promise<boolean>;
};

/** Registers every command of the contract. This is the only user of `ipcMain`; it always replies. */
export function registerCommands(
  ipcMain: IpcMain,
  handlers: Handlers,
  { origin, log, isOfPerson }: CommandGateParts,
): CommandGate {
  let isOver = false;
  for (const name of Object.keys(commands) as Channel[]) {
    const { input, output } = commands[name];
    // The mapped type above ties each handler to its own command; only this loop sees them as one.
    const handler = handlers[name] as (value: unknown) => Promise<CommandResult<unknown>> | CommandResult<unknown>;
    ipcMain.handle(name, async (event, payload: unknown): Promise<CommandResult<unknown>> => {
      if (!isTrusted(event, origin)) return refuse('untrusted_sender', name);
      const request = input.safeParse(payload);
      if (!request.success) return refuse('invalid_request', `${name}: ${request.error.issues[0]?.message ?? ''}`);
      if (isPressed(name) && !(await isOfPerson(name))) return refuse('not_pressed', name);
      if (isOver) return refuse('not_allowed_now', name);
      try {
        const reply = await handler(request.data);
        return reply.ok ? { ok: true, value: output.parse(reply.value) } : reply;
      } catch (error) {
        if (isOver) return refuse('not_allowed_now', name);
        log.error(name, error);
        return fileFailure(error);
      }
    });
  }
  return {
    end: () => {
      isOver = true;
    },
  };
}

/** Emits an event to the window. One that is closing gets nothing. */
export function send<Name extends EventName>(
  target: WebContents | undefined,
  name: Name,
  payload: EventPayload<Name>,
): void {
  if (target && !target.isDestroyed()) target.send(name, payload);
}

/** Only the app's own page, in its main frame, may give commands. The frame is gone after a navigation. */
function isTrusted(event: IpcMainInvokeEvent, origin: string): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && frame.url.startsWith(`${origin}/`);
}
