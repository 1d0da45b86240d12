import { defined } from '../../../domain/defined';
import { filmClubTruth, type FilmClubTruth } from '../../../data/samples/film-club';
import { AppError } from '../../../domain/errors';
import { servesOf } from '../../../domain/recipe-catalogue';
import type { AttributedMetric } from '../../../domain/metric-attribution';
import type { Job } from '../../../domain/ports';
import type { Arn, ProjectState } from '../../../domain/resources';
import type { SimulatedVisit } from '../../../domain/simulation';
import type { TrackedEvent } from '../../../domain/tracking';
import { fnv1a } from '../../../kernels/fnv1a';
import { attribute, type ReadMetric } from '../../measuring/attribution-report';
import { Identifiers } from '../../project/identifiers';
import type { OpenProject } from '../../project/open-project';
import { getRecommendations } from '../../serving/runtime';
import { findByArn, serviceOf } from '../../../domain/service-resources';
import { readEvents } from '../../project/tracking/put-events';
import { AbTest, type FollowedItem, type Visit } from './ab-test';
import type { Mind } from './visitor';

const LIST_LENGTH = 10;
const EVENT_TYPE = 'click';
/** Visits come a minute apart, from a minute after the newest event on. */
const BETWEEN_VISITS_SEC = 60;
/** Lists of one visit, so many seconds apart. */
const BETWEEN_LISTS_SEC = 5;

export interface SimulationRequest {
  readonly campaignArns: readonly [Arn, Arn];
  readonly seed: number;
  /** Whether what is followed reaches the campaigns as events before the next list. */
  readonly learn: boolean;
  readonly filterArn?: Arn;
}

/**
 * An A/B test of two campaigns by the people of the simulated sample, whose taste is recomputed from its seed. It runs
 * on a scratch of the project as it was at the start: the project itself is asked nothing and told nothing, unless its
 * events are to be kept.
 */
export class SimulationSession {
  readonly planned: number;
  readonly events: TrackedEvent[] = [];
  readonly #scratch: OpenProject;
  readonly #test: AbTest;
  readonly #identifiers: Identifiers;
  /** Stands before the ids of sessions and events. */
  readonly #name: string;
  /** Lists of the visit under way: recommendationIds, in order. */
  #recommendations: string[] = [];
  #served: readonly string[] = [];

  private constructor(
    private readonly request: SimulationRequest,
    scratch: OpenProject,
    truth: FilmClubTruth,
    userIds: readonly string[],
    private readonly newestSec: number,
  ) {
    this.#scratch = scratch;
    // Ids of its own, so that running again names the same lists.
    this.#identifiers = new Identifiers(request.seed);
    this.#name = testName(request);
    const taste = tasteOf(truth);
    this.#test = new AbTest(request.seed, {
      userIds,
      mindOf: async (userId) => {
        const known = await this.#known(userId);
        return { likingOf: taste(userId), knows: (itemId) => known.has(itemId) };
      },
      ask: (arm, userId) => this.#ask(arm, userId),
      onFollow: (followed) => this.#tell(followed),
    });
    this.planned = this.#test.planned;
  }

  /**
   * @throws AppError SIMULATION_REFUSED with `reason` truth (not the sample), same, recipe (does not answer a person
   *   with a list) or schema; NOT_FOUND for a campaign; I01.
   */
  static async start(project: OpenProject, request: SimulationRequest, job: Job): Promise<SimulationSession> {
    const seed = sampleSeed(project.state);
    if (seed === null) throw new AppError('SIMULATION_REFUSED', { reason: 'truth' });
    const [first, second] = request.campaignArns;
    if (first === second) throw new AppError('SIMULATION_REFUSED', { reason: 'same' });
    for (const arn of request.campaignArns) {
      const campaign = findByArn(serviceOf(project.state).campaigns, arn);
      const { recipe } = project.activeVersion(campaign.solutionVersionArn).spec;
      if (servesOf(recipe) !== 'users')
        throw new AppError('SIMULATION_REFUSED', { reason: 'recipe', campaign: campaign.name, recipe });
    }
    const truth = await filmClubTruth(seed, job);
    const scratch = project.scratch();
    const index = await scratch.data.index();
    const userIds = truth.userIds.filter((id) => index.userIdx(id) >= 0);
    let newestSec = 0;
    for (const time of index.tables.interactions.timestampSec) if (time > newestSec) newestSec = time;
    return new SimulationSession(request, scratch, truth, userIds, newestSec);
  }

  get isOver(): boolean {
    return this.#test.isOver;
  }

  /** The next visits, fewer at the end. */
  async visits(count: number, job: Job): Promise<readonly SimulatedVisit[]> {
    const visits: SimulatedVisit[] = [];
    while (visits.length < count && !this.#test.isOver) {
      await job.checkpoint('simulate', visits.length, count);
      this.#recommendations = [];
      visits.push(await this.#described(await this.#test.next()));
    }
    return visits;
  }

  /** What a metric attribution that counts clicks would report of the visits so far. */
  async report(): Promise<readonly AttributedMetric[]> {
    const clicks: ReadMetric = {
      metric: { metricName: 'clicks', eventType: EVENT_TYPE, expression: 'SAMPLECOUNT()', since: 0 },
      expression: { function: 'SAMPLECOUNT' },
    };
    const { tables } = await this.#scratch.data.index();
    return attribute([clicks], [{ kind: 'events', events: this.events }], tables);
  }

  async #ask(arm: 0 | 1, userId: string): Promise<readonly string[]> {
    const { campaignArns, filterArn } = this.request;
    const itemList = await getRecommendations(
      this.#scratch,
      defined({ campaignArn: campaignArns[arm], userId, numResults: LIST_LENGTH, filterArn }),
    );
    this.#recommendations.push(this.#identifiers.recommendation());
    this.#served = itemList.map(({ itemId }) => itemId);
    return this.#served;
  }

  /** The event of a followed item, as PutEvents takes it; it counts at once where the campaigns are to learn. */
  async #tell({ userId, arm, itemId, visit, list }: FollowedItem): Promise<void> {
    const schema = this.#scratch.data.schemas.INTERACTIONS;
    if (schema === undefined) throw new AppError('T09', { dataset: 'INTERACTIONS', status: 'missing' });
    const { campaignArns, learn } = this.request;
    const items = this.#served;
    const [event] = readEvents(
      {
        trackingId: '',
        userId,
        sessionId: `${this.#name}-${visit}`,
        eventList: [
          {
            eventId: `${this.#name}-${visit}-${list}`,
            eventType: EVENT_TYPE,
            itemId,
            sentAt: this.newestSec + visit * BETWEEN_VISITS_SEC + list * BETWEEN_LISTS_SEC,
            recommendationId: this.#recommendations[list - 1],
          },
        ],
      },
      {
        schema,
        newId: () => this.#identifiers.uuid(),
        servedList: () => ({ source: campaignArns[arm], itemIds: items }),
      },
    );
    this.events.push(event);
    if (learn) await this.#scratch.data.track({ kind: 'events', events: [event] });
  }

  /** What the person has met before the visit. */
  async #known(userId: string): Promise<ReadonlySet<string>> {
    const index = await this.#scratch.data.index();
    const { interactions, itemIds } = index.tables;
    const rows = index.rowsOf(index.userIdx(userId));
    return new Set(Array.from(rows, (row) => itemIds[interactions.itemIdx[row]]));
  }

  async #described({ number, userId, arm, followed, lists, standing }: Visit): Promise<SimulatedVisit> {
    const index = await this.#scratch.data.index();
    return {
      number,
      userId,
      arm,
      standing,
      lists: followed.map((place, k) => {
        const itemId = lists[k][place];
        return {
          recommendationId: this.#recommendations[k],
          followed:
            place < 0
              ? null
              : { itemId, title: index.words.titleOf(index.itemIdx(itemId)) ?? itemId, place: place + 1 },
        };
      }),
    };
  }
}

/** The same for the same test and another for any other one: an event id that was kept counts once in a project. */
function testName({ campaignArns, seed, learn, filterArn }: SimulationRequest): string {
  const setting = fnv1a(JSON.stringify([campaignArns, learn, filterArn ?? null]));
  return `ab-test-${seed}-${setting.toString(16).padStart(8, '0')}`;
}

/** The seed that the sample was made from; null where the data are somebody's own and no taste is known. */
export function sampleSeed({ project, provenance }: ProjectState): number | null {
  return project.simulated && typeof provenance.seed === 'number' ? provenance.seed : null;
}

/** What each person enjoys in the last quarter there is: visits come after the newest event. */
function tasteOf(truth: FilmClubTruth): (userId: string) => Mind['likingOf'] {
  const users = new Map(truth.userIds.map((id, user) => [id, user]));
  const items = new Map(truth.itemIds.map((id, item) => [id, item]));
  const quarter = truth.quarterStartSec.length - 1;
  return (userId) => (itemId) => {
    const user = users.get(userId);
    const item = items.get(itemId);
    return user === undefined || item === undefined ? null : truth.likingOf(user, item, quarter);
  };
}
