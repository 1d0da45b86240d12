import type { CodeColumn, TextColumn } from '../../../src/domain/columns';
import type { TrainingData } from '../../../src/domain/histories';
import { recipeFacts, type RecipeName } from '../../../src/domain/recipe-catalogue';
import { Rng } from '../../../src/kernels/rng';
import { syntheticHistories, type SyntheticOptions } from '../synthetic';

const KINDS = 24;
/** Items that count as cold: what aws-hrnn-coldstart asks for, and some. */
const COLD = 200;

/** Words of a name and of a description, of so many, some of which items of a kind share. */
const NAME_WORDS = 3;
const TEXT_WORDS = 40;
const WORDS = 5000;
const OF_A_KIND = 100;

/**
 * Made-up histories with a kind for every item, for recipes that cannot do without metadata, and with texts for a recipe
 * that reads them.
 */
export function describedHistories(options: SyntheticOptions, recipe: RecipeName): TrainingData {
  const data = syntheticHistories(options);
  const kinds: CodeColumn = {
    name: 'KIND',
    kind: 'code',
    codes: Int32Array.from({ length: data.nItems }, (_, item) => item % KINDS),
    vocabulary: Array.from({ length: KINDS }, (_, kind) => `kind ${kind}`),
    categorical: true,
  };
  const texts = recipeFacts(recipe).readsTexts === true ? madeUpTexts(data.nItems, options.seed) : [];
  return { ...data, itemColumns: [kinds, ...texts] };
}

function madeUpTexts(nItems: number, seed: number): TextColumn[] {
  const rng = new Rng(seed, 'texts');
  const written = (item: number, words: number): string =>
    Array.from({ length: words }, () =>
      rng.uniform() < 0.5 ? `kind${item % KINDS}word${rng.below(OF_A_KIND)}` : `word${rng.below(WORDS)}`,
    ).join(' ');
  const column = (words: number): readonly string[] =>
    Array.from({ length: nItems }, (_, item) => written(item, words));
  return [
    { name: 'TITLE', kind: 'text', values: column(NAME_WORDS), textual: false, itemName: true },
    { name: 'DESCRIPTION', kind: 'text', values: column(TEXT_WORDS), textual: true },
  ];
}

/** Transformations by which the least used items of these data are cold, whatever their age. */
export function coldest({ nItems, items }: TrainingData): { readonly [name: string]: string } {
  const rows = new Int32Array(nItems);
  for (const item of items) rows[item]++;
  const fewerThan = 1 + rows.sort()[Math.min(nItems, COLD) - 1];
  return { cold_start_max_interactions: String(fewerThan), cold_start_max_duration: '10000' };
}
