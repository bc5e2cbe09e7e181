import type { PracticePage } from '../../practice.ts';
import type { BrowserChoice } from './find-browser.ts';

/** Nobody types an address there: the page that it would load for the list under the bar costs more than a start. */
const withoutAddressBar = '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup';

type Launch = {
  readonly choice: BrowserChoice;
  readonly page: PracticePage | null;
  /** What the browser calls itself; null leaves it its own name. */
  readonly userAgent: string | null;
  readonly isRoot: boolean;
};

/** Chromium's command line. Practice stays off the network, and it alone may, as root, run without the sandbox. */
export function browserArguments({ choice, page, userAgent, isRoot }: Launch): string[] {
  // Said by the command line it holds for everything in the browser; said to the page, a stored login leaks the other one.
  const name = userAgent === null ? [] : [`--user-agent=${userAgent}`];
  const always = [...choice.args, withoutAddressBar, ...name];
  if (!page) return always;
  const sandbox = isRoot ? ['--no-sandbox'] : [];
  // Of a switch that is given twice Chromium takes the last.
  return [...always, ...sandbox, '--host-resolver-rules=MAP * ~NOTFOUND', ...page.chromiumArgs];
}

const ofElectron = /^(ELECTRON_|NODE_|CHROME_DESKTOP$)/;
const ofAppImage = /^(APPIMAGE|APPDIR|APPRUN|ARGV0|OWD|LD_LIBRARY_PATH|GSETTINGS_SCHEMA_DIR)/;
const pathLists = ['PATH', 'XDG_DATA_DIRS'];

/** The environment for Chromium: ours, without what Electron and an AppImage put there for themselves. */
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
