import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureChromium } from '../../build/chromium.ts';

/**
 * Debian's Chromium without what only people need. It takes half of the processor to start, and shows pages as the whole
 * one does. Where the difference matters, a test runs on the whole one (`whole-browser.ts`).
 */
const headlessShell = '/usr/lib/chromium/chromium-headless-shell';
/** Drawing and the network in its first process: two processes less for each browser that a test starts. */
const inOneProcess = '--in-process-gpu --disable-software-rasterizer --enable-features=NetworkServiceInProcess2';

/**
 * Before the tests: the browser in a script around it, which keeps what the browser calls itself. Each app and each session
 * that is started asks for that, which takes one more start of the browser; here the first one asks for all.
 */
export default async function askBrowserOnce(): Promise<(() => Promise<void>) | undefined> {
  // Two projects ask for it, and once is enough.
  if (process.env.WHOLE_CHROMIUM_PATH !== undefined) return undefined;
  const asked = process.env.CHROMIUM_PATH;
  const whole = await ensureChromium();
  const browser = asked === undefined && existsSync(headlessShell) ? headlessShell : whole;
  Object.assign(process.env, { CHROMIUM_PATH: browser, WHOLE_CHROMIUM_PATH: whole });
  if (process.platform === 'win32') return undefined;
  const folder = await mkdtemp(path.join(tmpdir(), 'browser-asked-once-'));
  process.env.CHROMIUM_PATH = await scriptAround(browser, folder);
  process.env.WINDOW_CHROMIUM_PATH = process.env.CHROMIUM_PATH;
  process.env.WHOLE_CHROMIUM_PATH = await scriptAround(whole, folder);
  return () => rm(folder, { recursive: true, force: true });
}

async function scriptAround(browser: string, folder: string): Promise<string> {
  const script = path.join(folder, path.basename(browser));
  await writeFile(script, around(browser, `${script}-answer`), { mode: 0o755 });
  return script;
}

/** The question is one page whose text is printed. Files ask side by side, so the answer is moved to where it is kept. */
function around(browser: string, answer: string): string {
  return `#!/bin/sh
case " $* " in *' --dump-dom '*)
  [ -s '${answer}' ] || { '${browser}' "$@" > '${answer}'.$$ && mv '${answer}'.$$ '${answer}'; } || exit 1
  exec cat '${answer}'
esac
exec '${browser}' ${browser === headlessShell ? inOneProcess : ''} "$@"
`;
}
