// The launcher's real Electron, through Playwright.
import type * as Electron from 'electron';
import { _electron } from 'playwright-core';
import type { Host, HostStart } from './launch.ts';

/** Starts Electron's own binary. Dialogs and the shell answer as in the stand-in: nobody is there to click. */
export async function launchElectron(executablePath: string, { root, args, env }: HostStart): Promise<Host> {
  const application = await _electron.launch({ executablePath, args: [root, ...args], cwd: root, env });
  await application.evaluate(answerByItself as never);
  return {
    page: await application.firstWindow(),
    process: application.process(),
    host: 'electron',
    evaluate: (run, argument) => application.evaluate(run as never, argument) as never,
    quit: () => void application.close().catch(() => undefined),
  };
}

/** Runs in Electron's main process, so it must not reach outside itself. */
function answerByItself({ app, dialog, shell }: typeof Electron): void {
  const calls: { name: string; args: unknown[] }[] = [];
  globalThis.hostRecorder = { calls };
  const optionsOf = (args: unknown[]) => (args.length === 2 ? args[1] : args[0]) as Record<string, unknown>;
  const record = (name: string, ...args: unknown[]) =>
    void calls.push({ name, args: JSON.parse(JSON.stringify(args)) as unknown[] });
  const set = (target: object, methods: object) => void Object.assign(target, methods);
  set(dialog, {
    showSaveDialog: async (...args: unknown[]) => {
      const options = optionsOf(args);
      record('dialog.showSaveDialog', options);
      const name = String(options.defaultPath ?? 'export')
        .split(/[\\/]/)
        .at(-1);
      const folder = `${app.getPath('userData')}/exports`;
      process.getBuiltinModule('node:fs').mkdirSync(folder, { recursive: true });
      return { canceled: false, filePath: `${folder}/${name}` };
    },
    showOpenDialog: async (...args: unknown[]) => {
      record('dialog.showOpenDialog', optionsOf(args));
      return { canceled: true, filePaths: [] };
    },
    showMessageBox: async (...args: unknown[]) => {
      const options = optionsOf(args);
      record('dialog.showMessageBox', options);
      return { response: options.defaultId ?? options.cancelId ?? 0, checkboxChecked: false };
    },
  });
  set(shell, {
    openExternal: async (url: string) => record('shell.openExternal', url),
    openPath: async (path: string) => {
      record('shell.openPath', path);
      return '';
    },
    showItemInFolder: (path: string) => record('shell.showItemInFolder', path),
  });
}
