import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CommandResult } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { plainName } from '../../domain/people/plain-name.ts';
import { refuse, succeed } from '../../domain/result.ts';

export type Upload = { readonly path: string; readonly fileName: string };

/** Where the rows of an uploaded file are kept once it has been read. */
export function rowsFolderOf(path: string): string {
  return `${path}.rows`;
}

/** Files on their way in. The window hands over bytes in chunks, never a path; they wait here under a random name. */
export class Uploads {
  readonly #folder: string;
  readonly #uploads = new Map<string, { upload: Upload; announcedBytes: number }>();
  /** The file that each draft's list was read from. */
  readonly #ofDrafts = new Map<number, string>();

  constructor(folder: string) {
    this.#folder = folder;
    // What an earlier run left behind belongs to nobody any more.
    // A virus scanner may hold a file of it for a moment.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Makes room for a file of so many bytes, under an id that its chunks are given with. */
  begin(fileName: string, bytes: number): CommandResult<{ uploadId: string }> {
    if (bytes > Math.max(limits.importFileBytes, limits.attachmentDocumentBytes))
      return refuse('file_too_large', fileName);
    const uploadId = randomUUID();
    const path = join(this.#folder, uploadId);
    writeFileSync(path, '', { mode: 0o600 });
    this.#uploads.set(uploadId, { upload: { path, fileName: plainName(fileName) }, announcedBytes: bytes });
    return succeed({ uploadId });
  }

  /** Adds the next bytes of a file. Refuses more than were announced. */
  addChunk(uploadId: string, bytes: Uint8Array): CommandResult<undefined> {
    const found = this.#uploads.get(uploadId);
    if (!found) return refuse('not_found');
    if (statSync(found.upload.path).size + bytes.byteLength > found.announcedBytes) return refuse('file_too_large');
    appendFileSync(found.upload.path, bytes);
    return succeed(undefined);
  }

  /** A file that came in; undefined where it is gone. */
  get(uploadId: string): Upload | undefined {
    const found = this.#uploads.get(uploadId);
    return found && existsSync(found.upload.path) ? found.upload : undefined;
  }

  /** Keeps a file for its draft, in place of the one before: a further sheet or another header row may be asked for. */
  keepFor(campaignId: number, uploadId: string): void {
    if (this.#ofDrafts.get(campaignId) !== uploadId) this.dropOf(campaignId);
    this.#ofDrafts.set(campaignId, uploadId);
  }

  /** Drops the file of a campaign that needs none any more. */
  dropOf(campaignId: number): void {
    const uploadId = this.#ofDrafts.get(campaignId);
    this.#ofDrafts.delete(campaignId);
    if (uploadId !== undefined) this.dropUnneeded(uploadId);
  }

  /** Drops a file that nobody needs any more. What the system holds on to goes at the next start. */
  dropUnneeded(uploadId: string): void {
    try {
      this.drop(uploadId);
    } catch {
      // What the draft was given stands all the same.
    }
  }

  /** Drops every file: somebody was erased who may stand in one. */
  dropAll(): void {
    this.#ofDrafts.clear();
    for (const uploadId of [...this.#uploads.keys()]) this.drop(uploadId);
  }

  /** Drops a file and what was read of it. */
  drop(uploadId: string): void {
    const found = this.#uploads.get(uploadId);
    this.#uploads.delete(uploadId);
    if (!found) return;
    rmSync(found.upload.path, { force: true });
    // A process that was ended while it read may have left more than one.
    const rows = basename(rowsFolderOf(found.upload.path));
    for (const name of readdirSync(this.#folder))
      if (name.startsWith(rows)) rmSync(join(this.#folder, name), { recursive: true, force: true });
  }
}
