import { TableError } from './table.ts';
import { inflate, type ZipParts } from './zip.ts';

/** A part of an archive as text, piece by piece: by its byte order mark, else in UTF-8. Throws `corrupt_file` without it. */
export async function* textOfPart(bytes: Buffer, parts: ZipParts, path: string): AsyncGenerator<string> {
  const part = parts.get(path.toLowerCase());
  if (part === undefined) throw new TableError('corrupt_file', 'a part is missing');
  let decoder: TextDecoder | null = null;
  for await (const chunk of inflate(bytes, part)) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    yield decoder.decode(chunk, { stream: true });
  }
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}
