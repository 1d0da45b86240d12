import { describe, expect, it } from 'vitest';
import { readBatchLine } from '../../../../../src/engine/serving/batch/batch-line';
import { answeredLine, failedLine } from '../../../../../src/engine/serving/batch/batch-output';
import type { RecipeName } from '../../../../../src/domain/recipe-catalogue';

const personal: RecipeName = 'aws-user-personalization';
const ranking: RecipeName = 'aws-personalized-ranking';
const related: RecipeName = 'aws-sims';
const byItem: RecipeName = 'aws-item-affinity';
const byAttribute: RecipeName = 'aws-item-attribute-affinity';

describe('input lines', () => {
  it('are read by the key of their recipe', () => {
    expect(readBatchLine('{"userId": "4638"}', 1, personal).userId).toBe('4638');
    expect(readBatchLine('{"itemId": "105"}', 1, related).itemId).toBe('105');
    expect(readBatchLine('{"itemId": "105"}', 1, byItem).itemId).toBe('105');
    const query = 'ITEMS.genres = \\"Comedy\\" AND ITEMS.genres = \\"Action\\"';
    expect(readBatchLine(`{"itemAttributes": "${query}"}`, 1, byAttribute).itemAttributes).toBe(
      'ITEMS.genres = "Comedy" AND ITEMS.genres = "Action"',
    );
  });

  it('carry filter values, and lists without repeats', () => {
    const line =
      '{"userId": "891", "itemList": ["27", "886", "27"], "filterValues": {"G": "\\"a\\",\\"b\\""}}';
    const read = readBatchLine(line, 1, ranking);
    expect(read.itemList).toEqual(['27', '886']);
    expect(read.filterValues).toEqual({ G: '"a","b"' });
  });

  it.each([
    ['nonsense', personal, 'B01'],
    ['["4638"]', personal, 'B01'],
    ['null', personal, 'B01'],
    ['{"itemId": "4638"}', personal, 'B02'],
    ['{"userId": "1"}', ranking, 'B02'],
    ['{"userId": 4638}', personal, 'B03'],
    ['{"userId": null}', personal, 'B03'],
    [`{"userId": "${'x'.repeat(257)}"}`, personal, 'B03'],
    ['{"userId": "1", "itemList": "27"}', ranking, 'B03'],
    ['{"userId": "1", "itemList": [27]}', ranking, 'B03'],
    ['{"userId": "1", "filterValues": {"G": 5}}', personal, 'B04'],
    ['{"userId": "1", "filterValues": []}', personal, 'B04'],
    ['{"userId": "1", "itemList": []}', ranking, 'B05'],
    [`{"userId": "1", "itemList": [${Array(501).fill('"1"').join(',')}]}`, ranking, 'B05'],
  ] as const)('%s is refused', (text, recipe, code) => {
    expect(() => readBatchLine(text, 7, recipe)).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining({ line: 7 }) }),
    );
  });

  it.each([
    ['{"userId": "1"', 15],
    ['{"userId": "1",}', 16],
    ['{"userId": 4638,, "x": 1}', 17],
    ['  [1]', 3],
    [`{"userId":"1","x":${'['.repeat(1 << 19)}`, expect.any(Number)],
    [`{"userId":"${'x\\n'.repeat(1 << 18)}`, 11],
  ])('say from which character on %.40s is none', (text, position) => {
    expect(() => readBatchLine(text, 7, personal)).toThrow(
      expect.objectContaining({ code: 'B01', details: expect.objectContaining({ line: 7, position }) }),
    );
  });
});

describe('output lines', () => {
  it('are those of the service, byte by byte', () => {
    expect(
      answeredLine('{"userId": "4638"}', {
        recommendedItems: ['63992', '115149'],
        scores: [0.01522381, 0.00690812],
      }),
    ).toBe(
      '{"input":{"userId":"4638"},"output":{"recommendedItems":["63992","115149"],"scores":[0.0152238,0.0069081]},"error":null}',
    );
    expect(
      answeredLine('{"itemId": "105"}', {
        recommendedItems: ['106', '107', '49'],
        scores: null,
      }),
    ).toBe('{"input":{"itemId":"105"},"output":{"recommendedItems":["106","107","49"]},"error":null}');
    expect(
      answeredLine('{"userId": "891", "itemList": ["27", "886", "101"]}', {
        recommendedItems: ['27', '101', '886'],
        scores: [0.48421, 0.28133, 0.23446],
      }),
    ).toBe(
      '{"input":{"userId":"891","itemList":["27","886","101"]},"output":{"recommendedItems":["27","101","886"],"scores":[0.48421,0.28133,0.23446]},"error":null}',
    );
    expect(answeredLine('{"itemId": "105"}', { recommendedUsers: ['106', '107', '49'] })).toBe(
      '{"input":{"itemId":"105"},"output":{"usersList":["106","107","49"]},"error":null}',
    );
  });

  it('repeat what was asked letter by letter, though nobody could write its numbers or its nesting again', () => {
    const odd = '{ "userId":\t"a \\" b", "n": [1e999, -0, 12345678901234567890, 0.10], "n": 1 }';
    const deep = `{"userId":"1","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(answeredLine(odd, { recommendedUsers: [] })).toBe(
      '{"input":{"userId":"a \\" b","n":[1e999,-0,12345678901234567890,0.10],"n":1},"output":{"usersList":[]},"error":null}',
    );
    for (const line of [
      answeredLine(deep, { recommendedUsers: [] }),
      failedLine(deep, 'items', 'No itemId.'),
    ])
      expect(line.startsWith(`{"input":${deep},"output":`)).toBe(true);
    const long = `{"userId":"${'x \\n'.repeat(200_000)}"}`;
    expect(failedLine(long, 'users', '')).toContain(long);
    expect(failedLine('{"userId": ', 'users', '')).toContain('{"input":"{\\"userId\\": ",');
  });

  it('say what was wrong in the place of the answer', () => {
    expect(failedLine('{"itemId": "3"}', 'users', 'No userId.')).toBe(
      '{"input":{"itemId":"3"},"output":{"recommendedItems":[]},"error":"User error: No userId."}',
    );
    expect(failedLine('{}', 'segments', 'No itemId.')).toBe(
      '{"input":{},"output":{"usersList":[]},"error":"User error: No itemId."}',
    );
  });
});
