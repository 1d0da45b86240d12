import { expect, test } from 'vitest';
import { summarizeActivity } from '../../../../src/page/charts/activity';
import { calendarOf, summarizeMonths } from '../../../../src/page/charts/months';
import { plain } from '../../../../src/page/charts/summary';
import { bundleWarningWords } from '../../../../src/words/copy/bundle';
import { describeError } from '../../../../src/words/copy/errors';
import type { BatchJob } from '../../../../src/domain/batch';
import type { PairedResult } from '../../../../src/domain/comparison';
import { AppError } from '../../../../src/domain/errors';
import type { LessonFact } from '../../../../src/domain/lesson-facts';
import { LESSONS } from '../../../../src/words/lessons/catalogue';
import { showStep } from '../../../../src/words/lessons/interpret';
import { asked } from '../../../../src/page/views/batch/job-words';
import { differenceWords } from '../../../../src/page/views/shell/expected';
import { countWords } from '../../../../src/page/views/user/list-words';
import { datasetCard } from '../../../support/fake-data';

/** One of anything has its noun in the singular, wherever a number and a noun are put together. */
function lesson(fact: LessonFact): string {
  const step = LESSONS.flatMap(({ steps }) => steps).find(({ shows }) => shows === fact.kind);
  if (step === undefined || fact.kind === 'lacking') throw new Error(`no step shows ${fact.kind}`);
  const { text, asks, reveals } = showStep(step, fact, 'film');
  return [text, asks?.prompt, reveals].join(' ');
}
/** Five people without a difference. */
const alike: PairedResult = {
  n: 5,
  difference: 0,
  low: 0,
  high: 0,
  pValue: 1,
  first: 0,
  second: 0,
  equal: 5,
  better: 'none',
};
const card = { ...datasetCard(), medianEventsPerUser: 1, minEventsPerUser: 1 };
const job: BatchJob = {
  kind: 'segment',
  arn: 'arn:job',
  jobName: 'nightly',
  status: 'ACTIVE',
  solutionVersionArn: 'arn:solution/s/1',
  numResults: 1,
  inputPath: 's3://in/a',
  outputPath: 's3://out',
  lines: 1,
  failedLines: 0,
  creationDateTime: 0,
  lastUpdatedDateTime: 0,
};
const months = [
  { month: '2020-01', count: 1 },
  { month: '2020-02', count: 1 },
];

test.each([
  ['a row that one user took', countWords('users', 1, 9).unit, /^user$/],
  ['one event more', countWords('rise', 1, 9).unit, /^more event$/],
  ['how active people are', plain(summarizeActivity(card).sentence), /have 1 event or fewer/],
  ['months', plain(summarizeMonths(calendarOf(months)).sentence), /about 1 event a month/],
  ['a batch job', asked(job, null), /1 user a line/],
  ['a link', differenceWords({ name: 'a', rows: 1, checksum: '' }, null) ?? '', /: 1 row\./],
  [
    'few rows in a bundle',
    bundleWarningWords({ code: 'FEW_USERS', severity: 'refused', details: { users: 1, least: 25 } }),
    /^1 user with/,
  ],
  [
    'a formula',
    bundleWarningWords({
      code: 'FORMULA_CELLS',
      severity: 'note',
      details: { dataset: 'ITEMS', column: 'TITLE', cells: 1, example: '=1' },
    }),
    /^1 cell .* begins like/,
  ],
  [
    'cold items',
    describeError(new AppError('COLD_ITEMS', { count: 1, fewerThan: 10, days: 1, min: 2, max: 9 })).what,
    /^1 item is cold.* 1 day\.$/,
  ],
  [
    'the less known of the popularity lesson',
    lesson({
      kind: 'popularity',
      people: 5,
      items: { little: 1, all: 1 },
      data: 0.1,
      rows: [{ recipe: 'aws-sims', share: 0.1, items: 12, more: alike }],
    }),
    /^Half of 1 film, the 1 that the fewest people watched/,
  ],
  [
    'what is fresh in the lesson on exploring',
    lesson({
      kind: 'exploration',
      recipe: 'aws-user-personalization',
      people: 5,
      days: 1,
      fresh: 1,
      rows: [{ weight: 0, fresh: 0, kept: 50, more: alike }],
      hits: null,
    }),
    /^1 film came within the last day, so hardly anybody has watched it\./,
  ],
])('%s', (_, words, expected) => {
  expect(words.replaceAll('\u00a0', ' ')).toMatch(expected);
});
