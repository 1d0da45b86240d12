/** Sides to which a picture is cut down, one after the other: large codes are found best in small pictures. */
const SIDES = [1000, 500, 1800, 250];

/** What a QR code in a picture says; null where there is none to be found. */
export async function qrInPicture(picture: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(picture).catch(() => null);
  if (bitmap === null) return null;
  try {
    for (const side of SIDES) {
      const text = await qrIn(bitmap, bitmap.width, bitmap.height, side);
      if (text !== null) return text;
    }
    return null;
  } finally {
    bitmap.close();
  }
}

/** What a QR code says in what is drawn with its longer side so long. */
export async function qrIn(
  source: CanvasImageSource,
  width: number,
  height: number,
  side: number,
): Promise<string | null> {
  const scale = side / Math.max(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null || width === 0 || height === 0) return null;
  // Transparent pictures are black on nothing.
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { decodeQR } = await import('qr/decode.js');
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    // The library has no other way to say that it found none.
    return null;
  }
}
