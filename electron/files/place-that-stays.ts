import { imageDirectory } from './exif.ts';

/** What is looked through of a file, at either end: that is where cameras write what they say of it. */
const lookedAtBytes = 1024 * 1024;
const exifStart = Buffer.from('Exif\0\0', 'latin1');
/** How phones and programs name the place in a video, and programs in whatever they write. */
const placeSigns = ['\xa9xyz', 'loci', 'com.apple.quicktime.location', 'GPSLatitude'].map((sign) =>
  Buffer.from(sign, 'latin1'),
);

/** Whether a video, or a picture of another kind than those from which it is taken out, says where it was taken. */
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
