import { createReadStream, createWriteStream, renameSync, rmSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { limits } from '../../domain/limits.ts';

export const packedEnd = '.zst';

/** Replaces a backup by its packed file: a database is mostly repetition. If cut off, the backup stays as it is. */
export async function packBackup(backup: string): Promise<void> {
  const packed = `${backup}${packedEnd}`;
  const making = `${packed}.tmp`;
  const pack = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  try {
    await pipeline(createReadStream(backup), pack, createWriteStream(making, { mode: 0o600, flush: true }));
  } catch (error) {
    rmSync(making, { force: true });
    throw error;
  }
  renameSync(making, packed);
  rmSync(backup);
}

/** Unpacks a backup into a file. Returns false for a backup that is damaged, or made to fill the disk. */
export async function unpackBackup(backup: string, into: string): Promise<boolean> {
  const most = statSync(backup).size * limits.backupUnpacksTo + limits.importInflatedBytes;
  let bytes = 0;
  let isTooLarge = false;
  async function* bounded(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      bytes += piece.length;
      isTooLarge = bytes > most;
      if (isTooLarge) return;
      yield piece;
    }
  }
  try {
    await pipeline(createReadStream(backup), createZstdDecompress(), bounded, createWriteStream(into, { mode: 0o600 }));
    return !isTooLarge;
  } catch (error) {
    // Errors of the disk name a system call; all others are about the content that was read.
    if (error instanceof Error && 'syscall' in error) throw error;
    return false;
  }
}
