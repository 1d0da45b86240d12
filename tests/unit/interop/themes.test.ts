import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/errors';
import { LIMITS } from '../../../src/domain/limits';
import { fullProject, type FullProject } from '../../support/full-project';
import { askOnWire } from '../../support/wire';
import { roleArn } from '../../support/local-aws';

const themes = { fieldsForThemeGeneration: { itemName: 'TITLE' } };

describe('batch jobs whose lists get themes', () => {
  let made: FullProject;
  const arns: { [recipe: string]: string } = {};
  const call = async (operation: string, input: JsonObject): Promise<JsonObject> => {
    const { body, error } = await askOnWire(made.aws.requestHandler, operation, input);
    expect([error, body.message]).toEqual([undefined, undefined]);
    return body;
  };
  beforeAll(async () => {
    made = await fullProject();
    const { datasetGroupArn } = made;
    for (const recipe of ['aws-similar-items', 'aws-sims']) {
      const recipeArn = `arn:aws:personalize:::recipe/${recipe}`;
      const { solutionArn } = await call('CreateSolution', { name: recipe, datasetGroupArn, recipeArn });
      const { solutionVersionArn } = await call('CreateSolutionVersion', { solutionArn });
      arns[recipe] = String(solutionVersionArn);
    }
    await made.aws.service.idle();
  }, 60_000);

  const job = (jobName: string, lines: number, more: JsonObject = {}): JsonObject => {
    const text = Array.from({ length: lines }, (_, k) => `{"itemId": "i${k}"}\n`).join('');
    made.aws.files.put(`s3://shop/${jobName}.json`, new Blob([text]));
    return {
      jobName,
      solutionVersionArn: arns['aws-similar-items'],
      numResults: 5,
      jobInput: { s3DataSource: { path: `s3://shop/${jobName}.json` } },
      jobOutput: { s3DataDestination: { path: 's3://shop/out/' } },
      roleArn,
      ...more,
    };
  };
  const outputOf = async (jobName: string): Promise<string> => {
    const file = await made.aws.service.readFile(`s3://shop/out/${jobName}.json.out`);
    return (await file?.text()) ?? '';
  };
  const THEMED = { batchInferenceJobMode: 'THEME_GENERATION', themeGenerationConfig: themes };

  test('write a theme, and how well each item fits it, in the service’s form', async () => {
    const { batchInferenceJobArn } = await call('CreateBatchInferenceJob', job('themed', 3, THEMED));
    await made.aws.service.idle();
    const { batchInferenceJob } = await call('DescribeBatchInferenceJob', { batchInferenceJobArn });
    expect(batchInferenceJob).toMatchObject({ status: 'ACTIVE', ...THEMED });
    const { batchInferenceJobs } = await call('ListBatchInferenceJobs', {});
    expect(batchInferenceJobs).toMatchObject([{ batchInferenceJobMode: 'THEME_GENERATION' }]);

    const text = await outputOf('themed');
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      expect(line).toMatch(
        /^\{"input":\{"itemId":"i\d"\},"output":\{"recommendedItems":\[[^\]]+\],"theme":"[^"]+","itemsThemeRelevanceScores":\[[\d.,]+\]\},"error":null\}$/,
      );
      const { output } = JSON.parse(line) as {
        output: { recommendedItems: string[]; itemsThemeRelevanceScores: number[] };
      };
      const scores = output.itemsThemeRelevanceScores;
      expect(scores).toHaveLength(output.recommendedItems.length);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    }

    await call('CreateBatchInferenceJob', job('plain', 3));
    await made.aws.service.idle();
    const plain = await outputOf('plain');
    const itemsOf = (line: string): string[] => JSON.parse(line).output.recommendedItems as string[];
    expect(lines.map((line) => itemsOf(line).toSorted())).toEqual(
      plain
        .trimEnd()
        .split('\n')
        .map((line) => itemsOf(line).toSorted()),
    );
  });

  test('take at most 100 lines', async () => {
    const { batchInferenceJobArn } = await call(
      'CreateBatchInferenceJob',
      job('long', LIMITS.themedLines + 1, THEMED),
    );
    await made.aws.service.idle();
    const { batchInferenceJob } = await call('DescribeBatchInferenceJob', { batchInferenceJobArn });
    expect(batchInferenceJob).toMatchObject({
      status: 'CREATE FAILED',
      failureReason: expect.stringContaining('100') as string,
    });
  });

  test.each<[string, JsonObject & { column?: string; solutionVersionArn?: string }, string]>([
    ['a recipe that is not for similar items', { solutionVersionArn: 'aws-sims' }, 'batchInferenceJobMode'],
    ['no column of names', { themeGenerationConfig: null }, 'themeGenerationConfig'],
    ['a column that is not there', { column: 'NAME' }, 'itemName'],
    ['a column that is no text', { column: 'PRICE' }, 'itemName'],
    ['the plain mode', { batchInferenceJobMode: 'BATCH_INFERENCE' }, 'themeGenerationConfig'],
  ])('are refused with %s', async (_, { column, solutionVersionArn, ...change }, member) => {
    const input = {
      ...job('none', 1, THEMED),
      ...(solutionVersionArn === undefined ? {} : { solutionVersionArn: arns[solutionVersionArn] }),
      ...(column === undefined
        ? {}
        : { themeGenerationConfig: { fieldsForThemeGeneration: { itemName: column } } }),
      ...change,
    };
    const { error, body } = await askOnWire(
      made.aws.requestHandler,
      'CreateBatchInferenceJob',
      JSON.parse(JSON.stringify(input)) as JsonObject,
    );
    expect([error, body.message]).toEqual(['InvalidInputException', expect.stringContaining(member)]);
  });
});
