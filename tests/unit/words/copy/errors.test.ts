import { describe, expect, expectTypeOf, it } from 'vitest';
import { messageOf } from '../../../../src/words/copy/api-message';
import { readLanguageFrom } from '../../../../src/domain/language';
import { describeError, errorDetails } from '../../../../src/words/copy/errors';
import type { WordsFor } from '../../../../src/words/copy/said';
import {
  AppError,
  errorOf,
  type ErrorCode,
  type ErrorFacts,
  type ErrorRecord,
} from '../../../../src/domain/errors';
import type { Issue } from '../../../../src/domain/issue';

const PLACE = { position: 3, line: 1, column: 3 };

/** One of each code. */
const EXAMPLES: { readonly [Code in ErrorCode]: ErrorFacts[Code] } = {
  T01: { before: 1200, after: 40, needed: 1000, eventType: 'watch', threshold: '3.5' },
  T02: { count: 3, needed: 25 },
  T03: { types: ['a', 'b'], columns: ['X'], combined: 14, limit: 10 },
  T04: { eventType: 'wach', present: ['watch', 'click'] },
  T05: { column: 'EVENT_VALUE' },
  T06: { column: 'PRICE', reason: 'absent' },
  T07: { recipe: 'aws-hrnn-metadata', dataset: 'ITEMS' },
  T08: { timestamp: 5 },
  T09: { dataset: 'INTERACTIONS', status: 'missing' },
  T10: { recipe: 'aws-semantic-similarity', mark: 'itemName' },
  P01: { recipe: 'aws-x', known: ['aws-sims'] },
  P02: { recipe: 'aws-sims', name: 'bptt', known: ['d'] },
  P03: { name: 'bptt', value: '99', kind: 'int', min: 2, max: 32 },
  P04: { name: 'seed' },
  P05: { min: 'low', max: 'high' },
  P06: {},
  P07: { recipe: 'aws-sims' },
  P08: { recipe: 'aws-sims', allowed: ['aws-user-personalization'] },
  P09: { recipe: 'aws-sims', trainingMode: 'UPDATE' },
  BROUGHT_ALONG: { what: 'requests' },
  LISTS_UNREADABLE: { files: ['lists.csv'], reason: 'unmet' },
  COLD_ITEMS: { count: 1, fewerThan: 10, days: 1, min: 2, max: 9 },
  F01: { reason: 'empty', ...PLACE },
  F02: { reason: 'unexpected', found: 'x', expected: ['WHERE'], ...PLACE },
  F03: { reason: 'unknown', dataset: 'Films', near: [], ...PLACE },
  F04: { dataset: 'Items', field: 'GENR', fields: ['GENRES'], near: ['GENRES'], ...PLACE },
  F05: { first: 'Items', second: 'Interactions', ...PLACE },
  F06: { reason: 'dataset', target: 'ActionID', dataset: 'Items', field: 'GENRES', ...PLACE },
  F07: { reason: 'text-compared', field: 'GENRES', ...PLACE },
  F08: { dataset: 'Items', field: 'NEW', ...PLACE },
  F09: { dataset: 'Items', field: 'PLOT', ...PLACE },
  F10: { reason: 'quoted', parameter: '$G', ...PLACE },
  F11: { field: 'GENRES', ...PLACE },
  F12: { reason: 'twice', ...PLACE },
  F13: { field: 'AGE', ...PLACE },
  F14: { reason: 'left', field: 'GENRES', ...PLACE },
  F15: { field: 'DEVICE', ...PLACE },
  F16: { scope: 'filter', count: 6, limit: 5, fields: ['a', 'b'], ...PLACE },
  F17: { target: 'UserID', first: 'ItemID', ...PLACE },
  F18: PLACE,
  F19: { reason: 'taken', name: 'seen', length: 4 },
  R01: { parameter: 'G' },
  R02: { parameter: 'g', parameters: ['G'] },
  R03: { parameter: 'P', value: 'cheap', reason: 'not-a-number' },
  R04: {},
  R05: {},
  R06: { reason: 'count', count: 26, limit: 25 },
  R07: { reason: 'missing', status: null },
  I01: { what: 'campaign', status: null },
  I02: { missing: 'segment-job', recipe: 'aws-item-affinity', type: 'USER_SEGMENTATION' },
  CANNOT_LEAVE: { recipe: 'aws-item-affinity', type: 'USER_SEGMENTATION' },
  I03: { numResults: 501, max: 500 },
  I04: { length: 0, max: 500 },
  I05: { reason: 'key', key: 'DEVICE', known: [] },
  I06: { reason: 'name' },
  I07: { reason: 'dataset', dataset: 'USERS' },
  E01: { trackingId: 't' },
  E02: { place: 1, field: 'itemId', max: null },
  E03: { place: 1, max: 1000 },
  E04: { place: 1, key: 'device', known: ['a'] },
  E05: { place: 1, field: 'AGE', type: 'int', value: null },
  E06: { count: 11, max: 10 },
  M01: { expression: 'AVG', reason: 'form' },
  M02: {},
  B01: { line: 1, position: 1, text: 'x' },
  B02: { line: 1, key: 'userId', type: 'RELATED_ITEMS' },
  B03: { line: 1, key: 'userId', found: 'number', expected: 'text' },
  B04: { line: 1, reason: 'R01', parameter: 'G' },
  B05: { line: 1, length: 0, max: 500 },
  B06: { line: 1, value: 'i1' },
  J01: { recipe: 'aws-trending-now', type: 'TRENDING_NOW' },
  J02: { arn: 'v1', status: 'CREATE FAILED' },
  J03: { numResults: 0, max: 500 },
  J04: {},
  J05: { max: 500, recipe: 'aws-item-affinity' },
  J06: { recipe: 'aws-sims', target: 'UserID', wanted: 'ItemID' },
  D01: { file: 'gone.csv' },
  D03: { file: 'gone.csv', wanted: 'USER_ID', found: ['user', 'name'] },
  D06: { file: 'gone.csv', found: 3 },
  D08: { file: 'gone.csv', byteOffset: 7 },
  CANCELLED: {},
  QUOTA_EXCEEDED: { neededBytes: 38_000_000, freeBytes: 12_000_000 },
  SAMPLE_UNAVAILABLE: { sample: 'real-shop', reason: 'unreached' },
  DATABASE_BLOCKED: {},
  DATABASE_DAMAGED: { part: 'file', name: 'people.json.out', reason: 'changed' },
  DATABASE_LOST: {},
  DATABASE_NEWER: {},
  READ_ONLY_TAB: {},
  WORKER_GONE: {},
  MEMORY_GONE: {},
  PART_UNREACHED: {},
  MODEL_DIVERGED: {},
  MODEL_UNREADABLE: {},
  FILE_UNREADABLE: { file: 'A.csv' },
  FILE_UNRECOGNISED: { file: 'A.csv', reason: null },
  TABLE_UNREADABLE: { file: 'A.json', form: 'json', reason: 'cut', record: 5 },
  ARCHIVE_LIMIT: { file: 'A.zip', limit: 'bytes', allowed: 1, found: 2 },
  PROJECT_FILE: { file: 'A.zip', reason: 'foreign' },
  TOO_LARGE: { what: 'archive', most: 1, bytes: 2 },
  NOT_FOUND: { what: 'project', id: 'p' },
  RESOURCE_IN_USE: { by: null },
  RESOURCE_ALREADY_EXISTS: { kind: 'filter', name: 'a' },
  LIMIT_EXCEEDED: { kind: 'filter', limit: 10, status: 'ACTIVE' },
  INVALID_INPUT: { field: 'schemaArn', value: 'x' },
  IMPORT_FAILED: { issues: [] },
  INVALID_NEXT_TOKEN: { token: 'x' },
  UNKNOWN_OPERATION: { operation: 'X' },
  NOT_COMPARABLE: { reason: 'split' },
  SIMULATION_REFUSED: { reason: 'same' },
  INTERNAL: {},
};
const RECORDS = Object.entries(EXAMPLES).map(([code, details]) => ({ code, details }) as ErrorRecord);

const said = (record: ErrorRecord): string => {
  const { what, todo } = describeError(record);
  return `${what} ${todo}`.replaceAll('\u00a0', ' ');
};

describe('errors in words', () => {
  it.each(RECORDS)('$code says what happened and what is safe, as the screens speak', (record) => {
    const { what, safe, todo } = describeError(record);
    expect(what).toMatch(/^([A-Z0-9“*]|[a-z-]+ ).*[.?]$/);
    expect(safe).toMatch(/\.$/);
    const all = [what, safe, todo].join(' ');
    expect(all).not.toMatch(/undefined|NaN|null\b(?!, and)|\[object|another version/);
    expect(all).not.toMatch(/!|please|sorry|oops|successfully|\bwe\b/i);
    expect(what).not.toContain(record.code);
  });

  it('each its own way', () => {
    const own = RECORDS.filter(({ code }) => !/^D\d\d$/.test(code)).map(
      (record) => describeError(record).what,
    );
    expect(new Set(own).size).toBe(own.length);
  });

  it('name the resource that is not there', () => {
    const { what, todo } = describeError(new AppError('NOT_FOUND', { arn: 'arn:x:dataset/films/USERS' }));
    expect(what).toBe('This project has no arn:x:dataset/films/USERS.');
    expect(todo).not.toContain('import');
  });

  it('name the file and the room that is missing', () => {
    expect(said({ code: 'QUOTA_EXCEEDED', details: EXAMPLES.QUOTA_EXCEEDED })).toContain(
      '38.0 MB are needed and 12.0 MB are free',
    );
    const unreadable = (file: string) => describeError(new AppError('FILE_UNREADABLE', { file }));
    expect(unreadable('a.csv').what).toBe('a.csv cannot be read.');
    expect(unreadable('a.csv').todo).toMatch(/Choose it again/);
    for (const file of ['half.zip/ml/ratings.csv', 'a.csv.gz'])
      expect(unreadable(file).todo).toMatch(/damaged or cut short/);
  });

  it('name the member of a request that cannot be as it is, and what it could be', () => {
    const words = (facts: ErrorFacts['INVALID_INPUT']): string =>
      describeError(new AppError('INVALID_INPUT', facts)).what.replaceAll('\u00a0', ' ');
    expect(words({ field: 'userId', maxLength: 256 })).toBe('“userId” is longer than 256 characters.');
    expect(words({ field: 'name', value: null, expected: 'text' })).toBe('“name” is missing.');
    expect(words({ field: 'eventType', value: '', maxLength: 256 })).toBe('“eventType” is missing.');
    expect(words({ field: 'numResults', value: 'x', expected: 'number' })).toBe(
      '“numResults” cannot be this: expected is number.',
    );
    expect(words({ field: 'importMode', value: 'ALL', allowed: ['FULL', 'INCREMENTAL'] })).toBe(
      '“importMode” cannot be “ALL”: allowed are FULL, INCREMENTAL.',
    );
    expect(words({ field: 'maxResults', value: 0, min: 1, max: 100 })).toBe(
      '“maxResults” cannot be 0: allowed is 1 to 100.',
    );
    expect(words({ field: 'minProvisionedTPS', value: 0, min: 1 })).toBe(
      '“minProvisionedTPS” cannot be 0: allowed is at least 1.',
    );
    expect(words({ field: 'name', value: 'a b', pattern: '^a$', maxLength: 63 })).toBe(
      '“a b” is not a name that the service takes: 1 to 63 letters, digits, - and _, starting with a letter or digit.',
    );
    expect(words({ field: 'datasetGroupArn', needs: 'domain' })).toBe(
      '“datasetGroupArn” cannot be this without “domain”.',
    );
    expect(words({ field: 'solutionVersionArn', status: 'ACTIVE' })).toBe(
      '“solutionVersionArn” names something that is ACTIVE.',
    );
    expect(words({ field: 'schemaArn', value: 'x' })).toBe(
      '“schemaArn” has a value that is not allowed here.',
    );
    expect(words({ field: 'excludedDatasetColumns', excluded: 'GENR' })).toBe(
      'The data have no “GENR” that could be left out of training.',
    );
  });

  it('name what has to go first, and of what there can be but one', () => {
    const local = 'arn:aws:personalize:us-east-1:000000000000:';
    const inUse = (by: string): string =>
      describeError(new AppError('RESOURCE_IN_USE', { arn: `${local}x/y`, by: `${local}${by}` })).what;
    expect(inUse('dataset/shop/ITEMS')).toBe('The dataset shop/ITEMS stands in the way.');
    expect(inUse('batch-inference-job/j')).toBe('The batch inference job j stands in the way.');
    expect(inUse('solution/s/00000001')).toBe('The solution version s/00000001 stands in the way.');
    expect(inUse('campaign/home')).toBe('The campaign home serves this.');
    expect(inUse('recommender/home')).toBe('The recommender home uses this.');
    const exists = (kind: string): string =>
      describeError(new AppError('RESOURCE_ALREADY_EXISTS', { kind, name: 'a' })).what;
    expect(exists('filter')).toBe('There is already one of this name.');
    expect(exists('event-tracker')).toBe('A dataset group has one event tracker, and there is already “a”.');
  });

  it('give code and facts for a report', () => {
    const facts = { file: 'a.csv', wanted: 'A', found: ['B'] };
    expect(JSON.parse(errorDetails(new AppError('D03', facts)))).toEqual({ code: 'D03', details: facts });
  });

  it('name counts, types, settings and ranges', () => {
    const example = <Code extends ErrorCode>(code: Code): string =>
      said({ code, details: EXAMPLES[code] } as ErrorRecord);
    for (const fact of ['40', '1,200', '1,000', 'watch', '3.5']) expect(example('T01')).toContain(fact);
    expect(example('T02')).toMatch(/3 users have at least 2 events; 25 are needed/);
    expect(example('T03')).toMatch(/14.*10.*a, b/);
    expect(example('T04')).toMatch(/wach.*watch, click/);
    expect(example('T05')).toContain('EVENT_VALUE');
    expect(example('P01')).toMatch(/aws-x.*aws-sims/);
    expect(example('P02')).toMatch(/aws-sims.*bptt.*d/);
    expect(example('P03')).toMatch(/bptt.*99.*2 to 32/);
    expect(example('P05')).toMatch(/low.*high/);
    expect(example('F04')).toMatch(/GENR/);
  });

  it('say the bound of a setting that has one bound alone', () => {
    const setting = { name: 'age', kind: 'float' };
    const words = (min: number | null, max: number | null): string =>
      describeError(new AppError('P03', { ...setting, value: '0', min, max })).todo;
    expect(words(1, null)).toBe('Allowed is a number of at least 1.');
    expect(words(0, null)).toBe('Allowed is a number above 0.');
    expect(words(null, 9)).toBe('Allowed is a number of at most 9.');
    expect(words(null, null)).toBe('It must be a number.');
  });
});

describe('an error that another version has stored', () => {
  const stored = (code: string, details: object) => describeError({ code, details } as ErrorRecord);

  it('is told by its family where facts are missing', () => {
    expect(stored('T03', { kinds: 4 }).what).toBe('This cannot be trained on these data.');
    expect(stored('T01', {}).what).toBe('This cannot be trained on these data.');
    expect(stored('F04', { field: 'x' }).what).toBe('The filter cannot be read.');
    expect(stored('T03', { types: 1, columns: [], combined: 1, limit: 1 }).what).toMatch(/trained/);
  });

  it('is told at least as one where its code is no more', () => {
    expect(stored('T99', {}).what).toBe('This cannot be trained on these data.');
    expect(stored('GONE', {}).what).toMatch(/another version of Foretaste/);
    expect(stored('toString', {}).what).toMatch(/another version of Foretaste/);
  });
});

describe('the facts of a code', () => {
  it('are those of its entry, and nothing else compiles', () => {
    new AppError('T02', { count: 1, needed: 2 });
    new AppError('R04');
    // @ts-expect-error a fact is missing
    new AppError('T02', { count: 1 });
    // @ts-expect-error a fact has another name
    new AppError('T02', { count: 1, wanted: 2 });
    // @ts-expect-error there are facts to give
    new AppError('T02');
    // @ts-expect-error a fact is of another type
    new AppError('T02', { count: '1', needed: 2 });
    // @ts-expect-error there is no such code
    new AppError('T98', {});
    const error = errorOf({ code: 'T02', details: { count: 1, needed: 2 } });
    if (error.code === 'T02') expectTypeOf(error.details.count).toEqualTypeOf<number>();
  });

  it('are all that words can read, and no code goes without words', () => {
    type Two = Pick<ErrorFacts, 'T02' | 'R04'>;
    const complete: WordsFor<Two> = { T02: ({ needed }) => `${needed}`, R04: () => '' };
    // @ts-expect-error R04 has no words
    const lacking: WordsFor<Two> = { T02: () => '' };
    const unsure: WordsFor<Pick<ErrorFacts, 'FILE_UNREADABLE'>> = {
      // @ts-expect-error words read no fact that may be absent
      FILE_UNREADABLE: ({ reason }) => `${reason}`,
    };
    // @ts-expect-error T02 has no such fact
    const misread: WordsFor<Two> = { T02: ({ wanted }) => `${wanted}`, R04: () => '' };
    expect([complete, lacking, unsure, misread]).toHaveLength(4);
  });
});

describe('the sentence that a script gets', () => {
  const few: Issue = { code: 'D17', severity: 'error', details: { rows: 0, needed: 1000 } };
  const letters: Issue = { code: 'D10', severity: 'error', details: { type: 'long', stored: false } };
  const sentence = (...issues: readonly Issue[]): string =>
    messageOf(new AppError('IMPORT_FAILED', { issues }));

  it.each([
    ['ACTIVE', 'More than 5 resources in ACTIVE state. Please delete some and try again.'],
    ['PENDING or IN_PROGRESS', 'More than 5 resources with PENDING or IN_PROGRESS status.'],
  ] as const)(
    'of too many %s is the service’s in every language, and people read it in theirs',
    (status, words) => {
      const error = new AppError('LIMIT_EXCEEDED', { kind: 'filter', limit: 5, status });
      expect(messageOf(error)).toBe(words);
      readLanguageFrom(() => 'ko');
      const [program, person] = [messageOf(error), describeError(error)];
      readLanguageFrom(() => 'en');
      expect(program).toBe(words);
      expect(person.what).toMatch(/5개.*요\.$/);
      expect(person.todo).toMatch(/세요\.$/);
    },
  );

  it('of a refused file is its first fault, and not that too few of its rows could be read', () => {
    expect(sentence(few)).toMatch(/^0\srows/);
    expect(sentence(few, letters)).toBe(sentence(letters));
    expect(sentence({ ...letters, severity: 'warning' }, few)).toBe(sentence(few));
  });
});
