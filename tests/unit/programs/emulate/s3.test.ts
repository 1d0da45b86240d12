import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Request } from '../../../../src/programs/emulate/http';
import { BucketFiles } from '../../../../src/programs/emulate/s3/bucket-files';
import { Buckets } from '../../../../src/programs/emulate/s3/buckets';
import { keyOfPath, pathOfKey } from '../../../../src/programs/emulate/s3/object-path';
import { S3 } from '../../../../src/programs/emulate/s3/s3';
import { elementsIn, textIn } from '../../../../src/programs/emulate/xml';
import { later, newFolder, request, textOf } from './requests';

let folder: string;
let buckets: Buckets;
let s3: S3;

beforeEach(async () => {
  folder = newFolder();
  buckets = new Buckets(folder);
  s3 = new S3(folder, buckets);
  await ask('PUT', '/data');
});

async function ask(
  method: string,
  target: string,
  more: Parameters<typeof request>[2] = {},
): Promise<Answer & { text: string }> {
  const answer = await s3.handle(request(method, target, more), null);
  return { ...answer, text: await textOf(answer) };
}

async function keys(query = ''): Promise<string[]> {
  return elementsIn((await ask('GET', `/data?list-type=2${query}`)).text, 'Key');
}

it('links that lie in the folder are not followed, neither to be read nor to be written', async () => {
  const outside = newFolder();
  writeFileSync(join(outside, 'secret'), 'secret');
  symlinkSync(join(outside, 'secret'), join(folder, 's3/data/link'));
  symlinkSync(outside, join(folder, 's3/data/folder'));
  symlinkSync(outside, join(folder, 's3/linked'));
  for (const path of ['/data/link', '/data/folder/secret', '/linked/secret'])
    expect((await ask('GET', path)).statusCode).toBe(404);
  expect(await keys()).toEqual([]);
  for (const path of ['data/link', 'data/folder', 'data/folder/secret', 'data/', 'linked/secret'])
    expect(new BucketFiles(buckets).filesAt(`s3://${path}`)).toEqual([]);
  expect((await ask('PUT', '/data/folder/new', { body: 'x' })).statusCode).toBe(409);
  expect((await ask('PUT', '/data/link', { body: 'x' })).statusCode).toBe(409);
  expect((await ask('DELETE', '/data/folder/secret')).statusCode).toBe(204);
  expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret');
  expect(existsSync(join(outside, 'new'))).toBe(false);
});

describe('what clean-ups and tools ask for', () => {
  it('each object has one version, by which it is deleted', async () => {
    for (const key of ['a', 'b/c', 'b/d']) await ask('PUT', `/data/${key}`, { body: key });
    const { text } = await ask('GET', '/data?versions');
    expect([elementsIn(text, 'Key'), elementsIn(text, 'VersionId')]).toEqual([
      ['a', 'b/c', 'b/d'],
      ['null', 'null', 'null'],
    ]);
    const first = await ask('GET', '/data?versions&max-keys=2');
    expect(textIn(first.text, 'NextKeyMarker')).toBe('b/c');
    const second = await ask('GET', '/data?versions&key-marker=b/c&version-id-marker=null');
    expect(elementsIn(second.text, 'Key')).toEqual(['b/d']);
    const object = (key: string, version: string): string =>
      `<Object><Key>${key}</Key><VersionId>${version}</VersionId></Object>`;
    const body = `<Delete>${object('a', 'null')}${object('b/c', 'other')}</Delete>`;
    const deleted = await ask('POST', '/data?delete', { body });
    expect(textIn(deleted.text, 'Code')).toBe('NoSuchVersion');
    expect(await keys()).toEqual(['b/c', 'b/d']);
  });

  it('tags stay with an object until it is written anew, and are copied', async () => {
    await ask('PUT', '/data/a', { body: 'x', headers: { 'x-amz-tagging': 'k=a%26b' } });
    await ask('PUT', '/data/b', { headers: { 'x-amz-copy-source': '/data/a' } });
    const tags = async (key: string): Promise<string[]> =>
      elementsIn((await ask('GET', `/data/${key}?tagging`)).text, 'Value');
    expect([await tags('a'), await tags('b')]).toEqual([['a&amp;b'], ['a&amp;b']]);
    await ask('PUT', '/data/a', { body: 'y' });
    expect(await tags('a')).toEqual([]);
    const body = `<Tagging><TagSet>${'<Tag><Key>k</Key><Value>v</Value></Tag>'.repeat(11)}</TagSet></Tagging>`;
    expect((await ask('PUT', '/data/a?tagging', { body })).statusCode).toBe(400);
  });

  it('settings that a bucket has not say so, each in its way', async () => {
    expect((await ask('GET', '/data?notification')).text).toMatch(/<NotificationConfiguration [^>]*><\/Not/);
    await ask('PUT', '/data?versioning', {
      body: '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>',
    });
    expect(textIn((await ask('GET', '/data?versioning')).text, 'Status')).toBe('Enabled');
  });
});

describe('a form in a page', () => {
  const headers = { 'content-type': 'multipart/form-data; boundary=--b' };
  const policyUntil = (expiration: string): string =>
    Buffer.from(JSON.stringify({ expiration, conditions: [] })).toString('base64');
  const form = (fields: Record<string, string>, file: string): string =>
    [
      ...Object.entries(fields).map(
        ([name, value]) => `----b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      ),
      `----b\r\nContent-Disposition: form-data; name="file"; filename="f.csv"\r\nContent-Type: text/csv\r\n\r\n${file}\r\n----b--\r\n`,
    ].join('');

  it('uploads a file whole, however its bytes come', async () => {
    const body = form(
      { key: 'in/${filename}', policy: policyUntil('2999-01-01T00:00:00Z') },
      'a\r\n----c\r\n----',
    );
    for (const size of [1, 3, 7, body.length]) {
      const parts = body.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      const posted = await ask('POST', '/data', { headers, body: parts });
      expect([posted.statusCode, posted.headers?.location]).toEqual([
        204,
        expect.stringContaining('/data/in%2Ff.csv'),
      ]);
      expect((await ask('GET', '/data/in/f.csv')).text).toBe('a\r\n----c\r\n----');
    }
    const created = await ask('POST', '/data', {
      headers,
      body: form({ key: 'k', success_action_status: '201' }, ''),
    });
    expect([created.statusCode, textIn(created.text, 'Key')]).toEqual([201, 'k']);
  });

  it.each([
    ['one whose policy is over', form({ key: 'k', policy: policyUntil('2020-01-01T00:00:00Z') }, 'x'), 403],
    ['one without a key', form({}, 'x'), 400],
    ['one that is cut off', form({ key: 'k' }, 'x').slice(0, -20), 400],
    ['one without an end of its fields', `----b\r\nname="k"\r\n\r\n${'x'.repeat(50_000)}`, 400],
    ['no form', 'nothing', 400],
  ])('%s leaves nothing', async (_what, body, status) => {
    expect((await ask('POST', '/data', { headers, body })).statusCode).toBe(status);
    expect(await keys()).toEqual([]);
  });
});

describe('objects', () => {
  it('come back with what they were put with', async () => {
    const headers = {
      'content-type': 'text/csv',
      'x-amz-meta-who': 'me',
      'content-encoding': 'gzip,aws-chunked',
    };
    const body = '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n';
    const put = await ask('PUT', '/data/a/b.csv', {
      headers: { ...headers, 'x-amz-trailer': 'x-amz-checksum-crc32', 'x-amz-decoded-content-length': '5' },
      body,
    });
    expect(put).toMatchObject({ statusCode: 200, headers: { 'x-amz-checksum-crc32': 'NhCmhg==' } });
    const got = await ask('GET', '/data/a/b.csv', { headers: { 'x-amz-checksum-mode': 'ENABLED' } });
    expect(got.text).toBe('hello');
    expect(got.headers).toMatchObject({
      etag: '"5d41402abc4b2a76b9719d911017c592"',
      'content-type': 'text/csv',
      'content-encoding': 'gzip',
      'content-length': '5',
      'x-amz-meta-who': 'me',
      'x-amz-checksum-crc32': 'NhCmhg==',
    });
    const head = await ask('HEAD', '/data/a/b.csv');
    expect([head.text, head.headers?.['content-length']]).toEqual(['', '5']);
  });

  it.each([
    ['bytes=1-2', 206, 'el', 'bytes 1-2/5'],
    ['bytes=3-', 206, 'lo', 'bytes 3-4/5'],
    ['bytes=-2', 206, 'lo', 'bytes 3-4/5'],
    ['bytes=0-99', 206, 'hello', 'bytes 0-4/5'],
    ['lines=1', 200, 'hello', undefined],
  ])('a part of one: %s', async (range, statusCode, text, said) => {
    await ask('PUT', '/data/a', { body: 'hello' });
    const got = await ask('GET', '/data/a', { headers: { range } });
    expect([got.statusCode, got.text, got.headers?.['content-range']]).toEqual([statusCode, text, said]);
  });

  it('what fails a checksum or ends early leaves the object as it was', async () => {
    await ask('PUT', '/data/a', { body: 'before' });
    const chunked = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' };
    const refused: [Request['headers'], string, string][] = [
      [{ 'content-md5': 'AAAA' }, 'x', 'BadDigest'],
      [{ 'x-amz-checksum-sha256': 'AAAA' }, 'x', 'BadDigest'],
      [
        { ...chunked, 'x-amz-trailer': 'x-amz-checksum-crc32' },
        '1\r\nx\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n',
        'BadDigest',
      ],
      [chunked, '9\r\nx', 'IncompleteBody'],
      [{ ...chunked, 'x-amz-decoded-content-length': '2' }, '1\r\nx\r\n0\r\n\r\n', 'IncompleteBody'],
    ];
    for (const [headers, body, code] of refused)
      expect(textIn((await ask('PUT', '/data/a', { headers, body })).text, 'Code')).toBe(code);
    expect((await ask('GET', '/data/a')).text).toBe('before');
  });

  it('files that somebody puts into the folder are objects', async () => {
    mkdirSync(join(folder, 's3/by-hand'));
    writeFileSync(join(folder, 's3/by-hand/x.csv'), 'hello');
    const got = await ask('GET', '/by-hand/x.csv');
    expect([got.text, got.headers?.etag]).toEqual(['hello', '"5d41402abc4b2a76b9719d911017c592"']);
    writeFileSync(join(folder, 's3/by-hand/x.csv'), 'other!');
    expect((await ask('GET', '/by-hand/x.csv')).headers?.etag).not.toBe(got.headers?.etag);
  });

  it('are copied, and deleted one by one or many at once', async () => {
    await ask('PUT', '/data/a', { body: 'hello', headers: { 'content-type': 'text/csv' } });
    await ask('PUT', '/data/b%26c', { headers: { 'x-amz-copy-source': '/data/a' } });
    expect((await ask('GET', '/data/b&c')).headers).toMatchObject({ 'content-type': 'text/csv' });
    expect((await ask('DELETE', '/data/a')).statusCode).toBe(204);
    expect((await ask('DELETE', '/data/a')).statusCode).toBe(204);
    const body = '<Delete><Object><Key>b&amp;c</Key></Object><Object><Key>gone</Key></Object></Delete>';
    expect(elementsIn((await ask('POST', '/data?delete', { body })).text, 'Key')).toEqual([
      'b&amp;c',
      'gone',
    ]);
    expect(await keys()).toEqual([]);
  });
});

describe('keys', () => {
  it('every one has a path of its own inside the bucket', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (key) => {
        const path = pathOfKey(key);
        expect(keyOfPath(path)).toBe(key);
        expect(path.split('/')).not.toContain('..');
        expect(path.split('/')).not.toContain('.');
        expect(path.split('/')).not.toContain('');
      }),
    );
  });

  it('cannot leave the bucket', async () => {
    writeFileSync(join(folder, 'secret'), 'x');
    await ask('PUT', '/data/%2E%2E/%2E%2E/secret', { body: 'mine' });
    expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('x');
    expect(await keys()).toEqual(['../../secret']);
    expect((await ask('GET', '/%2E%2E/secret')).statusCode).toBe(404);
  });

  it('an object cannot be the folder of others as well', async () => {
    await ask('PUT', '/data/a', { body: 'x' });
    expect(await ask('PUT', '/data/a/b', { body: 'x' })).toMatchObject({ statusCode: 409 });
    expect(await keys()).toEqual(['a']);
  });
});

describe('listing', () => {
  beforeEach(async () => {
    for (const key of ['b', 'a/1', 'a/2', 'a-', 'c/d/e']) await ask('PUT', `/data/${key}`, { body: 'x' });
  });

  it('is in the order of the bytes, by prefix and folder', async () => {
    expect(await keys()).toEqual(['a-', 'a/1', 'a/2', 'b', 'c/d/e']);
    expect(await keys('&prefix=a/')).toEqual(['a/1', 'a/2']);
    const { text } = await ask('GET', '/data?list-type=2&delimiter=/');
    expect(elementsIn(text, 'Key')).toEqual(['a-', 'b']);
    expect(elementsIn(text, 'CommonPrefixes')).toEqual(['<Prefix>a/</Prefix>', '<Prefix>c/</Prefix>']);
  });

  it.each(['', '&delimiter=/'])('pages join to the whole in both versions: %s', async (query) => {
    const entries = (text: string): string[] => [
      ...elementsIn(text, 'Key'),
      ...elementsIn(text, 'CommonPrefixes'),
    ];
    const whole = entries((await ask('GET', `/data?list-type=2${query}`)).text).sort();
    for (const version of ['list-type=2', 'x-id=ListObjects']) {
      const found: string[] = [];
      let from = '';
      let pages = 0;
      while (pages < 9) {
        pages++;
        const { text } = await ask('GET', `/data?${version}&max-keys=1${query}${from}`);
        found.push(...entries(text));
        if (textIn(text, 'IsTruncated') === 'false') break;
        const token = textIn(text, 'NextContinuationToken');
        const marker = textIn(text, 'NextMarker') ?? found[found.length - 1];
        from = token === undefined ? `&marker=${marker}` : `&continuation-token=${token}`;
      }
      expect(found.sort()).toEqual(whole);
      // A page that holds the last entry says so, full as it is.
      expect(pages).toBe(whole.length);
    }
  });

  it('goes on from its token where a client repeats from where it began', async () => {
    const all = (await keys()).sort();
    const [first] = all;
    const found: string[] = [];
    let token = '';
    for (let page = 0; page < all.length; page++) {
      const next = token === '' ? '' : `&continuation-token=${encodeURIComponent(token)}`;
      const { text } = await ask('GET', `/data?list-type=2&max-keys=1&start-after=${first}${next}`);
      found.push(...elementsIn(text, 'Key'));
      token = textIn(text, 'NextContinuationToken') ?? '';
      if (token === '') break;
    }
    expect(found).toEqual(all.slice(1));
    expect(found.length).toBeGreaterThan(1);
  });
});

describe('uploads in parts', () => {
  const part = 'x'.repeat(5 << 20);

  it('become an object of all parts, also after a restart', async () => {
    const begun = await ask('POST', '/data/big?uploads', { headers: { 'content-type': 'text/csv' } });
    const id = textIn(begun.text, 'UploadId') ?? '';
    const etags: string[] = [];
    for (const [number, body] of [
      [1, 'old'],
      [1, part],
      [2, 'end'],
    ] as const) {
      const answer = await ask('PUT', `/data/big?partNumber=${number}&uploadId=${id}`, { body });
      etags[number] = answer.headers?.etag ?? '';
    }
    buckets = new Buckets(folder);
    s3 = new S3(folder, buckets);
    const asked = [1, 2]
      .map((n) => `<Part><PartNumber>${n}</PartNumber><ETag>${etags[n]}</ETag></Part>`)
      .join('');
    const done = await ask('POST', `/data/big?uploadId=${id}`, { body: `<X>${asked}</X>` });
    expect(textIn(done.text, 'Location')).toBe('http://localhost:4566/data/big');
    expect(textIn(done.text, 'ETag')).toMatch(/^"[0-9a-f]{32}-2"$/);
    const got = await ask('GET', '/data/big');
    expect([got.text === `${part}end`, got.headers?.['content-type']]).toEqual([true, 'text/csv']);
    expect((await ask('GET', `/data/big?uploadId=${id}`)).statusCode).toBe(404);
  });

  it('are refused with an unknown part, in the wrong order, too small or elsewhere', async () => {
    const id = textIn((await ask('POST', '/data/big?uploads')).text, 'UploadId') ?? '';
    const put = async (number: number) =>
      (await ask('PUT', `/data/big?partNumber=${number}&uploadId=${id}`, { body: 'x' })).headers?.etag ?? '';
    const [one, two] = [await put(1), await put(2)];
    const complete = async (...parts: [number, string][]) => {
      const body = parts
        .map(([n, etag]) => `<Part><ETag>${etag}</ETag><PartNumber>${n}</PartNumber></Part>`)
        .join('');
      return textIn((await ask('POST', `/data/big?uploadId=${id}`, { body })).text, 'Code');
    };
    expect(await complete([3, one])).toBe('InvalidPart');
    expect(await complete([2, two], [1, one])).toBe('InvalidPartOrder');
    expect(await complete([1, one], [2, two])).toBe('EntityTooSmall');
    expect(await complete()).toBe('MalformedXML');
    for (const bad of [`/data/other?partNumber=1&uploadId=${id}`, '/data/big?partNumber=1&uploadId=../../s3'])
      expect(textIn((await ask('PUT', bad, { body: 'x' })).text, 'Code')).toBe('NoSuchUpload');
    expect(
      textIn((await ask('PUT', `/data/big?partNumber=0&uploadId=${id}`, { body: 'x' })).text, 'Code'),
    ).toBe('InvalidArgument');
    expect((await ask('DELETE', `/data/big?uploadId=${id}`)).statusCode).toBe(204);
  });
});

it.each([
  ['GET', '/nothing', 404, 'NoSuchBucket'],
  ['GET', '/nothing/key', 404, 'NoSuchBucket'],
  ['PUT', '/nothing/key', 404, 'NoSuchBucket'],
  ['PUT', '/Bad_Name', 400, 'InvalidBucketName'],
  ['PUT', '/a..b', 400, 'InvalidBucketName'],
  ['GET', '/data/nothing', 404, 'NoSuchKey'],
  ['GET', '/data/%ff', 400, 'InvalidURI'],
  ['GET', '/data/%00', 400, 'InvalidURI'],
  ['GET', '/data?policy', 404, 'NoSuchBucketPolicy'],
  ['GET', '/data?website', 404, 'NoSuchWebsiteConfiguration'],
  ['GET', '/data?inventory', 501, 'NotImplemented'],
  ['GET', '/data/a?versionId=other', 404, 'NoSuchVersion'],
  ['DELETE', '/data/a?versionId=other', 404, 'NoSuchVersion'],
  ['GET', '/data/nothing?tagging', 404, 'NoSuchKey'],
  ['PUT', '/data/nothing?tagging', 404, 'NoSuchKey'],
  ['GET', '/data/nothing?attributes', 404, 'NoSuchKey'],
  ['GET', '/data/a?X-Amz-Date=20200101T000000Z&X-Amz-Expires=60', 403, 'AccessDenied'],
  ['GET', '/data/a?Signature=x&Expires=1600000000', 403, 'AccessDenied'],
  ['GET', '/data?max-keys=many', 400, 'InvalidArgument'],
  ['PATCH', '/data/a', 501, 'NotImplemented'],
  ['POST', '/', 501, 'NotImplemented'],
  ['POST', '/data?delete', 400, 'MalformedXML'],
])('%s %s is refused with %i %s', async (method, target, statusCode, code) => {
  const answer = await ask(method, target);
  expect([answer.statusCode, textIn(answer.text, 'Code')]).toEqual([statusCode, code]);
});

it('a bucket that holds something stays', async () => {
  await ask('PUT', '/data/a', { body: 'x' });
  expect((await ask('DELETE', '/data')).statusCode).toBe(409);
  await ask('DELETE', '/data/a');
  expect((await ask('DELETE', '/data')).statusCode).toBe(204);
  expect((await ask('HEAD', '/data')).statusCode).toBe(404);
});

it.each([
  ['us-east-1', [], 'us-east-1'],
  ['eu-west-1', ['eu-west-1'], 'eu-west-1'],
  ['<b>', [], 'us-east-1'],
])('whoever asks in %s finds the bucket in that region', async (region, location, head) => {
  const authorization = `AWS4-HMAC-SHA256 Credential=AKID/20260101/${region}/s3/aws4_request, Signature=0`;
  const headers = { authorization };
  const { text } = await ask('GET', '/data?location', { headers });
  expect(text).toContain('LocationConstraint');
  expect(/>([^<]+)<\/LocationConstraint>/.exec(text)?.slice(1) ?? []).toEqual(location);
  expect((await ask('HEAD', '/data', { headers })).headers).toEqual({ 'x-amz-bucket-region': head });
});

it('a policy is kept as it came', async () => {
  await ask('PUT', '/data?policy', { body: '{"Version":"2012-10-17"}' });
  expect((await ask('GET', '/data?policy')).text).toBe('{"Version":"2012-10-17"}');
  await ask('DELETE', '/data?policy');
  expect((await ask('GET', '/data?policy')).statusCode).toBe(404);
});

describe('what jobs read and write', () => {
  it('are the objects of a path or below it, without the marks of folders', async () => {
    for (const key of ['in/', 'in/b.csv', 'in/a.csv', 'in2/c.csv'])
      await ask('PUT', `/data/${key}`, { body: key.endsWith('/') ? '' : 'x' });
    const paths = (path: string): string[] => new BucketFiles(buckets).filesAt(path).map((file) => file.path);
    expect(paths('s3://data/in/')).toEqual(['s3://data/in/a.csv', 's3://data/in/b.csv']);
    expect(paths('s3://data/in')).toEqual(['s3://data/in/a.csv', 's3://data/in/b.csv']);
    expect(paths('s3://data/in/a.csv')).toEqual(['s3://data/in/a.csv']);
    expect(paths('s3://data/nothing')).toEqual([]);
    expect(paths('s3://nothing/in')).toEqual([]);
  });

  it('are written whole, into a bucket that is there', async () => {
    const files = new BucketFiles(buckets);
    await files.write('s3://data/out/x.csv', later(['a', 'b']));
    expect((await ask('GET', '/data/out/x.csv')).text).toBe('a\nb\n');
    await expect(files.write('s3://nothing/x', later(['a']))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(files.write('nothing', later(['a']))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
