import { expect, test } from 'vitest';
import { numberedName } from '../../../../../src/domain/names';
import { segmentAnswer, segmentLine } from '../../../../../src/page/views/train/segments';

test('a question becomes the one line of a segment job', () => {
  expect(segmentLine('item', '007')).toBe('{"itemId":"007"}');
  expect(segmentLine('attributes', 'ITEMS.genres = "Comedy"')).toBe(
    '{"itemAttributes":"ITEMS.genres = \\"Comedy\\""}',
  );
});

test('an output line names people, or says what is wrong with the question', () => {
  const line = '{"input":{"itemId":"105"},"output":{"usersList":["106","107"]},"error":null}';
  expect(segmentAnswer(line)).toEqual({ users: ['106', '107'] });
  const failed = '{"input":{"itemId":"x"},"output":null,"error":{"code":"B04","message":"No such item."}}';
  expect(segmentAnswer(failed)).toEqual({ fault: 'No such item.' });
});

test('jobs are numbered on', () => {
  expect(numberedName('segment', [])).toBe('segment-1');
  expect(numberedName('segment', ['segment-1', 'batch-2', 'segment-3'])).toBe('segment-2');
});
