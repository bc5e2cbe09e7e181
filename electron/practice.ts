import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** The list that is shipped beside the practice page. */
const exampleListName = 'example-list.csv';

const PracticeFile = z.object({ version: z.string().min(1), chromiumArgs: z.array(z.string()) });

/** The simulated WhatsApp page: its HTML file, the version it says it is, and what its Chromium needs. */
export type PracticePage = {
  readonly html: string;
  readonly version: string;
  readonly chromiumArgs: readonly string[];
  /** A list to try it with. */
  readonly exampleList: string;
};

/**
 * The practice page that the arguments ask for: the shipped one for `--practice`, another for `--practice=<folder>`,
 * null when the app is to drive the real WhatsApp. Throws when the folder holds no page.
 */
export function practicePage(args: readonly string[], shippedFolder: string): PracticePage | null {
  const asked = args.find(asksForPractice);
  if (asked === undefined) return null;
  const given = asked.slice('--practice='.length);
  const folder = given === '' ? shippedFolder : resolve(given);
  const file = PracticeFile.parse(JSON.parse(readFileSync(join(folder, 'practice.json'), 'utf8')));
  return { html: join(folder, 'page.html'), exampleList: join(shippedFolder, exampleListName), ...file };
}

export type ExampleList = { readonly fileName: string; readonly text: string };

/** Reads the list that practice mode is tried with. Rejects when it was not shipped. */
export async function readExampleList({ exampleList }: PracticePage): Promise<ExampleList> {
  return { fileName: exampleListName, text: await readFile(exampleList, 'utf8') };
}

/** The arguments for a start in practice mode or out of it. A start in the same mode keeps its page. */
export function argumentsFor(intoPractice: boolean, args: readonly string[]): string[] {
  const isIn = args.some(asksForPractice);
  if (intoPractice === isIn) return [...args];
  return intoPractice ? [...args, '--practice'] : args.filter((arg) => !asksForPractice(arg));
}

function asksForPractice(arg: string): boolean {
  return arg === '--practice' || arg.startsWith('--practice=');
}
