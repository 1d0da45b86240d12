import { expect, test } from 'vitest';
import { memorySource } from '../../../../../src/import/open/bytes/source';
import { BUNDLE_FORMAT, BUNDLE_VERSION } from '../../../../../src/domain/bundle';
import { readBatch } from '../../../../../src/engine/service/bundle/check-bundle';
import { openBundle } from '../../../../../src/engine/service/bundle/read-bundle';
import { nodeJob } from '../../../../support/studio-in-node';

const sound = {
  format: BUNDLE_FORMAT,
  version: BUNDLE_VERSION,
  project: { name: 'p', profile: 'aws', simulated: false, provenance: {} },
  datasets: [],
  requests: [],
  solutions: {},
  trackingId: null,
  metricsSince: {},
  put: null,
  putBatches: 0,
  joinedSessions: [],
  files: [],
};

const opened = (manifest: object) => {
  const source = memorySource('manifest.json', new TextEncoder().encode(JSON.stringify(manifest)));
  return openBundle(new Map([[source.path, source]]), nodeJob());
};

test('a manifest that has everything in its place is read', async () => {
  expect((await opened(sound))?.manifest).toEqual(sound);
});

test.each([
  ['no list of files', { files: undefined }],
  ['a file without a checksum', { files: [{ path: 'a', bytes: 1 }] }],
  ['requests that are none', { requests: [null] }],
  [
    'a dataset of no type',
    { datasets: [{ type: 'FILMS', folder: '', imported: null, schema: '', rows: 0 }] },
  ],
  ['half a session', { joinedSessions: [['s']] }],
  ['no project', { project: null }],
])('a manifest with %s is refused as unreadable', async (_, change) => {
  await expect(opened({ ...sound, ...change })).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    details: { file: 'manifest.json', reason: 'malformed' },
  });
});

test.each(['', '{', 'null', '{"kind":"events"}', '{"kind":"items","entities":[{"id":1,"cells":{}}]}'])(
  'a line that is no batch is refused with its number: %j',
  (line) => {
    expect(() => readBatch(line, 'put.jsonl', 3)).toThrow(
      expect.objectContaining({
        code: 'FILE_UNREADABLE',
        details: { file: 'put.jsonl', line: 3, reason: 'malformed' },
      }),
    );
  },
);

test('a line that is a batch is read', () => {
  const batch = { kind: 'items', entities: [{ id: 'a', cells: { PRICE: 1, KIND: null } }] };
  expect(readBatch(JSON.stringify(batch), 'put.jsonl', 1)).toEqual(batch);
});
