import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureChromium } from '../../build/chromium.ts';

const folderStart = 'browser-asked-once-';

/**
 * Before the tests: the browser in a script around it, which keeps what the browser calls itself. Each app and each session
 * that is started asks for that, which takes one more start of the browser, a quarter of the whole; here the first one asks
 * for all.
 */
export default async function askBrowserOnce(): Promise<(() => Promise<void>) | undefined> {
  const browser = await ensureChromium();
  process.env.CHROMIUM_PATH = browser;
  // Two projects ask for it, and one script is enough.
  if (process.platform === 'win32' || path.basename(path.dirname(browser)).startsWith(folderStart)) return undefined;
  const folder = await mkdtemp(path.join(tmpdir(), folderStart));
  const script = path.join(folder, path.basename(browser));
  await writeFile(script, around(browser, path.join(folder, 'answer')), { mode: 0o755 });
  process.env.CHROMIUM_PATH = script;
  return () => rm(folder, { recursive: true, force: true });
}

/** The question is one page whose text is printed. Files ask side by side, so the answer is moved to where it is kept. */
function around(browser: string, answer: string): string {
  return `#!/bin/sh
case " $* " in *' --dump-dom '*)
  [ -s '${answer}' ] || { '${browser}' "$@" > '${answer}'.$$ && mv '${answer}'.$$ '${answer}'; } || exit 1
  exec cat '${answer}'
esac
exec '${browser}' "$@"
`;
}
