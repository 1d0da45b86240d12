import type { ParameterSpec } from '../domain/recipes';
import type { RecipeName } from '../domain/recipe-catalogue';
import { significant } from '../domain/numbers';
import { SETTINGS_OF } from './recipes';

/** What a setting does, in one sentence; an entry for one recipe counts before that for all. */
const SENTENCES: { readonly [name: string]: string } = {
  hidden_dimension: 'Room for what it remembers: more finds finer tastes and takes longer.',
  bptt: 'Over how many events in a row it learns at once.',
  recency_mask: 'Recent events weigh more than old ones.',
  popularity_discount_factor: '0 puts popular companions first, 1 exclusive ones.',
  min_cointeraction_count: 'Pairs shared by fewer users do not count as similar.',
  min_user_history_length_percentile: 'Shorter histories than those of this share of people are left out.',
  max_user_history_length_percentile:
    'Longer histories than those of this share of people are cut or left out.',
  min_item_interaction_count_percentile: 'Items chosen less often than this share of them are left out.',
  max_item_interaction_count_percentile: 'Items chosen more often than this share of them are left out.',
  cold_start_max_interactions: 'Items with fewer events than this can be new ones.',
  cold_start_max_duration: 'Items younger than this many days can be new ones.',
  cold_start_relative_from: 'Whether age is counted back from the newest event or from today.',
  trend_discovery_frequency: 'How long the two intervals are whose events are compared.',
  apply_recency_bias: 'Recent events weigh more than old ones.',
};

/** null for a setting that there are no words for yet: its name and range then stand alone. */
export function parameterSentence(recipe: RecipeName, name: string): string | null {
  return SETTINGS_OF[recipe]?.[name] ?? SENTENCES[name] ?? null;
}

/** `2 to 32`, `at least 1`, or null where any number goes or the values are a list. */
export function rangeWords({ kind, min, max }: ParameterSpec): string | null {
  if (kind === 'bool' || kind === 'enum' || (min === undefined && max === undefined)) return null;
  if (min === undefined) return `at most ${significant(max ?? 0)}`;
  if (max === undefined) return min < 0.001 ? 'more than 0' : `at least ${significant(min)}`;
  return `${significant(min)} to ${significant(max)}`;
}
