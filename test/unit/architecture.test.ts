import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../domain/contract.ts';
import { filesUnder, placeFrom, checkout as root } from '../support/checkout.ts';

type Wall = { readonly may: readonly RegExp[]; readonly except?: Readonly<Record<string, readonly RegExp[]>> };

/** What each folder may import: our folders by path, packages by name. Any other import breaks the layers. */
const walls: Readonly<Record<string, Wall>> = {
  domain: { may: [/^domain\//, /^zod$/, /^libphonenumber-js/, /^luxon$/, /^i18next$/] },
  db: { may: [/^domain\//, /^db\//, /^drizzle-orm/, /^better-sqlite3$/, /^node:/, /^zod$/] },
  'electron/dispatch': {
    may: [/^domain\//, /^db\//, /^electron\/(dispatch\/|(ports|commands|in-order|timeout|sparing-log)\.ts$)/, /^node:/],
  },
  // These files know nothing of people or campaigns: from the contract they import only the names of failures.
  'electron/formats': {
    may: [
      ...[/^domain\//, /^electron\/formats\//, /^electron\/files\/atomic-file\.ts$/, /^node:/],
      ...[/^papaparse$/, /^numfmt$/, /^@zip\.js\//, /^sax$/],
    ],
  },
  electron: {
    may: [
      /^domain\//,
      /^db\//,
      /^electron\//,
      /^node:/,
      /^electron$/,
      /^electron-/,
      /^zod$/,
      /^luxon$/,
      /^papaparse$/,
      /^@puppeteer\/browsers$/,
      /^puppeteer-core$/,
    ],
    except: { 'electron/whatsapp/': [/^whatsapp-web\.js$/], 'electron/team/': [/^pg$/] },
  },
  renderer: {
    may: [
      /^domain\//,
      /^renderer\//,
      /^react/,
      /^zustand/,
      /^@base-ui\/react/,
      /^lucide-react/,
      /^@tanstack\/react-virtual$/,
      /^luxon$/,
      /^i18next$/,
      /^uqr$/,
      /^libphonenumber-js/,
    ],
  },
  'practice/page': { may: [/^practice\//] },
  // The demo's operator, and other programs that drive the app from outside.
  practice: { may: [/./] },
};

const sources = ['domain', 'db', 'electron', 'renderer', 'practice'].flatMap(filesUnder);
const configs = readdirSync(root).filter((name) => name.endsWith('.config.ts'));

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g,
  );
  return [...found]
    .map((match) => match[1] ?? match[2] ?? '')
    .map((name) => (name.startsWith('.') ? placeFrom(file, name) : name));
}

function wallOf(file: string): readonly RegExp[] {
  const folder = Object.keys(walls)
    .filter((name) => file.startsWith(`${name}/`))
    .sort((one, other) => other.length - one.length)[0];
  const wall = walls[folder ?? ''];
  const exceptions = Object.entries(wall?.except ?? {}).flatMap(([path, allowed]) =>
    file.startsWith(path) ? allowed : [],
  );
  return [...(wall?.may ?? []), ...exceptions];
}

/** The import statements of a file, with the names. */
function importedBy(file: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^import [^;]*;/gm)].map(([line]) => line).join('\n');
}

/** Styles are imported for their effect, and count as part of the folder they are in. */
const isStyle = (name: string) => name.endsWith('.css');

/** Groups of places that import each other in a circle. */
function circlesAmong(next: ReadonlyMap<string, readonly string[]>): string[][] {
  const places = [...next.keys()];
  const reachable = new Map(places.map((place) => [place, reachedFrom(place, next)]));
  const groups = places
    .filter((place) => reachable.get(place)?.has(place))
    .map((place) => places.filter((other) => reachable.get(place)?.has(other) && reachable.get(other)?.has(place)));
  return [...new Map(groups.map((group) => [group.join(), group])).values()];
}

/** The imports of each folder of the main process from the other folders. */
function importsOfRooms(): ReadonlyMap<string, readonly string[]> {
  const files = sources.filter((file) => /^electron\/[\w-]+\//.test(file));
  const roomOf = (file: string) => file.split('/').slice(0, 2).join('/');
  const rooms = Map.groupBy(files, roomOf);
  return new Map(
    [...rooms].map(([room, inside]) => [
      room,
      [...new Set(inside.flatMap(importsOf).map(roomOf))].filter((other) => other !== room && rooms.has(other)),
    ]),
  );
}

function reachedFrom(start: string, next: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...(next.get(start) ?? [])];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    waiting.push(...(next.get(file) ?? []));
  }
  return reached;
}

function exportsOf(file: string): string[] {
  const declared = /^export (?:async )?(?:const|function\*?|class|type|interface)\s+(\w+)/gm;
  return [...new Set([...readFileSync(join(root, file), 'utf8').matchAll(declared)].map((match) => match[1] ?? ''))];
}

/**
 * For each file, the names that other files import from it; `*` for all of them, and the path of a file that exports
 * all of another.
 */
function namesImportedBy(files: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  const named = /(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'(\.[^']+)'/g;
  const whole = /import\s+\*\s+as\s+\w+\s+from\s+'(\.[^']+)'|import\(\s*'(\.[^']+)'/g;
  const added = /declare module '(\.[^']+)' \{\s+interface (\w+)/g;
  const passedOn = /export\s+\*\s+from\s+'(\.[^']+)'/g;
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    const note = (from: string, name: string) => {
      const path = placeFrom(file, from);
      used.set(path, (used.get(path) ?? new Set()).add(name));
    };
    for (const [, names = '', from = ''] of text.matchAll(named)) {
      for (const name of names.split(','))
        note(
          from,
          name
            .trim()
            .replace(/^type /, '')
            .replace(/ as .*/, ''),
        );
    }
    for (const [, from, lazily] of text.matchAll(whole)) note(from ?? lazily ?? '', '*');
    for (const [, from = ''] of text.matchAll(passedOn)) note(from, file);
    for (const [, from = '', name = ''] of text.matchAll(added)) note(from, name);
  }
  return used;
}

function isUsed(used: ReadonlyMap<string, ReadonlySet<string>>, file: string, name: string): boolean {
  const names = used.get(file) ?? new Set();
  return names.has(name) || names.has('*') || [...names].some((one) => one.includes('/') && isUsed(used, one, name));
}

describe('imports', () => {
  it('run downwards only', () => {
    const holes = sources.flatMap((file) =>
      importsOf(file)
        .filter((name) => !isStyle(name) && !wallOf(file).some((allowed) => allowed.test(name)))
        .map((name) => `${file} imports ${name}`),
    );
    expect(holes).toEqual([]);
  });

  it('run in no circle', () => {
    expect(circlesAmong(new Map(sources.map((file) => [file, importsOf(file)])))).toEqual([]);
    expect(circlesAmong(importsOfRooms())).toEqual([]);
  });

  it('leave the sending and WhatsApp apart: they meet in the ports alone', () => {
    const between = sources.flatMap((file) =>
      importsOf(file)
        .filter(
          (name) =>
            [file, name]
              .sort()
              .map((path) => path.split('/')[1])
              .join() === 'dispatch,whatsapp',
        )
        .map((name) => `${file} imports ${name}`),
    );
    expect(between).toEqual([]);
  });

  it('fill placeholders in one place alone', () => {
    const used = (name: string) => (file: string) => new RegExp(`\\b${name}\\b`).test(importedBy(file));
    const outside = sources.filter((file) => !/^renderer\//.test(file));
    // The only readers of a template's pieces: one fills them, and one compares texts.
    expect(outside.filter(used('parseTemplate')).sort()).toEqual([
      'domain/template/personal-text.ts',
      'domain/template/text-identity.ts',
      'electron/dispatch/text-scope.ts',
    ]);
    expect(sources.filter((file) => used('valueOfCell')(file) && used('parseTemplate')(file))).toEqual([
      'domain/template/personal-text.ts',
    ]);
    // The window shows texts that are already filled, and has no cells to fill one from.
    expect(sources.filter(used('personalText')).filter((file) => file.startsWith('renderer/'))).toEqual([]);
    expect(sources.filter(used('personalText'))).toContain('electron/dispatch/sender.ts');
  });

  it('are found in folders of thirty files at most', () => {
    const folders = Map.groupBy(sources, (file) => file.slice(0, file.lastIndexOf('/')));
    expect([...folders].filter(([, files]) => files.length > 30).map(([folder]) => folder)).toEqual([]);
  });

  it('use every name that is exported', () => {
    const importers = [...sources, ...['test', 'build'].flatMap(filesUnder), ...configs];
    const used = namesImportedBy(importers);
    const unused = sources.flatMap((file) =>
      exportsOf(file)
        .filter((name) => !isUsed(used, file, name))
        .map((name) => `${file}: ${name}`),
    );
    expect(unused).toEqual([]);
  });

  it('are read well enough to find a hole', () => {
    expect(importsOf('db/open.ts')).toEqual(
      expect.arrayContaining(['node:fs', 'better-sqlite3', 'domain/result.ts', 'db/database.ts']),
    );
    expect(wallOf('domain/phone/phone.ts').some((allowed) => allowed.test('node:fs'))).toBe(false);
    expect(
      wallOf('electron/dispatch/dispatcher.ts').some((allowed) => allowed.test('electron/whatsapp/session.ts')),
    ).toBe(false);
    expect(wallOf('electron/app/service.ts').some((allowed) => allowed.test('whatsapp-web.js'))).toBe(false);
    expect(exportsOf('db/open.ts')).toEqual(expect.arrayContaining(['openDatabase', 'OpenFailure']));
    const imports = new Map(sources.map((file) => [file, importsOf(file)]));
    expect(reachedFrom('electron/main.ts', imports)).toContain('domain/template/template.ts');
  });

  it('bring a team and its library along with the first team alone', () => {
    const isLoading = (name: RegExp) => (file: string) =>
      new RegExp(`^import (?!type )[^;]*from '${name.source}'`, 'm').test(readFileSync(join(root, file), 'utf8'));
    expect(sources.filter(isLoading(/pg/))).toEqual([]);
    const outside = sources.filter((file) => !file.startsWith('electron/team/'));
    expect(outside.filter(isLoading(/[^']*\/team\/(?:member|owner|connection|calls)\.ts/))).toEqual([]);
  });

  it('of ipcMain stand in one file, and of the preload bring no zod along', () => {
    const users = sources.filter((file) => /\bipcMain\.(handle|on)\b/.test(readFileSync(join(root, file), 'utf8')));
    expect(users).toEqual(['electron/ipc.ts']);
    const preload = readFileSync(join(root, 'electron/preload.ts'), 'utf8');
    expect(preload).toMatch(/import type \{ Api \} from '\.\.\/domain\/contract\.ts'/);
    expect(preload).not.toMatch(/import \{[^}]*\} from '\.\.\/domain\/contract\.ts'/);
  });
});

/**
 * The layers of a folder, from the top down. A file imports from its own part and from lower layers, but from nothing
 * above it and no other part of its own layer.
 */
type Floors = readonly (readonly string[])[];

const windowFloors: Floors = [
  ['main.tsx'],
  ['app.tsx'],
  ['shell'],
  ['people'],
  ['campaigns', 'do-not-contact', 'link', 'outbox', 'replies', 'report', 'settings', 'team', 'tour'],
  ['shared'],
  ['store', 'ui'],
  ['api.ts', 'text.tsx'],
  ['format.ts'],
];

/**
 * The wizard and the editor of a started campaign share the steps; the last step shows the others again, and a second
 * message is written like the first.
 */
const campaignFloors: Floors = [
  ['list', 'wizard', 'edit'],
  ['review'],
  ['schedule'],
  ['recipients', 'message'],
  ['footer-warning.tsx', 'use-check.ts'],
  ['use-draft.ts'],
];

function risingIn(folder: string, floors: Floors): readonly string[] {
  const partOf = (file: string) => file.slice(folder.length + 1).split('/')[0] ?? '';
  const floorOf = (part: string) => floors.findIndex((floor) => floor.includes(part));
  return filesUnder(folder).flatMap((file) => {
    const own = partOf(file);
    if (floorOf(own) === -1) return [`${file} stands on no floor`];
    return importsOf(file)
      .filter((name) => name.startsWith(`${folder}/`) && !isStyle(name))
      .filter((name) => partOf(name) !== own && floorOf(partOf(name)) <= floorOf(own))
      .map((name) => `${file} imports ${name}`);
  });
}

describe('the floors of the window', () => {
  it('are imported from above only', () => {
    expect(risingIn('renderer', windowFloors)).toEqual([]);
    expect(risingIn('renderer/campaigns', campaignFloors)).toEqual([]);
  });

  it('are told apart well enough to find what rises', () => {
    const turned = windowFloors.toReversed();
    expect(risingIn('renderer', turned)).toContain(
      'renderer/shell/shell.tsx imports renderer/outbox/outbox-screen.tsx',
    );
    expect(risingIn('renderer', windowFloors.slice(1))).toEqual(['renderer/main.tsx stands on no floor']);
  });
});

/** The files that are loaded together with a file: its static imports of values, and theirs. */
function loadedWith(file: string, loaded = new Set<string>()): ReadonlySet<string> {
  if (loaded.has(file) || !/^(domain|renderer)\//.test(file) || isStyle(file)) return loaded;
  loaded.add(file);
  const text = readFileSync(join(root, file), 'utf8');
  const values = /(?:^|\n)(?:import|export)\s(?!type\s)[^'"`;]*?\sfrom\s['"](\.[^'"]+)['"]/g;
  for (const [, name = ''] of text.matchAll(values)) {
    loadedWith(placeFrom(file, name), loaded);
  }
  return loaded;
}

describe('the window', () => {
  it('starts without the numbering plans of all countries, which only the reading of lists needs', () => {
    const loaded = loadedWith('renderer/main.tsx');
    expect(loaded).toContain('domain/template/template.ts');
    expect(loaded).not.toContain('domain/phone/phone.ts');
  });

  it('starts without the words of the languages that it does not show', () => {
    const dictionaries = readdirSync(join(root, 'domain/text')).map((name) => `domain/text/${name}`);
    const known = ['domain/text/make-text.ts', 'domain/text/languages.ts'];
    expect(dictionaries.filter((file) => loadedWith('renderer/main.tsx').has(file)).sort()).toEqual(known.sort());
  });
});

/** The prefixes whose folder has neither their name nor their plural. */
const foldersOfPrefixes: Readonly<Record<string, string>> = {
  backup: 'storage',
  browser: 'whatsapp',
  alarm: 'dispatch',
  dispatcher: 'dispatch',
  link: 'whatsapp',
  notice: 'dispatch',
  teamCampaign: 'team/campaigns',
};

describe('the commands', () => {
  const prefixes = [...new Set(Object.keys(commands).map((name) => name.split(':')[0] ?? ''))];
  const folders = readdirSync(join(root, 'electron'));

  function folderOf(prefix: string): string | undefined {
    const name = prefix.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return foldersOfPrefixes[prefix] ?? [name, `${name}s`].find((one) => folders.includes(one));
  }

  it('of a prefix are in the folder that it names, and nowhere else', () => {
    for (const prefix of prefixes) {
      // An event may have the same prefix, and is handled elsewhere.
      const names = Object.keys(commands).filter((name) => name.startsWith(`${prefix}:`));
      const command = new RegExp(`^\\s*'(${names.join('|')})': (async |doing)?\\(`, 'm');
      const files = sources.filter((file) => command.test(readFileSync(join(root, file), 'utf8')));
      expect(files).toEqual([`electron/${folderOf(prefix)}/commands.ts`]);
    }
  });
});

describe('code', () => {
  const text = (file: string) => readFileSync(join(root, file), 'utf8');

  it('has no default exports and nothing left undone', () => {
    const forbidden = [/\bexport default\b/, /\b(TODO|FIXME|XXX)\b/, /@ts-(ignore|nocheck|expect-error)/];
    const found = sources.flatMap((file) =>
      forbidden.filter((rule) => rule.test(text(file))).map((rule) => `${file}: ${rule}`),
    );
    expect(found).toEqual([]);
  });

  it('opens its window sandboxed and isolated from Node', () => {
    const window = text('electron/desktop/window.ts');
    for (const setting of ['sandbox: true', 'contextIsolation: true', 'nodeIntegration: false', 'webviewTag: false'])
      expect(window).toContain(setting);
    expect(text('electron/main.ts')).toMatch(
      /^if \(!app\.commandLine\.hasSwitch\('no-sandbox'\)\) app\.enableSandbox\(\);$/m,
    );
    const windows = sources.filter((file) => /new (BrowserWindow|BaseWindow|WebContentsView)\(/.test(text(file)));
    expect(windows).toEqual(['electron/desktop/window.ts']);
  });

  it('takes away nothing that Electron guards by itself', () => {
    const loosened =
      /webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|allowpopups|disableBlinkFeatures|nodeIntegrationIn|<webview/;
    expect(sources.filter((file) => /^(electron|renderer)\//.test(file) && loosened.test(text(file)))).toEqual([]);
    expect(readFileSync(join(root, 'renderer/index.html'), 'utf8')).not.toMatch(loosened);
  });

  it('is made with one exact version of Electron', () => {
    const { devDependencies } = JSON.parse(text('package.json')) as { devDependencies: Record<string, string> };
    expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('never lets a switch into the product that opens Chromium to others', () => {
    const found = sources
      .filter((file) => file.startsWith('electron/'))
      .filter((file) => /remote-debugging-port|bypassCSP: true|disable-web-security/.test(text(file)));
    expect(found).toEqual([]);
  });
});
