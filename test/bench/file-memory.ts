/** The most memory that the process that reads a file holds while it imports a large, ordinary workbook. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { limits } from '../../domain/limits.ts';
import { systemClock } from '../../electron/clock.ts';
import { processJobs } from '../../electron/worker/process-jobs.ts';
import { utilityProcess } from '../host/utility-process.ts';
import { granted } from '../support/granted.ts';
import { zip } from '../support/zip.ts';
import type { Benchmark } from './benchmark.ts';
import { importJob, withDesk } from './desk.ts';
import { inWords, timed } from './measure.ts';
import { nameOf, phoneOf } from './people.ts';

const columns = ['Name', 'Mobile', 'Ward', 'Street', 'Email', 'Note', 'Member', 'Group', 'Language', 'Since'];
/** The built worker: a program that is run from TypeScript takes more memory than most files do. */
const workerFile = resolve('out/main/worker.js');
/** The most memory that an import may take, the program itself included. */
const goalMebibytes = 400;
const pollMs = 20;

/** Every text is in the workbook once and is referred to by its number, as spreadsheets write it. */
export const fileMemoryBenchmark: Benchmark = {
  name: `A workbook with ${columns.length} columns of shared texts, in the process that reads files`,
  beside: `its memory at most (goal: ${goalMebibytes} MiB)`,
  run: async ({ recipients }) => {
    const done = await timed(() => importPeakMebibytes(recipients));
    const beside = `${done.value} MiB`;
    return [{ what: `write and import ${recipients} rows`, took: inWords(done.tookMs), beside }];
  },
};

/** Imports a workbook with this many people, and returns the most memory that its process held. */
export function importPeakMebibytes(people: number): Promise<number> {
  return withDesk(1, async ({ rig, database }) => {
    const path = `${rig.folder}/people.xlsx`;
    writeFileSync(path, sharedTextWorkbook(people));
    let pid: number | undefined;
    const startInProcess = processJobs({
      workerFile,
      database,
      clock: systemClock,
      memoryBytesOf: () => undefined,
      fork: (file) => {
        const child = utilityProcess.fork(file);
        pid = child.pid;
        return child;
      },
    });
    let peak = 0;
    const polling = setInterval(() => {
      peak = Math.max(peak, peakMebibytesOf(pid));
    }, pollMs);
    const job = importJob(path, 'people.xlsx');
    try {
      granted(await startInProcess(job, limits.fileJobMaxMs).reply);
    } finally {
      clearInterval(polling);
    }
    return peak;
  });
}

/** Only Linux reports the most memory that a process has held; 0 elsewhere. */
function peakMebibytesOf(pid: number | undefined): number {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kibibytes ?? 0) / 1_024);
  } catch {
    return 0;
  }
}

function sharedTextWorkbook(people: number): Buffer {
  const places = new Map<string, number>();
  const placeOf = (text: string) => {
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return place;
  };
  const rows: string[] = [];
  for (let index = -1; index < people; index += 1) {
    const cells = index < 0 ? columns : cellsOf(index);
    rows.push(`<row>${cells.map((text) => `<c t="s"><v>${placeOf(text)}</v></c>`).join('')}</row>`);
  }
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://relationships/${type}" Target="${target}"/>`;
  return zip({
    '_rels/.rels': `<Relationships>${relation('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': '<workbook><sheets><sheet name="List" r:id="a"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation('a', 'worksheet', 'sheet.xml')}${relation('b', 'sharedStrings', 'texts.xml')}</Relationships>`,
    'xl/sheet.xml': `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`,
    'xl/texts.xml': `<sst>${[...places.keys()].map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
  });
}

/** Half of the texts are unique to a person, the others are shared by many. */
function cellsOf(index: number): string[] {
  const own = [nameOf(index), phoneOf(index), `person${index}@example.org`, `${index} High Street, Flat ${index % 90}`];
  const [name = '', phone = '', email = '', street = ''] = own;
  const shared = [`Group ${index % 900}`, index % 2 === 0 ? 'English' : 'العربية', String(1980 + (index % 45))];
  return [name, phone, `Ward ${index % 40}`, street, email, `met on day ${index}`, `M-${index}`, ...shared];
}
