import { createHash } from 'node:crypto';
import { copyFileSync, createReadStream, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Attachment, attachmentKind, attachmentMaxBytes } from '../../domain/campaign.ts';
import { assert, refuse, succeed } from '../../domain/result.ts';
import type { Answer } from '../commands.ts';
import type { OutgoingAttachment } from '../ports.ts';
import { contentType } from './content-type.ts';
import { saysPlaceThatStays } from './place-that-stays.ts';
import type { Upload } from './uploads.ts';
import { withoutPlace } from './without-place.ts';

/**
 * The attachments of campaigns, stored as they were chosen under the hash of those bytes, which fences count by. Unless
 * the operator keeps it, the place where a picture was taken does not go out; that file then has another hash.
 */
export class Attachments {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Takes an uploaded file in, with the type that its bytes show. Refuses what WhatsApp would not take. */
  async take(upload: Upload, claimedType: string): Answer<Attachment> {
    const bytes = statSync(upload.path).size;
    if (bytes === 0) return refuse('empty_file', upload.fileName);
    if (bytes > attachmentMaxBytes.document) return refuse('attachment_too_large', upload.fileName);
    const content = await readFile(upload.path);
    const mimeType = contentType(content, claimedType);
    const kind = attachmentKind(mimeType);
    if (bytes > attachmentMaxBytes[kind]) return refuse('attachment_too_large', upload.fileName);
    const hash = hashOf(content);
    // If the stored file is damaged or gone, this repairs it for every campaign that uses it.
    if (!(await this.isWhole(hash))) copyFileSync(upload.path, join(this.#folder, hash));
    return succeed({ hash, fileName: upload.fileName, mimeType, kind, bytes });
  }

  /** Stores a file that another computer attached. Returns false where the bytes are not that file. */
  put({ hash, bytes }: Attachment, content: Buffer): boolean {
    if (content.length !== bytes || hashOf(content) !== hash) return false;
    writeFileSync(join(this.#folder, hash), content);
    return true;
  }

  /** Whether a file is still there as it was attached. Reads it in pieces; everything else has its turn in between. */
  async isWhole(hash: string): Promise<boolean> {
    const digest = createHash('sha256');
    try {
      for await (const bytes of createReadStream(join(this.#folder, hash))) digest.update(bytes);
    } catch {
      return false;
    }
    return digest.digest('hex') === hash;
  }

  /** Whether a file that WhatsApp does not take as a picture contains, and so sends, the place where it was taken. */
  async saysPlace({ hash }: Attachment): Promise<boolean> {
    return saysPlaceThatStays(await readFile(join(this.#folder, hash)));
  }

  /** The bytes as they go out. Throws when the file is gone or is not what was attached. */
  async read(file: Attachment, { keepsPlace }: { readonly keepsPlace: boolean }): Promise<OutgoingAttachment> {
    const path = join(this.#folder, file.hash);
    // In a folder that was copied here any file may lie in its place, so its size is checked before it is read.
    assert(statSync(path).size === file.bytes, 'an attachment has the size it was attached with');
    const chosen = await readFile(path);
    assert(hashOf(chosen) === file.hash, 'an attachment has the bytes it was attached with');
    const { kind, mimeType, fileName } = file;
    const bytes = keepsPlace ? chosen : withoutPlace(chosen, mimeType);
    const sentHash = bytes === chosen ? {} : { sentHash: hashOf(bytes) };
    return { kind, mimeType, fileName, base64: bytes.toString('base64'), bytes: bytes.byteLength, ...sentHash };
  }
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
