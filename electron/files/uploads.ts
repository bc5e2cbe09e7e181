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

/** Uploaded files. The window sends bytes in chunks, never a path; they wait here under a random name. */
export class Uploads {
  readonly #folder: string;
  readonly #uploads = new Map<string, { upload: Upload; announcedBytes: number }>();
  /** The file that each draft's list was read from. */
  readonly #ofDrafts = new Map<number, string>();

  constructor(folder: string) {
    this.#folder = folder;
    // Files that an earlier run left behind are not needed. A virus scanner may hold one of them for a moment.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Begins a file of this many bytes. Returns the id with which its chunks come. */
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

  /** An uploaded file; undefined where it is gone. */
  get(uploadId: string): Upload | undefined {
    const found = this.#uploads.get(uploadId);
    return found && existsSync(found.upload.path) ? found.upload : undefined;
  }

  /** Keeps a file for its draft, in place of the former one: another sheet or header row may be asked for later. */
  keepFor(campaignId: number, uploadId: string): void {
    if (this.#ofDrafts.get(campaignId) !== uploadId) this.dropOf(campaignId);
    this.#ofDrafts.set(campaignId, uploadId);
  }

  dropOf(campaignId: number): void {
    const uploadId = this.#ofDrafts.get(campaignId);
    this.#ofDrafts.delete(campaignId);
    if (uploadId !== undefined) this.dropUnneeded(uploadId);
  }

  /** Drops a file that is no longer needed. A file that the system holds is deleted at the next start. */
  dropUnneeded(uploadId: string): void {
    try {
      this.drop(uploadId);
    } catch {
      // The list that the draft was given is not affected.
    }
  }

  /** Drops every file, since a person who was erased may be in one. */
  dropAll(): void {
    this.#ofDrafts.clear();
    for (const uploadId of [...this.#uploads.keys()]) this.drop(uploadId);
  }

  drop(uploadId: string): void {
    const found = this.#uploads.get(uploadId);
    this.#uploads.delete(uploadId);
    if (!found) return;
    rmSync(found.upload.path, { force: true });
    // A process that was ended while reading may have left more than one folder of rows.
    const rows = basename(rowsFolderOf(found.upload.path));
    for (const name of readdirSync(this.#folder))
      if (name.startsWith(rows)) rmSync(join(this.#folder, name), { recursive: true, force: true });
  }
}
