import { FIRST_LIST } from '../../../domain/first-list';
import type { NamedItem } from '../../../domain/explanations';
import { NOT_HAD, type RecommendationList, type WhatIf } from '../../../domain/recommendations';
import type { OpenInMemory } from '../../../worker/first-list';

/** A film that a person has seen, as it stands on a chip. */
export interface Film extends NamedItem {
  readonly title: string;
  readonly genre: string;
}

/** More than fit into three lines are not needed to see a taste. */
const FILMS = 8;

/** The films that somebody has seen, the newest first and each once. */
export async function filmsOf({ api }: OpenInMemory, userId: string): Promise<readonly Film[]> {
  const [history, items] = await Promise.all([
    api.getUserHistory(userId, 100),
    api.readRows('ITEMS', 0, FIRST_LIST.club.films),
  ]);
  const genreAt = items.head.indexOf('GENRES');
  const genres = new Map(items.rows.map((row) => [row[0], row[genreAt]?.split('|')[0] ?? '']));
  const titles = new Map(history.events.map(({ itemId, title }) => [itemId, title]));
  const films = Array.from(titles, ([itemId, title]) => {
    return { itemId, title: title ?? itemId, year: null, genre: genres.get(itemId) ?? '' };
  });
  return films.slice(0, FILMS);
}

/** The list of somebody, as if their history were another where that is asked. */
export async function listOf(
  { api, state }: OpenInMemory,
  userId: string,
  whatIf: WhatIf | undefined,
): Promise<RecommendationList | null> {
  // The one to beat comes behind it.
  const [version] = state.solutionVersions;
  if (version === undefined) return null;
  return api.getRecommendations({
    solutionVersionArn: version.arn,
    userId,
    whatIf,
    numResults: FIRST_LIST.places,
    filterExpression: NOT_HAD,
  });
}
