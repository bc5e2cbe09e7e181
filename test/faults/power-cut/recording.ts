import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One operation of a process on its files. Offsets and sizes are in bytes. */
export type Operation =
  | { readonly kind: 'write'; readonly path: string; readonly at: number; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'unlink'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string };

/** Why the recorder cannot run here, or null when it can. It is a preloaded library, so it needs Linux and gcc. */
export function whyNotRecordable(): string | null {
  if (process.platform !== 'linux') return 'the recorder needs Linux';
  return spawnSync('gcc', ['--version']).status === 0 ? null : 'the recorder needs gcc';
}

/** Builds the recorder in a folder and returns its path. */
export function buildRecorder(folder: string): string {
  const library = join(folder, 'recorder.so');
  const source = join(import.meta.dirname, 'recorder.c');
  execFileSync('gcc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl']);
  return library;
}

/** Runs the real code in a process of its own and returns all its file operations, in order. */
export function recordRun(recorder: string, folder: string, weaknesses: readonly string[]): Operation[] {
  const recorded = join(folder, 'files');
  mkdirSync(recorded, { recursive: true });
  const file = join(folder, 'record');
  const script = join(import.meta.dirname, 'recorded-run.ts');
  execFileSync(process.execPath, [script, ...weaknesses], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      TMPDIR: recorded,
      LD_PRELOAD: recorder,
      RECORDED_FOLDER: `${recorded}/`,
      RECORD_FILE: file,
    },
  });
  return parseRecord(readFileSync(file));
}

const headBytes = 16;

function parseRecord(bytes: Buffer): Operation[] {
  const operations: Operation[] = [];
  for (let at = 0; at < bytes.length; ) {
    const letter = String.fromCharCode(bytes.readUInt8(at));
    const pathEnd = at + headBytes + bytes.readUInt16LE(at + 2);
    const end = pathEnd + bytes.readUInt32LE(at + 4);
    const number = Number(bytes.readBigInt64LE(at + 8));
    const path = bytes.toString('utf8', at + headBytes, pathEnd);
    operations.push(asOperation(letter, path, number, bytes.subarray(pathEnd, end)));
    at = end;
  }
  return operations;
}

function asOperation(letter: string, path: string, number: number, data: Buffer): Operation {
  switch (letter) {
    case 'w':
      return { kind: 'write', path, at: number, data };
    case 't':
      return { kind: 'truncate', path, size: number };
    case 's':
      return { kind: 'sync', path };
    case 'u':
      return { kind: 'unlink', path };
    case 'r':
      return { kind: 'rename', path, to: data.toString('utf8') };
    default:
      throw new Error(`the record has an unknown operation ${letter}`);
  }
}
