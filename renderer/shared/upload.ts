import type { Failure } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { type Result, succeed } from '../../domain/result.ts';
import { call } from '../api.ts';

/**
 * Uploads a file's bytes to main in chunks, because the window never knows a path. `onProgress` gets the number of
 * bytes sent so far. `signal` stops it: what was sent is dropped, and the failure is `cancelled`.
 */
export async function uploadFile(
  file: File,
  onProgress: (sentBytes: number) => void,
  signal?: AbortSignal,
): Promise<Result<string, Failure>> {
  const begun = await call('file:beginUpload', { fileName: file.name, bytes: file.size });
  if (!begun.ok) return begun;
  const { uploadId } = begun.value;
  for (let start = 0; start < file.size; start += limits.importChunkBytes) {
    const bytes = await readChunk(file, start);
    const result = signal?.aborted
      ? stopped
      : bytes.ok
        ? await call('file:addChunk', { uploadId, bytes: bytes.value })
        : bytes;
    if (!result.ok) {
      await call('file:dropUpload', { uploadId });
      return result;
    }
    onProgress(Math.min(start + limits.importChunkBytes, file.size));
  }
  return succeed(uploadId);
}

const stopped = { ok: false, failure: { code: 'cancelled', detail: '' } } as const;

/** Fails when the file was moved or changed since it was chosen. */
async function readChunk(file: File, start: number): Promise<Result<Uint8Array, Failure>> {
  try {
    return succeed(new Uint8Array(await file.slice(start, start + limits.importChunkBytes).arrayBuffer()));
  } catch (error) {
    return { ok: false, failure: { code: 'unreadable_file', detail: String(error) } };
  }
}
