import type { ErrorRecord } from './errors';
import type { RecipeName, RecipeType } from './recipe-catalogue';
import type { Budget } from './solution-spec';

/** The name without `aws-`, as it stands in sentences, labels and names of resources. */
export function shortName(name: RecipeName): string {
  return name.replace('aws-', '');
}

/** One setting of a recipe: its name in the service, what it may be, and what it is when nobody says. */
export interface ParameterSpec {
  readonly name: string;
  readonly kind: 'int' | 'float' | 'bool' | 'enum';
  readonly defaultValue: string;
  readonly min?: number;
  readonly max?: number;
  readonly values?: readonly string[];
  /** HPO may search it. */
  readonly tunable: boolean;
}

/** DescribeRecipe: what a recipe is set by, and what it means for the data at hand. */
export interface RecipeDescription {
  readonly name: RecipeName;
  readonly type: RecipeType;
  readonly hyperparameters: readonly ParameterSpec[];
  readonly featureTransformations: readonly ParameterSpec[];
  /** Rough operations of one training on the data at hand. */
  readonly work: { readonly [budget in Budget]: number };
  /** Why these data are not enough for it with its defaults; null where they are. */
  readonly lacking: ErrorRecord | null;
}
