import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserChoice } from './find-browser.ts';
import { browserEnvironment } from './launch.ts';

/** Long enough just after a restart of the computer: WhatsApp's page refuses a browser without a known name. */
const askTimeoutMs = 60_000;
const question = 'data:text/html,<script>document.write(navigator.userAgent)</script>';

/** The browser's user agent: WhatsApp's page refuses the name that a browser without a window gives itself. */
export class BrowserIdentity {
  readonly #known = new Map<string, string>();

  /** The browser's own user agent without the word for having no window; null where the browser does not tell it. */
  async userAgentOf(choice: BrowserChoice): Promise<string | null> {
    try {
      const { mtimeMs } = await stat(choice.executablePath);
      const key = `${mtimeMs} ${choice.executablePath}`;
      const name = this.#known.get(key) ?? (await askForName(choice));
      this.#known.set(key, name);
      return name;
    } catch {
      return null;
    }
  }
}

/** Starts the browser for a moment, on a profile of its own. */
async function askForName(choice: BrowserChoice): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'sendonce-browser-'));
  try {
    const page = await new Promise<string>((resolve, reject) => {
      // The browser shows one sentence of ours and reaches no network. As root (practice and tests) it needs this.
      const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const network = '--host-resolver-rules=MAP * ~NOTFOUND';
      const args = [...choice.args, ...sandbox, network, `--user-data-dir=${profile}`, '--headless=new', '--dump-dom'];
      const options = { timeout: askTimeoutMs, env: browserEnvironment(process.env), windowsHide: true };
      execFile(choice.executablePath, [...args, question], options, (error, output) =>
        error ? reject(error) : resolve(output),
      );
    });
    const name = /<body>(Mozilla\/[^<]+)<\/body>/.exec(page)?.[1];
    if (name === undefined) throw new Error('the browser did not tell its name');
    return withoutHeadless(name);
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

export function withoutHeadless(userAgent: string): string {
  return userAgent.replaceAll('HeadlessChrome', 'Chrome');
}
