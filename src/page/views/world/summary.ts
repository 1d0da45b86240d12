import { finding, type ChartSummary } from '../../charts/summary';
import { count } from '../../../domain/numbers';
import { recipeFacts, type RecipeName } from '../../../domain/recipe-catalogue';
import type { WorldHits, WorldResult } from '../../../domain/world';
import type { RichText } from '../../../words/messages/rich';
import * as say from '../../../words/messages/world';

export interface Finder extends WorldHits {
  readonly name: string;
  readonly isMindReader: boolean;
}

/** The recipes, and who can read minds last: nobody finds more. */
export function findersOf({ recipes, mindReader }: WorldResult): readonly Finder[] {
  return [
    ...recipes.map((one) => ({ ...one, name: goesBy(one.recipe), isMindReader: false })),
    { ...mindReader, name: say.mindReader(), isMindReader: true },
  ];
}

/** By what a recipe goes, as a class says it. */
const GOES_BY = { fame: say.byFame, alike: say.byLikeness, order: say.byOrder, all: say.byAll };
export function goesBy(recipe: RecipeName): string {
  const { inWorld } = recipeFacts(recipe);
  return inWorld === undefined ? recipe : GOES_BY[inWorld]();
}

const whole = (hits: number): string => count(Math.round(hits));

function verdictWords({ verdict, recipes, mindReader }: WorldResult): RichText {
  if (verdict.kind === 'nothing') return say.verdictNothing();
  if (verdict.kind === 'fame') return say.verdictFame();
  if (verdict.kind === 'close') return say.verdictClose();
  const { recipe } = verdict;
  const hits = recipes.find((one) => one.recipe === recipe)?.hits ?? 0;
  return say.verdictBest({
    who: goesBy(recipe),
    hits: whole(hits),
    most: whole(mindReader.hits),
  });
}

/** Who finds how many of what was watched next. */
export function summarizeWorld(result: WorldResult): ChartSummary {
  const finders = findersOf(result);
  const told = finders.map(
    ({ name, hits, low, high }) =>
      `${name}: ${say.between({ hits: whole(hits), low: whole(low), high: whole(high) })}`,
  );
  return {
    sentence: finding(verdictWords(result)),
    label: `${say.ofHundred()}. ${told.join('; ')}`,
    table: {
      caption: say.ofHundred(),
      columns: [
        { label: say.who() },
        { label: say.found(), numeric: true },
        { label: say.from(), numeric: true },
        { label: say.to(), numeric: true },
      ],
      rows: finders.map(({ name, hits, low, high }) => [name, whole(hits), whole(low), whole(high)]),
    },
    points: told,
  };
}
