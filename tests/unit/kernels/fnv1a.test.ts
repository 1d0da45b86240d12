import { expect, test } from 'vitest';
import { avalanche } from '../../../src/domain/hashes';
import { fnv1a } from '../../../src/kernels/fnv1a';

/** The definition, over the bytes that TextEncoder writes, in whole numbers of any size. */
function defined(text: string): number {
  let hash = 0x811c9dc5n;
  for (const byte of new TextEncoder().encode(text))
    hash = ((hash ^ BigInt(byte)) * 0x01000193n) & 0xffffffffn;
  return Number(hash);
}

test('FNV-1a has the published values', () => {
  // http://www.isthe.com/chongo/src/fnv/test_fnv.c
  expect([fnv1a(''), fnv1a('a'), fnv1a('foobar')]).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
});

test('FNV-1a is of the UTF-8 bytes, at every edge of their lengths', () => {
  const edges = [
    0x00, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfffd, 0xffff, 0x10000, 0x3ffff, 0x40000, 0x10ffff,
  ];
  for (const point of edges)
    expect(fnv1a(String.fromCodePoint(point)), point.toString(16)).toBe(defined(String.fromCodePoint(point)));
  for (const text of ['購入', 'é😀b', '\ud800', 'a\udfff', '\udc00\ud800', '\ud83d', 'äöü|Ωß'])
    expect(fnv1a(text), JSON.stringify(text)).toBe(defined(text));
});

test('a hash mixed once more has the published values', () => {
  // MurmurHash3 (x86, 32 bits) of no bytes is its finalizer of the seed.
  expect([0, 1, 0xffffffff].map(avalanche)).toEqual([0, 0x514e28b7, 0x81f16f39]);
});

test('hashes of texts that end alike lie no fixed distance apart once they are mixed', () => {
  const apart = (mixed: (hash: number) => number) =>
    new Set(
      Array.from({ length: 100 }, (_, k) => {
        const [a, b] = ['b', 'f'].map((start) => mixed(fnv1a(`${start}|${1000 + k}`)));
        return (a - b) >>> 0;
      }),
    ).size;
  expect(apart((hash) => hash)).toBeLessThan(50);
  expect(apart(avalanche)).toBe(100);
});
