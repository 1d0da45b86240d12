import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filmClubSeed, simulateFilmClub } from '../../../../src/data/samples/film-club';
import { runCommand } from '../../../../src/programs/cli/run-command';

/** Starting a thread takes longer than what such small data ask of it. */
const ONE_THREAD = ['--workers', '1'];

/** The rows of a table without the newest of every user, by (TIMESTAMP, row). */
function withoutNewest(csv: string): string {
  const [header, ...rows] = csv.trimEnd().split('\n');
  const columns = header.trim().split(',');
  const [user, time] = ['USER_ID', 'TIMESTAMP'].map((name) => columns.indexOf(name));
  const newest = new Map<string, { at: number; row: number }>();
  rows.forEach((line, row) => {
    const cells = line.split(',');
    const at = Number(cells[time]);
    if (at >= (newest.get(cells[user])?.at ?? -Infinity)) newest.set(cells[user], { at, row });
  });
  const hidden = new Set([...newest.values()].map(({ row }) => row));
  return [header, ...rows.filter((_, row) => !hidden.has(row))].join('\n');
}

describe('tuning the simulated film club', () => {
  let folder: string;
  let whole: string[];
  let shortened: string[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'foretaste-'));
    const size = { people: 60, films: 90, events: 2500 };
    const { interactionsCsv } = await simulateFilmClub(filmClubSeed, size);
    const files = { 'whole.csv': interactionsCsv, 'shortened.csv': withoutNewest(interactionsCsv) };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    whole = ['--interactions', join(folder, 'whole.csv')];
    shortened = ['--interactions', join(folder, 'shortened.csv')];
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('judges its trials as leave-one-out does on data without the newest rows', async () => {
    const tuned = await runCommand([
      'tune',
      ...whole,
      '--recipe',
      'aws-sims',
      '--trials',
      '4',
      ...ONE_THREAD,
    ]);
    expect(tuned.message).toBe('');
    const { trials, bestTrial } = tuned.document as unknown as {
      trials: {
        algorithmHyperParameters: { [name: string]: string };
        value: number;
        metrics: { [key: string]: number };
        versusDefaults: { better: string; difference: number } | null;
      }[];
      bestTrial: number;
    };
    expect(trials[0].algorithmHyperParameters).toEqual({
      popularity_discount_factor: '0.5',
      min_cointeraction_count: '3',
    });
    // The best of the defaults and of what is shown to be better than they are.
    const shown = trials.filter(({ versusDefaults }) => versusDefaults?.better !== 'none');
    expect(shown[0]).toBe(trials[0]);
    expect(trials[bestTrial - 1].value).toBe(Math.max(...shown.map(({ value }) => value)));
    for (const { value, versusDefaults } of trials.slice(1))
      expect(versusDefaults?.difference).toBeCloseTo(value - trials[0].value, 12);
    expect(new Set(trials.map(({ value }) => value)).size).toBeGreaterThan(1);
    for (const { algorithmHyperParameters, metrics } of trials) {
      const check = await runCommand([
        'evaluate',
        ...shortened,
        ...['--recipe', 'aws-sims', '--protocol', 'leave-one-out', ...ONE_THREAD],
        ...['--hyperparameters', JSON.stringify(algorithmHyperParameters)],
      ]);
      const measured = (check.document as unknown as { metrics: { [key: string]: number } }).metrics;
      for (const [key, value] of Object.entries(measured)) expect(metrics[key], key).toBeCloseTo(value, 12);
    }
  });

  test('automl tries personal lists beside popularity and names the better', async () => {
    const { document, message } = await runCommand([
      'automl',
      ...whole,
      ...['--trials', '2', '--recipes', 'aws-user-personalization,aws-popularity-count'],
      ...ONE_THREAD,
    ]);
    expect(message).toBe('');
    const { autoMLResult, candidates } = document as unknown as {
      autoMLResult: { bestRecipeArn: string };
      candidates: { recipeArn: string; bestTrial?: { value: number }; trials?: unknown[] }[];
    };
    const tried = candidates.filter((one) => one.bestTrial !== undefined);
    const best = Math.max(...tried.map((one) => one.bestTrial?.value ?? 0));
    const winner = tried.find((one) => one.recipeArn === autoMLResult.bestRecipeArn);
    expect(winner?.bestTrial?.value).toBe(best);
    const trials = new Map(tried.map((one) => [one.recipeArn.split('/')[1], one.trials?.length]));
    expect(trials.get('aws-user-personalization')).toBe(2);
    expect(trials.get('aws-popularity-count')).toBe(1);
  });

  test('says how it is used, and which rule a request breaks', async () => {
    for (const args of [['tune'], ['tune', ...whole], ['tune', ...whole, '--trials', '41'], ['automl']]) {
      expect((await runCommand(args)).status, args.join(' ')).toBe(2);
    }
    const code = async (args: string[]): Promise<unknown> =>
      ((await runCommand(args)).document as { error?: { code: string } } | null)?.error?.code;
    expect(await code(['tune', ...whole, '--recipe', 'aws-popularity-count'])).toBe('P04');
    expect(await code(['automl', ...whole, '--recipe', 'aws-sims'])).toBe('P07');
    expect(await code(['automl', ...whole, '--recipes', 'aws-sims'])).toBe('P04');
  });
});
