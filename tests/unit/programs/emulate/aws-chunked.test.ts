import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { AwsChunked } from '../../../../src/programs/emulate/s3/aws-chunked';
import { later } from './requests';

async function decoded(parts: readonly (string | Uint8Array)[]): Promise<{ text: string; trailers: object }> {
  const chunked = new AwsChunked(later(parts.map((part) => Buffer.from(part))));
  const bytes: Uint8Array[] = [];
  for await (const part of chunked.decoded()) bytes.push(part);
  return { text: Buffer.concat(bytes).toString('latin1'), trailers: Object.fromEntries(chunked.trailers) };
}

it('reads chunks with and without signatures, and the trailers', async () => {
  const signed = '5;chunk-signature=ab\r\nhello\r\n1;chunk-signature=cd\r\n!\r\n0;chunk-signature=ef\r\n\r\n';
  expect(await decoded([signed])).toEqual({ text: 'hello!', trailers: {} });
  const trailing = '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\nx-amz-trailer-signature:00\r\n\r\n';
  expect(await decoded([trailing])).toEqual({
    text: 'hello',
    trailers: { 'x-amz-checksum-crc32': 'NhCmhg==', 'x-amz-trailer-signature': '00' },
  });
  // Names of headers are the same however they are written.
  const upper = '0\r\nX-Amz-Checksum-CRC32: NhCmhg==\r\n\r\n';
  expect((await decoded([upper])).trailers).toEqual({ 'x-amz-checksum-crc32': 'NhCmhg==' });
  expect(await decoded(['0\r\n'])).toEqual({ text: '', trailers: {} });
});

it('gives back any content, however it was cut and however it arrives', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 })),
      fc.integer({ min: 1, max: 9 }),
      async (chunks, step) => {
        const body = Buffer.concat([
          ...chunks.flatMap((chunk) => [
            Buffer.from(`${chunk.length.toString(16)}\r\n`),
            chunk,
            Buffer.from('\r\n'),
          ]),
          Buffer.from('0\r\na:b\r\n\r\n'),
        ]);
        const parts = Array.from({ length: Math.ceil(body.length / step) }, (_, i) =>
          body.subarray(i * step, (i + 1) * step),
        );
        const { text, trailers } = await decoded(parts);
        expect(text).toBe(Buffer.concat(chunks).toString('latin1'));
        expect(trailers).toEqual({ a: 'b' });
      },
    ),
  );
});

it.each([
  ['nothing', ''],
  ['no size', 'hello'],
  ['a size that is none', 'zz\r\nhello\r\n'],
  ['a negative size', '-5\r\nhello\r\n0\r\n\r\n'],
  ['fewer bytes than the size says', '5\r\nhel'],
  ['more bytes than the size says', '5\r\nhello!\r\n0\r\n\r\n'],
  ['no last chunk', '5\r\nhello\r\n'],
  ['a trailer without a value', '0\r\nx-amz\r\n\r\n'],
  ['a trailer that ends early', '0\r\nx-amz-checksum'],
  ['a line without an end', 'a'.repeat(20_000)],
  ['a size beyond all bounds', 'fffffffffffffffffffff\r\n'],
])('refuses %s', async (_what, body) => {
  await expect(decoded([body])).rejects.toMatchObject({ name: 'IncompleteBody', statusCode: 400 });
});
