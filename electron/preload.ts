import { contextBridge, ipcRenderer } from 'electron';
import { channels, eventChannels } from '../domain/channels.ts';
import type { Api } from '../domain/contract.ts';

const subscribe = (name: string) => (listener: (payload: unknown) => void) => {
  const handler = (_event: unknown, payload: unknown) => listener(payload);
  ipcRenderer.on(name, handler);
  return () => void ipcRenderer.off(name, handler);
};

const commands = Object.fromEntries(
  channels.map((name) => [name, (input: unknown) => ipcRenderer.invoke(name, input)]),
);
const events = Object.fromEntries(eventChannels.map((name) => [name, subscribe(name)]));

// The names are complete by their types in `domain/channels.ts`; the shapes are checked by zod on the main side.
contextBridge.exposeInMainWorld('sendonce', { commands, events } as unknown as Api);
