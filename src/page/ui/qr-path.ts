/** From so many letters on, larger squares help cameras more than room for repairs. */
const LONG = 120;
/** Squares left white around a code, by which cameras find its edge. */
const BORDER = 3;

/**
 * A text as a QR code: the side in squares, border included, and the path of the dark ones.
 *
 * @throws Error for a text that no code holds, of about 2,900 bytes and more.
 */
export async function qrPath(text: string): Promise<{ readonly size: number; readonly path: string }> {
  const { encodeQR } = await import('qr');
  const rows = encodeQR(text, 'raw', { border: BORDER, ecc: text.length < LONG ? 'medium' : 'low' });
  const runs = rows.flatMap((row, y) =>
    row.flatMap((dark, x) => {
      if (!dark || row[x - 1]) return [];
      const end = row.indexOf(false, x);
      return [`M${x} ${y}h${(end < 0 ? row.length : end) - x}v1H${x}z`];
    }),
  );
  return { size: rows.length, path: runs.join('') };
}
