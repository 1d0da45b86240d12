import type { PairedResult } from '../../../domain/comparison';
import type { NamedItem } from '../../../domain/explanations';
import type { RecommendationRequest, RecommendedItem } from '../../../domain/recommendations';
import type { Job } from '../../../domain/ports';
import { fnv1a } from '../../../kernels/fnv1a';
import { pairedTest } from '../../../kernels/metrics/paired-test';
import type { OpenProject } from '../../project/open-project';
import { recommend } from '../../serving/lists';
import type { HalfSeen } from './half-seen';

export const FIRST = 10;

/** A list of ten as anybody would get it; nothing of it is counted or kept. */
export async function listOf(
  project: OpenProject,
  request: Omit<RecommendationRequest, 'numResults'>,
): Promise<readonly RecommendedItem[]> {
  const list = await recommend(project, { ...request, numResults: FIRST }, 'lesson', () => 0);
  return list.items;
}

export function nameOf({ itemId, title, year }: RecommendedItem): NamedItem {
  return { itemId, title, year };
}

/** A fixed draw of people with events, by number. */
export function someUsers(data: HalfSeen, most: number, purpose: string): readonly number[] {
  const { userIds } = data.index.tables;
  return Array.from({ length: data.nUsers }, (_, u) => u)
    .filter((u) => data.known[u].length > 0)
    .map((u) => ({ u, order: fnv1a(`${purpose}|${userIds[u]}`) }))
    .sort((a, b) => a.order - b.order || a.u - b.u)
    .slice(0, most)
    .map(({ u }) => u);
}

/** One list for each of these people, asked one after the other. */
export async function listsFor(
  project: OpenProject,
  userIds: readonly string[],
  request: Omit<RecommendationRequest, 'numResults' | 'userId'>,
  job: Job,
): Promise<readonly (readonly RecommendedItem[])[]> {
  const lists: (readonly RecommendedItem[])[] = [];
  for (const userId of userIds) {
    await job.checkpoint('lesson', lists.length, userIds.length);
    lists.push(await listOf(project, { ...request, userId }));
  }
  return lists;
}

/** The mean of what people show one by one, and whether it is more than luck; of nobody, nothing. */
export async function shown(values: ArrayLike<number>, job: Job): Promise<PairedResult> {
  return pairedTest(values.length === 0 ? [0] : values, 42, (done, total) =>
    job.checkpoint('lesson', done, total),
  );
}
