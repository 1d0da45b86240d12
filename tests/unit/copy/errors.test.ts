import { describe, expect, it } from 'vitest';
import { describeError, errorDetails } from '../../../src/copy/errors';
import { AppError, type ErrorCode, type JsonObject } from '../../../src/domain/errors';

const FAULTS: readonly ErrorCode[] = [
  'CANCELLED',
  'QUOTA_EXCEEDED',
  'DATABASE_BLOCKED',
  'DATABASE_LOST',
  'DATABASE_NEWER',
  'READ_ONLY_TAB',
  'WORKER_GONE',
  'MODEL_DIVERGED',
  'MODEL_UNREADABLE',
  'FILE_UNREADABLE',
  'FILE_UNRECOGNISED',
  'ARCHIVE_LIMIT',
  'TOO_LARGE',
  'NOT_FOUND',
  'RESOURCE_IN_USE',
  'RESOURCE_ALREADY_EXISTS',
  'LIMIT_EXCEEDED',
  'INVALID_INPUT',
  'IMPORT_FAILED',
  'NOT_COMPARABLE',
  'SIMULATION_REFUSED',
  'INTERNAL',
];
const FAMILIES: readonly ErrorCode[] = ['S01', 'D01', 'T01', 'P01', 'F01', 'R01', 'I01', 'B01', 'J01', 'M02'];

describe('errors in words', () => {
  it('say what happened and what is safe, each its own way', () => {
    const words = [...FAULTS, ...FAMILIES].map((code) => describeError(new AppError(code)));
    for (const { what, safe } of words) {
      expect(what).toMatch(/^[A-Z].*\.$/);
      expect(safe).toMatch(/\.$/);
    }
    expect(new Set(words.map(({ what }) => what)).size).toBe(words.length);
  });

  it('follow the style of the screens', () => {
    for (const code of [...FAULTS, ...FAMILIES]) {
      const { what, safe, todo } = describeError(new AppError(code));
      expect([what, safe, todo].join(' ')).not.toMatch(/!|please|sorry|oops|successfully|\bwe\b/i);
      expect(what).not.toContain(code);
    }
  });

  it('name the resource that is not there', () => {
    const { what, todo } = describeError(new AppError('NOT_FOUND', { arn: 'arn:x:dataset/films/USERS' }));
    expect(what).toBe('This project has no arn:x:dataset/films/USERS.');
    expect(todo).not.toContain('import');
  });

  it('name the file and the room that is missing', () => {
    const quota = new AppError('QUOTA_EXCEEDED', { neededBytes: 38_000_000, freeBytes: 12_000_000 });
    expect(describeError(quota).what.replaceAll('\u00a0', ' ')).toContain(
      '38.0 MB are needed and 12.0 MB are free',
    );
    expect(describeError(new AppError('FILE_UNREADABLE', { file: 'a.csv' })).what).toBe(
      'a.csv cannot be read.',
    );
    expect(describeError(new AppError('FILE_UNREADABLE', { file: 'a.csv' })).todo).toMatch(/Choose it again/);
    for (const file of ['half.zip/ml/ratings.csv', 'a.csv.gz'])
      expect(describeError(new AppError('FILE_UNREADABLE', { file })).todo).toMatch(/damaged or cut short/);
  });

  it('name the member of a request that cannot be as it is, and what it could be', () => {
    const said = (details: JsonObject): string =>
      describeError(new AppError('INVALID_INPUT', details)).what.replaceAll('\u00a0', ' ');
    expect(said({ field: 'userId', maxLength: 256 })).toBe('“userId” is longer than 256 characters.');
    expect(said({ field: 'name', value: null, expected: 'text' })).toBe('“name” is missing.');
    expect(said({ field: 'eventType', value: '', maxLength: 256 })).toBe('“eventType” is missing.');
    expect(said({ field: 'numResults', value: 'x', expected: 'number' })).toBe(
      '“numResults” cannot be this: expected is number.',
    );
    expect(said({ field: 'importMode', value: 'ALL', allowed: ['FULL', 'INCREMENTAL'] })).toBe(
      '“importMode” cannot be “ALL”: allowed are FULL, INCREMENTAL.',
    );
    expect(said({ field: 'maxResults', value: 0, min: 1, max: 100 })).toBe(
      '“maxResults” cannot be 0: allowed is 1 to 100.',
    );
    expect(said({ field: 'minProvisionedTPS', value: 0, min: 1 })).toBe(
      '“minProvisionedTPS” cannot be 0: allowed is at least 1.',
    );
    expect(said({ field: 'name', value: 'a b', pattern: '^a$', maxLength: 63 })).toBe(
      '“a b” is no name that the service takes: 1 to 63 letters, digits, - and _, starting with a letter or digit.',
    );
    expect(said({ field: 'datasetGroupArn', needs: 'domain' })).toBe(
      '“datasetGroupArn” cannot be this without “domain”.',
    );
    expect(said({ field: 'solutionVersionArn', status: 'ACTIVE' })).toBe(
      '“solutionVersionArn” names something that is ACTIVE.',
    );
    expect(said({ field: 'schemaArn' })).toBe('“schemaArn” has a value that is not allowed here.');
  });

  it('name what has to go first, and of what there can be but one', () => {
    const said = (code: ErrorCode, details: JsonObject): string =>
      describeError(new AppError(code, details)).what;
    const local = 'arn:local:personalize:browser:0:';
    const inUse = (by: string): string =>
      said('RESOURCE_IN_USE', { arn: `${local}x/y`, by: `${local}${by}` });
    expect(inUse('dataset/shop/ITEMS')).toBe('The dataset shop/ITEMS stands in the way.');
    expect(inUse('batch-inference-job/j')).toBe('The batch inference job j stands in the way.');
    expect(inUse('solution/s/00000001')).toBe('The solution version s/00000001 stands in the way.');
    expect(inUse('campaign/home')).toBe('The campaign home serves this.');
    expect(said('RESOURCE_ALREADY_EXISTS', { kind: 'filter', name: 'a' })).toBe(
      'There is already one of this name.',
    );
    expect(said('RESOURCE_ALREADY_EXISTS', { kind: 'event-tracker', name: 'a' })).toBe(
      'A dataset group has one event tracker, and there is already “a”.',
    );
  });

  it('give code and facts for a report', () => {
    expect(JSON.parse(errorDetails(new AppError('D03', { columns: ['A'] })))).toEqual({
      code: 'D03',
      details: { columns: ['A'] },
    });
  });
});

describe('codes of training and requests', () => {
  const said = (code: ErrorCode, details: Record<string, never> | object): string => {
    const { what, todo } = describeError(new AppError(code, details as never));
    return `${what} ${todo}`.replaceAll('\u00a0', ' ');
  };

  it('name the counts, the type and the threshold', () => {
    const few = { before: 1200, after: 40, needed: 1000, eventType: 'watch', threshold: '3.5' };
    const text = said('T01', few);
    for (const fact of ['40', '1,200', '1,000', 'watch', '3.5']) expect(text).toContain(fact);
    expect(said('T02', { count: 3, needed: 25 })).toMatch(/3 users have at least 2 events; 25 are needed/);
    expect(said('T03', { types: ['a', 'b'], columns: ['X'], combined: 14, limit: 10 })).toMatch(
      /14.*10.*a, b/,
    );
    expect(said('T04', { eventType: 'wach', present: ['watch', 'click'] })).toMatch(/wach.*watch, click/);
    expect(said('T05', { column: 'EVENT_VALUE' })).toContain('EVENT_VALUE');
  });

  it('name the setting, its value and its range', () => {
    expect(said('P01', { recipe: 'aws-x', known: ['aws-sims'] })).toMatch(/aws-x.*aws-sims/);
    expect(said('P02', { recipe: 'aws-sims', name: 'bptt', known: ['d'] })).toMatch(/aws-sims.*bptt.*d/);
    expect(said('P03', { name: 'bptt', value: '99', kind: 'int', min: 2, max: 32 })).toMatch(
      /bptt.*99.*2 to 32/,
    );
    expect(said('P05', { min: 'low', max: 'high' })).toMatch(/low.*high/);
  });

  it('say a filter fault at its place, not as a family', () => {
    expect(said('F04', { dataset: 'Items', field: 'GENR', fields: ['GENRES'], near: 'GENRES' })).toMatch(
      /GENR/,
    );
  });
});
