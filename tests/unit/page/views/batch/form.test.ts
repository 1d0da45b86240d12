import { describe, expect, it } from 'vitest';
import type { BatchJob } from '../../../../../src/domain/batch';
import type { FilterResource } from '../../../../../src/domain/service';
import { nameFault } from '../../../../../src/words/copy/names';
import { readPasted } from '../../../../../src/interop/aws/pasted-request';
import { asBoto3 } from '../../../../../src/interop/aws/snippets';
import { numberedName } from '../../../../../src/domain/names';
import { allOf, fits, isLinesFile, resultsFault } from '../../../../../src/page/views/batch/form';
import { areObjects, headOfFile, headOfText } from '../../../../../src/page/views/batch/input-head';
import { savedName } from '../../../../../src/page/views/batch/lines';
import { asked, canResume, outcome, summary } from '../../../../../src/page/views/batch/job-words';
import { jobOf } from '../../../../../src/page/views/batch/pasted-job';
import { requestOf } from '../../../../../src/page/views/batch/job-request';

import { projectState, serviceState, solutionVersion } from '../../../../support/fake-data';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

const job = (change: Partial<BatchJob>): BatchJob => ({
  kind: 'inference',
  arn: 'arn:job',
  jobName: 'nightly',
  status: 'ACTIVE',
  solutionVersionArn: 'arn:solution/s/1',
  numResults: 25,
  inputPath: 's3://in/a',
  outputPath: 's3://out',
  lines: 1200,
  failedLines: 0,
  creationDateTime: 0,
  lastUpdatedDateTime: 0,
  ...change,
});
const progress = { files: 0, linesRead: 1200, bytesRead: 5, totalBytes: 10 };

describe('what a job says', () => {
  it('names its filter, also when that is deleted', () => {
    const filterArn = 'arn:aws:personalize:us-east-1:000000000000:filter/comedies';
    const filter = {
      arn: filterArn,
      name: 'comedies',
      status: 'ACTIVE' as const,
      filterExpression: 'EXCLUDE ItemID WHERE Items.A IN ("b")',
      creationDateTime: 0,
      lastUpdatedDateTime: 0,
    };
    const project = (filters: readonly FilterResource[]) => {
      const state = serviceState(solutionVersion());
      return projectState({ service: { ...state, filters } });
    };
    expect(asked(job({ filterArn }), project([filter]))).toMatch(/, filter comedies$/);
    expect(asked(job({ filterArn }), project([]))).toMatch(/, filter comedies, now deleted$/);
    expect(asked(job({}), project([filter]))).toMatch(/a line$/);
  });
  it('names the saved file after the job and its solution', () => {
    const project = projectState({
      solutionVersions: [solutionVersion({ arn: 'arn:1', solution: 'home page' })],
    });
    expect(savedName(job({ solutionVersionArn: 'arn:1' }), project)).toBe('nightly_home-page.jsonl');
    expect(savedName(job({ solutionVersionArn: 'deleted' }), project)).toBe('nightly.jsonl');
  });
  it.each([
    [{}, '1,200 lines'],
    [{ lines: 1, failedLines: 1 }, '1 line, 1 with an error'],
    [{ status: 'PENDING', lines: 0 }, 'Waits for its turn'],
    [{ status: 'IN PROGRESS', progress }, '1,200 lines'],
    [
      { status: 'CREATE FAILED', failureReason: 'interrupted', progress },
      'The page was closed or gave way to another tab after 1,200 lines.',
    ],
    [
      { status: 'CREATE FAILED', failureReason: 'stopped', lines: 0, progress },
      'Stopped before its first line was written.',
    ],
    [
      { status: 'CREATE FAILED', failureReason: 'There is no room.', failedLines: 2, progress },
      'There is no room after 1,200 lines, 2 with an error.',
    ],
    [
      { status: 'CREATE FAILED', failureReason: 'The file holds no line.', lines: 0 },
      'The file holds no line.',
    ],
  ] as const)('%j: %s', (change, words) => {
    expect(plain(outcome(job(change)))).toBe(words);
  });

  it('is copied as the request that makes it', () => {
    const itemExplorationConfig = { explorationWeight: '0.5' };
    expect(requestOf(job({ filterArn: 'arn:filter/f', itemExplorationConfig }))).toEqual({
      operation: 'CreateBatchInferenceJob',
      input: {
        jobName: 'nightly',
        solutionVersionArn: 'arn:solution/s/1',
        filterArn: 'arn:filter/f',
        numResults: 25,
        jobInput: { s3DataSource: { path: 's3://in/a' } },
        jobOutput: { s3DataDestination: { path: 's3://out' } },
        batchInferenceJobConfig: { itemExplorationConfig },
        roleArn: expect.stringMatching(/^arn:aws:iam::/),
      },
    });
    const { operation, input } = requestOf(job({ kind: 'segment' }));
    expect(operation).toBe('CreateBatchSegmentJob');
    expect(readPasted(asBoto3(operation, input), ['CreateBatchSegmentJob'])).toMatchObject({
      input: { jobName: 'nightly', jobInput: { s3DataSource: { path: 's3://in/a' } } },
      ignored: ['roleArn'],
      unknown: [],
    });
  });

  it('with themes is copied as a request that the form reads again', () => {
    const themeGenerationConfig = { fieldsForThemeGeneration: { itemName: 'TITLE' } };
    const { operation, input } = requestOf(job({ themeGenerationConfig }));
    expect(input).toMatchObject({ batchInferenceJobMode: 'THEME_GENERATION', themeGenerationConfig });
    const pasted = readPasted(asBoto3(operation, input), ['CreateBatchInferenceJob']);
    if ('fault' in pasted) throw new Error(pasted.fault);
    expect(pasted.unknown).toEqual([]);
    expect(jobOf(pasted.input, [], []).itemName).toBe('TITLE');
    expect(jobOf({}, [], []).itemName).toBeNull();
  });

  it('offers to go on only where something is left to do', () => {
    expect(canResume(job({ status: 'CREATE FAILED', progress }))).toBe(true);
    expect(canResume(job({ status: 'CREATE FAILED' }))).toBe(false);
    expect(canResume(job({ status: 'IN PROGRESS', progress }))).toBe(false);
  });

  it('is summed up over the screen', () => {
    expect(summary([])).toBe('No job has run yet.');
    expect(plain(summary([job({ lines: 1 })]))).toBe('One job has answered 1 line.');
    expect(plain(summary([job({}), job({ status: 'IN PROGRESS', lines: 3 })]))).toBe(
      '2 jobs have answered 1,203 lines; one is at work.',
    );
  });
  it('is no answer where a line has failed', () => {
    const failed = job({ status: 'CREATE FAILED', lines: 5, failedLines: 5 });
    expect(plain(summary([failed]))).toBe('No job has answered a line yet.');
    expect(plain(summary([failed, job({ lines: 4, failedLines: 1 })]))).toBe('One job has answered 3 lines.');
  });
  it('is told from a table before it is run', () => {
    expect(areObjects(headOfText('Guest no\n200000\n'))).toBe(false);
    expect(areObjects(headOfText('[{"userId":"1"}]'))).toBe(false);
    expect(areObjects(headOfText('{"userId":"1"}\n\n {"userId":'))).toBe(true);
  });
});

describe('the form of a job', () => {
  it('proposes the first free name, and says what is wrong with another', () => {
    expect(numberedName('batch', ['batch-1', 'batch-3'])).toBe('batch-2');
    expect(nameFault('nightly', ['nightly'], 'job')).toBe('There is already a job of this name.');
    expect(nameFault('-x', [], 'job')).toMatch(/^Up to 63 letters/);
    expect(nameFault('x'.repeat(63), [], 'job')).toBeNull();
  });

  it('bounds the results by what the recipe lists', () => {
    expect(resultsFault(500, 'aws-sims')).toBeNull();
    expect(resultsFault(501, 'aws-sims')).toBe('1 to 500.');
    expect(resultsFault(10_000, 'aws-item-affinity')).toBeNull();
    expect(resultsFault(NaN, 'aws-item-affinity')).toBe('1 to 10,000.');
  });

  it('offers filters of people to segments alone', () => {
    expect(fits('INCLUDE UserID WHERE Users.AGE > 3', 'aws-item-affinity')).toBe(true);
    expect(fits('INCLUDE UserID WHERE Users.AGE > 3', 'aws-sims')).toBe(false);
    expect(fits('EXCLUDE ItemID WHERE Items.GENRE IN ("UserID")', 'aws-sims')).toBe(true);
  });

  it('tells files of lines from tables', () => {
    expect(['a.jsonl', 'A.JSON', 'people.jsonl.gz', 'x.out'].every(isLinesFile)).toBe(true);
    expect(['a.csv', 'a.csv.gz', 'a.zip'].some(isLinesFile)).toBe(false);
  });

  it('knows what everybody means to a recipe', () => {
    expect(allOf('aws-similar-items').words).toBe('every item of the data');
    expect(allOf('aws-similar-items', true).words).toBe('the most frequent items, up to 100');
    expect(allOf('aws-sims').label).toBe('Every item');
    expect(allOf('aws-item-attribute-affinity').words).toMatch(/up to ten/);
  });
});

describe('the beginning of a file', () => {
  const lines = '{"userId":"1"}\n\n{"userId":"2"}\n{"userId":"3"}\n{"userId":"4"}\n';

  it('leaves blank lines out', async () => {
    expect(headOfText(lines)).toEqual({
      lines: ['{"userId":"1"}', '{"userId":"2"}', '{"userId":"3"}'],
      total: 4,
    });
    expect(await headOfFile(new Blob([lines]), 'a.jsonl', 1)).toEqual({
      lines: ['{"userId":"1"}'],
      total: null,
    });
  });

  it('is unpacked where the file is gzipped', async () => {
    const packed = new Blob([lines]).stream().pipeThrough(new CompressionStream('gzip'));
    const file = await new Response(packed).blob();
    expect((await headOfFile(file, 'a.jsonl.gz', 2)).lines).toEqual(['{"userId":"1"}', '{"userId":"2"}']);
  });
});
