import { decodeQR } from 'qr/decode.js';
import { expect, test } from 'vitest';
import { terminalQr } from '../../../../src/programs/emulate/tab';

/** Points a square is wide and high in the picture that is read. */
const SQUARE = 4;

/** What a camera would see of it: each letter is two squares, one above the other. */
function pictureOf(drawn: string): { width: number; height: number; data: Uint8Array } {
  const lines = drawn.split('\n').map((line) => {
    const [, letters] = /^\u001B\[30;107m([ ▀▄█]+)\u001B\[0m$/.exec(line) ?? [];
    return [...letters];
  });
  const rows = lines.flatMap((line) => [
    line.map((letter) => '▀█'.includes(letter)),
    line.map((letter) => '▄█'.includes(letter)),
  ]);
  const [width, height] = [rows[0].length * SQUARE, rows.length * SQUARE];
  const data = new Uint8Array(3 * width * height).map((_, at) => {
    const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
    return rows[Math.floor(y / SQUARE)][Math.floor(x / SQUARE)] ? 0 : 255;
  });
  return { width, height, data };
}

test.each(['http://192.168.178.23:4173/class.html', 'http://10.0.0.7:80/some/where/class.html'])(
  'a terminal shows %s so that a camera reads it',
  (address) => {
    const drawn = terminalQr(address);
    expect(decodeQR(pictureOf(drawn))).toBe(address);
    // Small enough for the least terminal there is, and white on all sides.
    const lines = drawn.split('\n');
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(lines.slice(0, 2).join('')).not.toMatch(/[▀▄█]/);
  },
);
