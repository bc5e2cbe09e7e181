/** WhatsApp Web's limit for the longer edge of a picture. */
const mostPixels = 1_600;
const jpegQuality = 0.92;

/**
 * Encodes a picture as WhatsApp Web does before it is hashed and uploaded: a JPEG within the limits stays as it is,
 * every other picture is encoded anew as a JPEG. Throws where the bytes are no picture.
 */
export async function encodePicture(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Error('media-fault: the file could not be loaded');
  });
  const scale = Math.min(1, mostPixels / Math.max(picture.width, picture.height));
  if (scale === 1 && (await isJpeg(file))) return file;
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('media-fault: no canvas');
  context.fillStyle = 'lightgray';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: jpegQuality });
}

/** Goes by the first bytes, not by the type that the file claims. */
async function isJpeg(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0xff && second === 0xd8;
}
