import type { TrainingFacts } from '../../domain/facts/training';
import * as say from '../messages/training-errors';
import { told, type Always, type WordsFor } from './said';

/** What is wrong with the column of an objective. */
const OBJECTIVE_REASONS: ReadonlyMap<string, () => string> = new Map([
  ['absent', say.objectiveAbsent],
  ['not-numeric', say.objectiveNotNumeric],
  ['nullable', say.objectiveNullable],
  ['excluded', say.objectiveExcluded],
]);

export const TRAINING_WORDS: WordsFor<TrainingFacts> = {
  T01: ({ before, after, needed, eventType, threshold }) => {
    const limits =
      eventType === null ? (threshold === null ? 'other' : 'value') : threshold === null ? 'type' : 'both';
    return {
      what: say.fewEvents({
        before,
        after,
        needed,
        limits,
        type: eventType ?? '',
        value: `${threshold ?? ''}`,
      }),
      todo: limits === 'other' ? say.goRelaxed() : say.fewEventsTodo(),
    };
  },
  T02: (facts) => ({
    what: say.fewUsers(facts),
    todo: facts.needed > 1 ? say.goRelaxed() : say.fewUsersTodo(),
  }),
  T03: told(
    ({ types, columns, combined, limit }) =>
      say.manyTypes({
        types: types.length,
        columns: columns.length,
        combined,
        limit,
        names: types.join(', '),
      }),
    say.manyTypesTodo,
  ),
  T04: ({ eventType, present }) => ({
    what: say.noSuchType({ type: eventType }),
    todo: present.length === 0 ? say.noTypesTodo() : say.thereAre({ names: present.join(', ') }),
  }),
  T05: told(say.valueColumnMissing, say.valueColumnMissingTodo),
  T06: told(
    ({ column, reason }) =>
      say.objectiveUnfit({ column, reason: OBJECTIVE_REASONS.get(reason)?.() ?? reason }),
    say.objectiveUnfitTodo,
  ),
  T07: told(say.noMetadata, say.noMetadataTodo),
  T08: told(say.sameTime, say.sameTimeTodo),
  T09: ({ dataset, status }) =>
    status === 'missing' && dataset === 'ACTIONS'
      ? { what: say.noActions(), todo: say.noActionsTodo() }
      : status === 'missing'
        ? { what: say.noEvents(), todo: say.noEventsTodo() }
        : { what: say.importUnderWay(), todo: say.importUnderWayTodo() },
  T10: ({ recipe, mark }) =>
    mark === 'itemName'
      ? { what: say.noItemName({ recipe }), todo: say.noItemNameTodo() }
      : { what: say.noTextual({ recipe }), todo: say.noTextualTodo() },
  P01: ({ recipe, known }) => ({
    what: say.noSuchRecipe({ recipe }),
    todo: known.length === 0 ? say.noSuchRecipeTodo() : say.thereAre({ names: known.join(', ') }),
  }),
  P02: ({ recipe, name, known }) => ({
    what: say.noSuchSetting({ recipe, name }),
    todo: known.length === 0 ? say.noSettingsTodo() : say.itHas({ names: known.join(', ') }),
  }),
  P03: (facts) => ({
    what: say.settingValue({ name: facts.name, value: `${facts.value}` }),
    todo: allowed(facts),
  }),
  P04: told(say.notTunable, say.notTunableTodo),
  P05: ({ min, max }) => ({ what: say.swapped({ min: `${min}`, max: `${max}` }), todo: say.swappedTodo() }),
  P06: told(say.cutAway, say.cutAwayTodo),
  P07: told(say.recipeGiven, say.recipeGivenTodo),
  P08: ({ recipe, allowed: recipes }) => ({
    what: say.noObjective({ recipe }),
    todo: say.noObjectiveTodo({ names: recipes.join(', ') }),
  }),
  P09: (facts) =>
    'trainingMode' in facts
      ? {
          what: say.trainingMode({ recipe: facts.recipe, mode: facts.trainingMode }),
          todo: say.trainingModeTodo(),
        }
      : { what: say.nothingToUpdate(), todo: say.nothingToUpdateTodo() },
  BROUGHT_ALONG({ what: given }) {
    const what = given === 'training' ? 'other' : given;
    return { what: say.broughtAlong({ what }), todo: say.broughtAlongTodo({ what }) };
  },
  LISTS_UNREADABLE: ({ reason }) => ({
    what: say.noLists({ reason: reason === 'none' ? 'other' : reason }),
    todo: say.noListsTodo({ reason: reason === 'unmet' ? reason : 'other' }),
  }),
  COLD_ITEMS: told(say.coldItems, say.coldItemsTodo),
};

function allowed(facts: Always<TrainingFacts['P03']>): string {
  if ('allowed' in facts && facts.allowed.length > 0)
    return say.allowedAre({ names: facts.allowed.join(', ') });
  if (!('min' in facts) || (facts.min === null && facts.max === null)) return say.mustBeNumber();
  const { min, max } = facts;
  const kind = facts.kind === 'int' ? 'whole' : 'other';
  if (min === null) return say.allowedAtMost({ kind, max: `${max}` });
  if (max !== null) return say.allowedBetween({ kind, min: `${min}`, max: `${max}` });
  return min < 0.001 ? say.allowedAboveZero({ kind }) : say.allowedAtLeast({ kind, min: `${min}` });
}
