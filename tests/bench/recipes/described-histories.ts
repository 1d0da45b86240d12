import type { CodeColumn } from '../../../src/domain/columns';
import type { TrainingData } from '../../../src/domain/histories';
import { syntheticHistories, type SyntheticOptions } from '../synthetic';

const KINDS = 24;
/** Items that count as cold: what aws-hrnn-coldstart asks for, and some. */
const COLD = 200;

/** Made-up histories with a kind for every item, for recipes that cannot do without metadata. */
export function describedHistories(options: SyntheticOptions): TrainingData {
  const data = syntheticHistories(options);
  const kinds: CodeColumn = {
    name: 'KIND',
    kind: 'code',
    codes: Int32Array.from({ length: data.nItems }, (_, item) => item % KINDS),
    vocabulary: Array.from({ length: KINDS }, (_, kind) => `kind ${kind}`),
    categorical: true,
  };
  return { ...data, itemColumns: [kinds] };
}

/** Transformations by which the least used items of these data are cold, whatever their age. */
export function coldest({ nItems, items }: TrainingData): { readonly [name: string]: string } {
  const rows = new Int32Array(nItems);
  for (const item of items) rows[item]++;
  const fewerThan = 1 + rows.sort()[Math.min(nItems, COLD) - 1];
  return { cold_start_max_interactions: String(fewerThan), cold_start_max_duration: '10000' };
}
