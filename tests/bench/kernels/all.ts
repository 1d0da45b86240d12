import { cholesky, gram, product, triangularSolve } from './dense';
import type { Kernel } from './kernel';
import { attention, gruStep } from './networks';

/** Every dense kernel that is held against the scalar ceiling, by a short name. */
export const kernels: ReadonlyMap<string, () => Kernel> = new Map([
  ['product', () => product()],
  ['gram', () => gram()],
  ['cholesky', () => cholesky()],
  ['solve', () => triangularSolve()],
  ['gru', () => gruStep()],
  ['attention', () => attention()],
]);
