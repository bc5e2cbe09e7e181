import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { fail, type Result, succeed } from '../domain/result.ts';

/** The list that is shipped beside the practice page. */
const exampleListName = 'example-list.csv';

const PracticeFile = z.object({ chromiumArgs: z.array(z.string()) });

/** The simulated WhatsApp page: its HTML file, and what its Chromium needs. */
export type PracticePage = {
  readonly html: string;
  readonly chromiumArgs: readonly string[];
  readonly exampleList: string;
};

/** Why a folder cannot be used for practice: a file is missing or not understood, or the app is an installed one. */
type PracticeFolderFailure = {
  readonly code: 'practice_missing' | 'practice_unreadable' | 'practice_folder_refused';
  readonly folder: string;
};

/** The practice page by the arguments: the shipped one, one of a folder (unpacked apps only), or null for WhatsApp. */
export function practicePage(
  args: readonly string[],
  shippedFolder: string,
  isPackaged: boolean,
): Result<PracticePage | null, PracticeFolderFailure> {
  const asked = args.find(asksForPractice);
  if (asked === undefined) return succeed(null);
  const given = asked.slice('--practice='.length);
  const folder = given === '' ? shippedFolder : resolve(given);
  if (given !== '' && isPackaged) return fail({ code: 'practice_folder_refused', folder });
  const [html, description] = [join(folder, 'page.html'), join(folder, 'practice.json')];
  if (!existsSync(html) || !existsSync(description)) return fail({ code: 'practice_missing', folder });
  try {
    const { chromiumArgs } = PracticeFile.parse(JSON.parse(readFileSync(description, 'utf8')));
    return succeed({ html, exampleList: join(shippedFolder, exampleListName), chromiumArgs });
  } catch {
    return fail({ code: 'practice_unreadable', folder });
  }
}

/** The page for an account, by the account's place: each has a number of its own. */
export function pageOfAccount(page: PracticePage, place: number): PracticePage {
  if (place === 1) return page;
  return { ...page, chromiumArgs: [...page.chromiumArgs, `--user-agent=SendOnce practice/${place}`] };
}

type ExampleList = { readonly fileName: string; readonly text: string };

/** Reads the example list of practice mode. Rejects when it was not shipped. */
export async function readExampleList({ exampleList }: PracticePage): Promise<ExampleList> {
  return { fileName: exampleListName, text: await readFile(exampleList, 'utf8') };
}

/** The arguments for a start in practice mode or out of it. A start in the same mode keeps its page. */
export function argumentsFor(intoPractice: boolean, args: readonly string[]): string[] {
  const isIn = isForPractice(args);
  if (intoPractice === isIn) return [...args];
  return intoPractice ? [...args, '--practice'] : args.filter((arg) => !asksForPractice(arg));
}

export function isForPractice(args: readonly string[]): boolean {
  return args.some(asksForPractice);
}

function asksForPractice(arg: string): boolean {
  return arg === '--practice' || arg.startsWith('--practice=');
}
