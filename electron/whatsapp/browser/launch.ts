import type { PracticePage } from '../../practice.ts';
import type { BrowserChoice } from './find-browser.ts';

/** Nobody types an address there, and loading the page for the list under the address bar costs more than a start. */
const withoutAddressBar = '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup';

type Launch = {
  readonly choice: BrowserChoice;
  readonly page: PracticePage | null;
  readonly userAgent: string | null;
  readonly isRoot: boolean;
};

/** Chromium's command line. Practice mode reaches no network, and only it may, as root, run without the sandbox. */
export function browserArguments({ choice, page, userAgent, isRoot }: Launch): string[] {
  // On the command line the user agent holds for all of the browser; set on the page, a stored login reveals the other.
  const name = userAgent === null ? [] : [`--user-agent=${userAgent}`];
  const always = [...choice.args, withoutAddressBar, ...name];
  if (!page) return always;
  const sandbox = isRoot ? ['--no-sandbox'] : [];
  // If a switch is given twice, Chromium uses the last.
  return [...always, ...sandbox, '--host-resolver-rules=MAP * ~NOTFOUND', ...page.chromiumArgs];
}

const ofElectron = /^(ELECTRON_|NODE_|CHROME_DESKTOP$)/;
const ofAppImage = /^(APPIMAGE|APPDIR|APPRUN|ARGV0|OWD|LD_LIBRARY_PATH|GSETTINGS_SCHEMA_DIR)/;
const pathLists = ['PATH', 'XDG_DATA_DIRS'];

/** The environment for Chromium: ours, without the variables that Electron and an AppImage set for themselves. */
export function browserEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const appFolder = environment.APPDIR;
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || ofElectron.test(name)) continue;
    if (!appFolder) kept[name] = value;
    else if (pathLists.includes(name)) kept[name] = withoutFolder(value, appFolder);
    else if (!ofAppImage.test(name)) kept[name] = value;
  }
  return kept;
}

function withoutFolder(list: string, folder: string): string {
  return list
    .split(':')
    .filter((entry) => !entry.startsWith(folder))
    .join(':');
}
