import { contextBridge, ipcRenderer } from 'electron';
import type { Api } from '../domain/contract.ts';

/** The names in the contract, put in by the build (electron.vite.config.ts). */
declare const commandNames: readonly string[];
declare const eventNames: readonly string[];

const subscribe = (name: string) => (listener: (payload: unknown) => void) => {
  const handler = (_event: unknown, payload: unknown) => listener(payload);
  ipcRenderer.on(name, handler);
  return () => void ipcRenderer.off(name, handler);
};

const commands = Object.fromEntries(
  commandNames.map((name) => [name, (input: unknown) => ipcRenderer.invoke(name, input)]),
);
const events = Object.fromEntries(eventNames.map((name) => [name, subscribe(name)]));

// The main process checks the shapes with zod.
contextBridge.exposeInMainWorld('sendonce', { commands, events } as unknown as Api);
