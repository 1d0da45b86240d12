import type { ParameterSpec } from '../../domain/recipes';
import type { RecipeName } from '../../domain/recipe-catalogue';
import { significant } from '../../domain/numbers';
import * as columns from '../messages/columns';
import * as say from '../messages/parameters';
import { SETTINGS_OF } from './recipes';

/** What a setting does, in one sentence. */
const SENTENCES: { readonly [name: string]: () => string } = {
  hidden_dimension: say.hiddenDimension,
  bptt: say.bptt,
  recency_mask: say.recent,
  popularity_discount_factor: say.popularityDiscount,
  min_cointeraction_count: say.minCointeraction,
  min_user_history_length_percentile: say.minHistory,
  max_user_history_length_percentile: say.maxHistory,
  min_item_interaction_count_percentile: say.minItemInteractions,
  max_item_interaction_count_percentile: say.maxItemInteractions,
  cold_start_max_interactions: say.coldInteractions,
  cold_start_max_duration: say.coldDuration,
  cold_start_relative_from: say.coldFrom,
  trend_discovery_frequency: say.trendFrequency,
  apply_recency_bias: say.recent,
};
/** null for a setting that there are no words for yet: its name and range then stand alone. */
export function parameterSentence(recipe: RecipeName, name: string): string | null {
  const sentence = SETTINGS_OF[recipe]?.[name] ?? SENTENCES[name];
  return sentence === undefined ? null : sentence();
}

/** `2 to 32`, `at least 1`, or null where any number goes or the values are a list. */
export function rangeWords({ kind, min, max }: ParameterSpec): string | null {
  if (kind === 'bool' || kind === 'enum' || (min === undefined && max === undefined)) return null;
  if (min === undefined) return say.atMost({ max: significant(max ?? 0) });
  if (max === undefined) return min < 0.001 ? say.moreThanNothing() : say.atLeast({ min: significant(min) });
  return columns.range({ min: significant(min), max: significant(max) });
}
