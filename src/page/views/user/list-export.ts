import { csvText } from '../../charts/csv';
import type { RecommendationList } from '../../../domain/recommendations';
import type { SolutionVersion } from '../../../domain/resources';
import { recipeWords } from '../../../words/copy/recipes';
import { fileName } from '../words';

/** `recommendations_user-personalization_seed42.csv` */
export function listFileName(version: SolutionVersion, ending: 'csv' | 'json'): string {
  return `${fileName(`recommendations_${recipeWords(version.spec.recipe).name}_seed${version.spec.seed}`)}.${ending}`;
}

/** RFC 4180 with CRLF, every id and title as it is. */
export function listCsv(list: RecommendationList): string {
  const head = [
    'RANK',
    list.itemId === null ? 'USER_ID' : 'GOES_WITH_ITEM_ID',
    'ITEM_ID',
    'TITLE',
    'YEAR',
    'CATEGORIES',
    'SCORE',
    'TIMES_EVEN_SHARE',
    'COUNT',
  ];
  const rows = list.items.map((item, index) => [
    String(index + 1),
    list.itemId ?? list.userId,
    item.itemId,
    item.title ?? '',
    item.year === null ? '' : String(item.year),
    item.categories.join('|'),
    item.score === undefined ? '' : String(item.score),
    item.timesEvenShare === undefined ? '' : String(item.timesEvenShare),
    item.count === undefined ? '' : String(item.count),
  ]);
  return csvText([head, ...rows]);
}

/** The list in the shape of a GetRecommendations answer, with the names and the request beside it. */
export function listJson(list: RecommendationList, version: SolutionVersion): string {
  return JSON.stringify(
    {
      recommendationId: list.recommendationId,
      itemList: list.items.map((item) => ({
        itemId: item.itemId,
        ...(item.score === undefined ? {} : { score: item.score }),
        metadata: { title: item.title, year: item.year, categories: item.categories },
      })),
      request: {
        ...(list.itemId === null ? { userId: list.userId } : { itemId: list.itemId }),
        ...(list.context && { context: list.context }),
        recipe: version.spec.recipe,
        solutionVersionArn: version.arn,
        seed: version.spec.seed,
        filters: list.steps.flatMap((step) =>
          step.kind === 'filter' && step.expression ? [step.expression] : [],
        ),
      },
    },
    null,
    2,
  );
}
