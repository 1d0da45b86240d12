/**
 * What semantic similarity brings, where the sets lie beside the project (`tests/bench/accuracy/sets.ts`): of the ten items
 * that are listed first for an item, how many are of its kind (Retail Demo Store, CATEGORY_L2, which nothing here reads),
 * and how like are the audiences of two films (MovieLens latest-small, cosine of who rated them, over films with twenty
 * ratings and more; described by genres and everybody's tags). Beside it stand similar-items without categories, what is
 * popular, and ten items of chance. `npm run evaluate:texts`; seed 42.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { importFiles } from '../../src/programs/cli/import-files';
import type { CodeColumn, Column, MultiColumn } from '../../src/domain/columns';
import type { TrainingData } from '../../src/domain/histories';
import { InProcessPool } from '../../src/engine/project/in-process-pool';
import { buildTrainingData } from '../../src/engine/training/training-data';
import { distinctRows, transpose } from '../../src/kernels/csr';
import { Rng } from '../../src/kernels/rng';
import { topK } from '../../src/kernels/top-k';
import { can } from '../../src/recipes/capabilities';
import { findRecipe } from '../../src/recipes/registry';
import { publishedSets } from './accuracy/sets';
import { uncancelled as job } from '../../src/domain/ports';

const SEED = 42;
const FIRST = 10;
const FEWEST_RATINGS = 20;
const RECIPES = ['aws-semantic-similarity', 'aws-similar-items', 'aws-popularity-count'] as const;

/** The items listed first for an item. */
type Lists = (item: number) => ArrayLike<number>;

const sets = publishedSets();
for (const [name, measure] of [
  ['retail-demo-store', shop],
  ['ml-latest-small', films],
] as const) {
  const flag = sets.get(name)?.flags[1];
  if (flag === undefined) console.info(`${name} does not lie beside the project.`);
  else await measure(flag);
}

async function shop(interactions: string): Promise<void> {
  const data = await dataOf(interactions, join(dirname(interactions), 'items.csv.gz'));
  const kinds = data.itemColumns.find(({ name }) => name === 'CATEGORY_L2');
  if (kinds?.kind !== 'code' && kinds?.kind !== 'multi') throw new RangeError('CATEGORY_L2 is a category');
  const described = Array.from({ length: data.nItems }, (_, i) => i).filter((i) => kindOf(kinds, i) >= 0);
  await tell('retail-demo-store: of its kind', data, described, (item, other) =>
    kindOf(kinds, item) === kindOf(kinds, other) ? 1 : 0,
  );
}

function kindOf(column: CodeColumn | MultiColumn, item: number): number {
  return column.kind === 'code' ? column.codes[item] : (column.codes[column.offsets[item]] ?? -1);
}

async function films(interactions: string): Promise<void> {
  const items = join(mkdtempSync(join(tmpdir(), 'described-films-')), 'items.csv');
  writeFileSync(items, describedFilms(dirname(interactions)));
  const data = await dataOf(interactions, items);
  const audiences = transpose(distinctRows(data.userPtr, data.items, data.nItems));
  const size = (i: number): number => audiences.indptr[i + 1] - audiences.indptr[i];
  const known = Array.from({ length: data.nItems }, (_, i) => i).filter((i) => size(i) >= FEWEST_RATINGS);
  const seen = new Uint8Array(data.nUsers);
  await tell('ml-latest-small: audiences alike', data, known, (item, other) => {
    if (size(other) === 0) return 0;
    seen.fill(0);
    for (let p = audiences.indptr[item]; p < audiences.indptr[item + 1]; p++) seen[audiences.indices[p]] = 1;
    let both = 0;
    for (let p = audiences.indptr[other]; p < audiences.indptr[other + 1]; p++)
      both += seen[audiences.indices[p]];
    return both / Math.sqrt(size(item) * size(other));
  });
}

/** Titles, with genres and tags as their description. */
function describedFilms(folder: string): string {
  const rows = (file: string): string[] =>
    readFileSync(join(folder, file), 'utf8').trimEnd().split(/\r?\n/).slice(1);
  const tags = new Map<string, string[]>();
  for (const row of rows('tags.csv')) {
    const [, film, tag] = /^\d+,(\d+),(.*),\d+$/.exec(row) ?? [];
    if (film !== undefined) tags.set(film, [...(tags.get(film) ?? []), tag.replaceAll('"', '')]);
  }
  const films = rows('movies.csv').map((row) => {
    const [, film, title, genres] = /^(\d+),(.*),([^,]*)$/.exec(row) ?? [];
    const words = [genres.replaceAll('|', ' '), ...(tags.get(film) ?? [])].join('. ');
    return `${film},${title},"${words}, film ${film}"`;
  });
  return ['movieId,title,description', ...films].join('\n');
}

async function dataOf(interactions: string, items: string): Promise<TrainingData> {
  const { tables } = await importFiles({ interactions, items, profile: 'relaxed' }, job);
  return buildTrainingData(tables, {}, 'relaxed', SEED);
}

async function tell(
  what: string,
  data: TrainingData,
  asked: readonly number[],
  value: (item: number, other: number) => number,
): Promise<void> {
  const mean = (lists: Lists): string => {
    let sum = 0;
    for (const item of asked) for (const other of Array.from(lists(item))) sum += value(item, other) / FIRST;
    return (sum / asked.length).toFixed(3);
  };
  const texts = data.itemColumns.filter(isText);
  for (const name of RECIPES)
    console.info(what, name, mean(await listsOf(name, { ...data, itemColumns: texts })));
  const rng = new Rng(SEED, 'items of chance');
  console.info(
    what,
    'chance',
    mean(() => Array.from({ length: FIRST }, () => rng.below(data.nItems))),
  );
}

function isText(column: Column): boolean {
  return column.itemName === true || column.kind === 'text';
}

async function listsOf(name: (typeof RECIPES)[number], data: TrainingData): Promise<Lists> {
  const recipe = findRecipe(name);
  const config = { parameters: {}, seed: SEED, budget: 'standard' } as const;
  const trainer = await recipe.trainer(data, config, new InProcessPool());
  await trainer.trainEpoch(job);
  const model = trainer.model();
  const values = new Float64Array(model.nItems);
  const nobody = { userIdx: -1, items: new Int32Array(0), timestampSec: new Float64Array(0) };
  return (item) => {
    if (can(model, 'relates')) model.scoreRelated(item, values);
    else model.scoreUser(nobody, values);
    values[item] = -Infinity;
    return topK(values, data.itemRank, FIRST);
  };
}
