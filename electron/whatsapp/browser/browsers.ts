import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Browser, BrowserChoices, CommandResult } from '../../../domain/contract.ts';
import { type Result, refuse, succeed } from '../../../domain/result.ts';
import type { Answer } from '../../commands.ts';
import type { Clock } from '../../ports.ts';
import { type BrowserFailure, type FetchProgress, findOrFetchBrowser, refreshBrowser } from './fetch-browser.ts';
import {
  type BrowserChoice,
  browserName,
  canRunWhatsApp,
  findBrowser,
  installedBrowsers,
  type Machine,
  thisMachine,
} from './find-browser.ts';

type BrowsersParts = {
  /** The folder for a fetched browser, used when none is installed. */
  readonly folder: string;
  /** The id of this computer: a browser that was fetched on another one is not started. */
  readonly computer: string;
  readonly clock: Clock;
  /** The operator's choice; null lets the app choose. */
  readonly chosen: () => string | null;
  readonly save: (path: string | null) => void;
  /** Asks for a program in the system's dialog; null when the operator cancels it. */
  readonly askForProgram: () => Promise<string | null>;
  readonly machine?: Machine;
};

/** The browser that runs WhatsApp: found, chosen, or fetched. A choice takes effect when WhatsApp is next opened. */
export class Browsers {
  readonly #parts: BrowsersParts;
  readonly #machine: Machine;
  #used: string | null = null;

  constructor(parts: BrowsersParts) {
    this.#parts = parts;
    this.#machine = parts.machine ?? thisMachine;
  }

  async open(onProgress: FetchProgress): Promise<Result<BrowserChoice, BrowserFailure>> {
    const { folder, chosen, clock, computer } = this.#parts;
    if (findBrowser(chosen(), this.#machine) === null) bindToComputer(folder, computer);
    const opened = await findOrFetchBrowser(chosen(), folder, onProgress);
    this.#used = opened.ok ? opened.value.executablePath : null;
    // The old browser runs meanwhile. If no newer one can be fetched, the next start tries again.
    if (this.#used?.startsWith(folder)) void refreshBrowser(folder, clock.nowMs()).catch(() => undefined);
    return opened;
  }

  list(): BrowserChoices {
    const chosen = this.#parts.chosen();
    return {
      found: installedBrowsers(this.#machine),
      chosen: chosen === null ? null : named(chosen),
      isChosenMissing: chosen !== null && !canRunWhatsApp(chosen, this.#machine),
      used: this.#used === null ? null : named(this.#used),
    };
  }

  /** Chooses one of the browsers found, or with null lets the app choose. The window may name no other program. */
  use(path: string | null): CommandResult<BrowserChoices> {
    if (path !== null && !installedBrowsers(this.#machine).some((found) => found.path === path))
      return refuse('not_found');
    this.#parts.save(path);
    return succeed(this.list());
  }

  async pick(): Answer<BrowserChoices | null> {
    const picked = await this.#parts.askForProgram();
    if (picked === null) return succeed(null);
    const program = programOf(picked);
    if (!canRunWhatsApp(program, this.#machine)) return refuse('not_a_browser', browserName(program));
    this.#parts.save(program);
    return succeed(this.list());
  }
}

function named(path: string): Browser {
  return { name: browserName(path), path };
}

/** The program of a Mac's application, which is a folder. */
function programOf(picked: string): string {
  if (!picked.endsWith('.app')) return picked;
  return posix.join(picked, 'Contents/MacOS', posix.basename(picked, '.app'));
}

const markerName = 'computer';

/** Empties the folder if another computer filled it, so that none of its programs is started. Later files stay. */
export function bindToComputer(folder: string, computer: string): void {
  const marker = join(folder, markerName);
  if (textOf(marker) === computer) return;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(marker, computer, { mode: 0o600 });
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
