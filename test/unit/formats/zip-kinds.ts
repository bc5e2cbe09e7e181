/** Other valid forms of a ZIP archive, made from a plain one. */

type Part = { readonly name: Buffer; readonly sums: Buffer; readonly content: Buffer };

const elsewhere = Buffer.from('ffffffff', 'hex');

function partsOf(archive: Buffer): Part[] {
  const end = archive.length - 22;
  const parts: Part[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    const name = archive.subarray(at + 46, at + 46 + archive.readUInt16LE(at + 28));
    const start = archive.readUInt32LE(at + 42) + 30 + name.length;
    const content = archive.subarray(start, start + archive.readUInt32LE(at + 20));
    parts.push({ name, sums: archive.subarray(at + 16, at + 28), content });
    at += 46 + name.length;
  }
  return parts;
}

/** `sums` are checksum, compressed and full size; `behind` says that they follow the content. */
function write(parts: readonly Part[], isZip64: boolean, isBehind: boolean): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  const add = (to: Buffer[], ...all: Buffer[]) => void to.push(...all);
  for (const { name, sums, content } of parts) {
    const flags = u16(isBehind ? 8 : 0);
    const nothing = Buffer.alloc(12);
    const large = Buffer.concat([u64(sums.readUInt32LE(8)), u64(sums.readUInt32LE(4))]);
    const outside = Buffer.concat([sums.subarray(0, 4), elsewhere, elsewhere]);
    const extra = isZip64 ? Buffer.concat([u16(1), u16(16), large]) : Buffer.alloc(0);
    const before = isBehind ? nothing : isZip64 ? outside : sums;
    const head = [
      Buffer.from('PK\x03\x04'),
      u16(45),
      flags,
      u16(8),
      u32(0),
      before,
      u16(name.length),
      u16(extra.length),
    ];
    const local = Buffer.concat([
      ...head,
      name,
      extra,
      content,
      ...(isBehind ? [Buffer.from('PK\x07\x08'), sums] : []),
    ]);
    add(pieces, local);
    const far = isZip64 ? Buffer.concat([u16(1), u16(24), large, u64(offset)]) : Buffer.alloc(0);
    add(directory, Buffer.from('PK\x01\x02'), u16(45), u16(45), flags, u16(8), u32(0), isZip64 ? outside : sums);
    add(directory, u16(name.length), u16(far.length), Buffer.alloc(10), isZip64 ? elsewhere : u32(offset), name, far);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const [count, size] = [parts.length, entries.length];
  const end64 = Buffer.concat([
    ...[Buffer.from('PK\x06\x06'), u64(44), u16(45), u16(45), u32(0), u32(0), u64(count), u64(count)],
    ...[u64(size), u64(offset), Buffer.from('PK\x06\x07'), u32(0), u64(offset + size), u32(1)],
  ]);
  const tail = isZip64
    ? [u16(0xffff), u16(0xffff), elsewhere, elsewhere]
    : [u16(count), u16(count), u32(size), u32(offset)];
  const end = Buffer.concat([Buffer.from('PK\x05\x06'), u32(0), ...tail, u16(0)]);
  return Buffer.concat([...pieces, entries, ...(isZip64 ? [end64] : []), end]);
}

export function toZip64(archive: Buffer): Buffer {
  return write(partsOf(archive), true, false);
}

export function withSumsBehind(archive: Buffer): Buffer {
  return write(partsOf(archive), false, true);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
