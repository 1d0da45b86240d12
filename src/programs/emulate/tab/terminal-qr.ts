import { encodeQR } from 'qr';

/** A text as a QR code for a terminal, black on white whatever its colours are: two rows of squares are one of letters. */
export function terminalQr(text: string): string {
  const rows = encodeQR(text, 'raw', { border: 4, ecc: 'low' });
  const lines = rows.flatMap((row, y) =>
    y % 2 === 1 ? [] : [row.map((dark, x) => ' ▀▄█'[Number(dark) + 2 * Number(rows[y + 1]?.[x] ?? false)])],
  );
  return lines.map((line) => `\u001B[30;107m${line.join('')}\u001B[0m`).join('\n');
}
