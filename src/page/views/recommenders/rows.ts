import { lastPart } from '../../../domain/arn';
import { finding, type SentencePart } from '../../charts/summary';
import { isAtWork } from '../../../domain/at-work';
import { freeName } from '../../../domain/free-name';
import { count } from '../../../domain/numbers';
import { USE_CASE_WORDS } from '../../../words/copy/use-cases';
import type { UseCaseNeeds } from '../../../domain/operations';
import type { Recommender } from '../../../domain/recommender';
import type { ProjectState } from '../../../domain/resources';
import { useCasesOf, type UseCase } from '../../../domain/use-cases';
import type { RichText } from '../../../words/messages/rich';
import * as say from '../../../words/messages/recommenders';
import { DAY_SEC } from '../../../domain/epoch';

export type NeedsByUseCase = { readonly [useCase: string]: UseCaseNeeds | undefined };

/** A use case of the group's domain, and the recommenders that were made for it. */
export interface UseCaseRow {
  readonly useCase: UseCase;
  /** Null until the data were counted. */
  readonly needs: UseCaseNeeds | null;
  readonly recommenders: readonly Recommender[];
}

export function useCaseRows(project: ProjectState, needs: NeedsByUseCase): readonly UseCaseRow[] {
  const domain = project.service?.datasetGroup?.domain;
  const made = project.service?.recommenders ?? [];
  return useCasesOf(domain).map((useCase) => ({
    useCase,
    needs: needs[useCase.name] ?? null,
    recommenders: made.filter((recommender) => recommender.useCase === useCase.name),
  }));
}

/** ListUseCaseNeeds' answer by use case. */
export function byUseCase(needs: readonly UseCaseNeeds[]): NeedsByUseCase {
  return Object.fromEntries(needs.map((each) => [lastPart(each.recipeArn), each]));
}

/** A free name for the next recommender of a use case: `top-picks`, `top-picks-2`. */
export function freeRecommenderName({ name }: UseCase, taken: readonly string[]): string {
  return freeName(name.replace(/^aws-(vod|ecomm)-/, ''), (free) => taken.includes(free));
}

/** Whole days since a recommender's model was trained; null without one. */
export function ageDays(
  { solutionVersionArn }: Recommender,
  project: ProjectState,
  nowMs: number,
): number | null {
  const version = project.solutionVersions.find(({ arn }) => arn === solutionVersionArn);
  return version === undefined ? null : Math.floor((nowMs / 1000 - version.creationDateTime) / DAY_SEC);
}

/** What is under way of a recommender, in the service's words; null where nothing is. */
export function underWay(recommender: Recommender): string | null {
  const { status, latestUpdate } = recommender;
  if (isAtWork(recommender)) return status;
  return latestUpdate !== undefined && isAtWork(latestUpdate)
    ? latestUpdate.status.replace('CREATE', 'UPDATE')
    : null;
}

/** How far the data reach and what answers already; null until they were counted. */
export function standing(rows: readonly UseCaseRow[]): readonly SentencePart[] | null {
  if (rows.some(({ needs }) => needs === null)) return null;
  const ready = rows.filter(({ needs }) => needs?.met === true).length;
  const answering = rows
    .flatMap(({ recommenders }) => recommenders)
    .filter(({ status }) => status === 'ACTIVE');
  return [
    ...finding(enoughFor(rows, { ready: count(ready), count: rows.length })),
    { text: ` ${say.answering({ count: answering.length })}` },
  ];
}

/** For how many use cases the data are enough, and what the first lacks for which they are not. */
function enoughFor(
  rows: readonly UseCaseRow[],
  far: { readonly ready: string; readonly count: number },
): RichText {
  for (const { useCase, needs } of rows) {
    if (needs === null || needs.met) continue;
    const { title } = USE_CASE_WORDS[useCase.name];
    if (needs.lacksItems) return say.enoughForLacksItems({ ...far, title });
    const lack = { ...far, title, missing: needs.eventsNeeded - needs.events };
    const type = useCase.trainsOn;
    return type === null ? say.enoughForShort(lack) : say.enoughForShortOfType({ ...lack, type });
  }
  return say.enoughFor(far);
}
