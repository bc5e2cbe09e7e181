const orientationTag = 0x0112;
const placeTag = 0x8825;
const entryBytes = 12;

type ImageDirectory = {
  readonly hasPlace: boolean;
  /** The same EXIF data reduced to the orientation of the picture; undefined where it is upright. */
  readonly orientation: Buffer | undefined;
};

/** The parts of a picture's EXIF data that matter here; undefined where it cannot be read. */
export function imageDirectory(exif: Buffer): ImageDirectory | undefined {
  const order = exif.subarray(0, 4).toString('latin1');
  if (order !== 'II*\0' && order !== 'MM\0*') return undefined;
  const short = (at: number) => (order === 'II*\0' ? exif.readUInt16LE(at) : exif.readUInt16BE(at));
  const long = (at: number) => (order === 'II*\0' ? exif.readUInt32LE(at) : exif.readUInt32BE(at));
  try {
    const first = long(4);
    const entries = Array.from({ length: short(first) }, (_, place) => first + 2 + place * entryBytes);
    const upright = entries.filter((at) => short(at) === orientationTag).map((at) => short(at + 8));
    const [turned] = upright.filter((value) => value > 1 && value <= 8);
    return {
      hasPlace: entries.some((at) => short(at) === placeTag),
      orientation: turned === undefined ? undefined : orientationOnly(turned),
    };
  } catch (error) {
    // The data declares a greater length than it has.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function orientationOnly(orientation: number): Buffer {
  const exif = Buffer.alloc(26);
  exif.write('II*\0', 0, 'latin1');
  exif.writeUInt32LE(8, 4);
  exif.writeUInt16LE(1, 8);
  exif.writeUInt16LE(orientationTag, 10);
  exif.writeUInt16LE(3, 12);
  exif.writeUInt32LE(1, 14);
  exif.writeUInt16LE(orientation, 18);
  return exif;
}
