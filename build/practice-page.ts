/**
 * Builds the simulated WhatsApp page: one self-contained file, the settings that the app needs for it, and an example
 * list.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';

const version = '2.3000.1042000000';
/** The page loads nothing from outside; with this argument Chromium cannot reach anything either. */
const chromiumArgs = ['--host-resolver-rules=MAP * ~NOTFOUND'];
const pageFolder = path.join(import.meta.dirname, '../practice/page');
const exampleList = 'example-list.csv';
const defaultFolder = path.join(import.meta.dirname, '../out/practice');

/** Writes `page.html`, `practice.json` and the example list into the folder. */
export async function buildPracticePage(folder: string = defaultFolder): Promise<void> {
  const template = await readFile(path.join(pageFolder, 'page.html'), 'utf8');
  const script = await bundle();
  const page = template
    .replace('%VERSION%', version)
    .replace('<!-- script -->', () => `<script>${script.replaceAll('</script', '<\\/script')}</script>`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'page.html'), page);
  await copyFile(path.join(pageFolder, '..', exampleList), path.join(folder, exampleList));
  await writeFile(path.join(folder, 'practice.json'), `${JSON.stringify({ version, chromiumArgs }, null, 2)}\n`);
}

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: path.join(pageFolder, 'main.ts'), formats: ['iife'], name: 'practice', fileName: 'page' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error('the practice page was not bundled');
  return chunk.code;
}

if (import.meta.main) await buildPracticePage();
