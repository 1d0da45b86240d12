import { NO_EVENT_TYPE, type Tables } from '../../domain/columns';
import type { Profile } from '../../domain/schema';
import { USE_CASES, type UseCase } from '../../domain/use-cases';
import type { DatasetDomain } from '../../domain/schema';
import { LIMITS } from '../../domain/limits';
import { spellingsOf } from './recommender-plan';

/** How the data meet what a use case asks of them. */
export interface UseCaseNeeds {
  readonly useCase: UseCase;
  /** Events that it would train on, and how many it takes. */
  readonly events: number;
  readonly eventsNeeded: number;
  readonly lacksItems: boolean;
  readonly met: boolean;
}

/** @param tables null before anything was imported. O(rows). */
export function needsOf(
  domain: DatasetDomain,
  tables: Tables | null,
  profile: Profile,
): readonly UseCaseNeeds[] {
  const eventTypes = tables?.interactions.eventTypes ?? [];
  const byType = new Int32Array(eventTypes.length);
  for (const code of tables?.interactions.eventType ?? []) if (code !== NO_EVENT_TYPE) byType[code]++;
  const eventsNeeded = profile === 'aws' ? LIMITS.importRows : 1;
  return USE_CASES.filter((useCase) => useCase.domain === domain).map((useCase) => {
    const { trainsOn } = useCase;
    const events =
      trainsOn === null
        ? (tables?.interactions.nRows ?? 0)
        : spellingsOf(trainsOn, eventTypes).reduce((sum, type) => sum + byType[eventTypes.indexOf(type)], 0);
    const lacksItems = useCase.needsItems && (tables?.items?.entityIdx.length ?? 0) === 0;
    return { useCase, events, eventsNeeded, lacksItems, met: events >= eventsNeeded && !lacksItems };
  });
}
