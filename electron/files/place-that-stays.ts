import { imageDirectory } from './exif.ts';

/** How much of a file is searched at either end, which is where cameras write their data. */
const lookedAtBytes = 1024 * 1024;
const exifStart = Buffer.from('Exif\0\0', 'latin1');
/** The names that phones and programs give to the place in videos and other files. */
const placeSigns = ['\xa9xyz', 'loci', 'com.apple.quicktime.location', 'GPSLatitude'].map((sign) =>
  Buffer.from(sign, 'latin1'),
);

/** Whether a video, or a picture of a kind that is not cleaned, contains the place where it was taken. */
export function saysPlaceThatStays(file: Buffer): boolean {
  if (imageDirectory(file)?.hasPlace) return true;
  const ends = [file.subarray(0, lookedAtBytes), file.subarray(Math.max(lookedAtBytes, file.length - lookedAtBytes))];
  return ends.some((end) => placeSigns.some((sign) => end.includes(sign)) || hasPlacedCamera(end));
}

function hasPlacedCamera(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(exifStart); at >= 0; at = bytes.indexOf(exifStart, at + 1))
    if (imageDirectory(bytes.subarray(at + exifStart.length))?.hasPlace) return true;
  return false;
}
