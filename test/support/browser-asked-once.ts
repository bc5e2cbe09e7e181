import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureChromium } from '../../build/chromium.ts';

/**
 * Debian's Chromium without a user interface. It starts with half of the processor time and renders pages like the
 * whole browser. Where the difference matters, a test uses the whole one (`whole-browser.ts`).
 */
const headlessShell = '/usr/lib/chromium/chromium-headless-shell';
/**
 * Drawing and network stay in the first process, and pages need no process that waits to be copied: four processes fewer
 * for each browser that a test starts. Of several lists of features Chromium takes the last alone, and the app and
 * Playwright bring lists of their own. With its sandbox, which it has but for root, it does not start without a zygote.
 */
const inFewProcesses = `features=NetworkServiceInProcess2
for argument do
  shift
  case $argument in
    --enable-features=*) features=$features,\${argument#*=} ;;
    --no-sandbox) set -- "$@" --no-sandbox --no-zygote ;;
    *) set -- "$@" "$argument" ;;
  esac
done
set -- --in-process-gpu --disable-software-rasterizer --enable-features=$features "$@"
`;

/**
 * Before the tests: writes a script around the browser that remembers the browser's own version text. Each started app
 * and session asks for that text, which would start the browser once more; here only the first one does.
 */
export default async function askBrowserOnce(): Promise<(() => Promise<void>) | undefined> {
  // Two projects run this setup, and once is enough.
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

/** Test files may ask at the same time, so the answer is written elsewhere and then moved into place. */
function around(browser: string, answer: string): string {
  return `#!/bin/sh
case " $* " in *' --dump-dom '*)
  [ -s '${answer}' ] || { '${browser}' "$@" > '${answer}'.$$ && mv '${answer}'.$$ '${answer}'; } || exit 1
  exec cat '${answer}'
esac
${browser === headlessShell ? inFewProcesses : ''}exec '${browser}' "$@"
`;
}
