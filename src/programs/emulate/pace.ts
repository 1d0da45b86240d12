import { nounOf, lowerFirst } from '../../domain/arn';
import { AppError, isAppError, type JsonObject } from '../../domain/errors';
import { isObject } from '../../domain/json';
import type { Clock } from '../../domain/ports';
import type { Arn } from '../../domain/resources';
import { REQUESTS } from '../../interop/aws/constraints';
import type { Invoke } from '../../interop/aws/request-handler';

/** `none`: what takes no time is done at once. `real`: everything takes a while, as in the service. */
export type Pace = 'none' | 'real';

/** Seconds in which nothing has begun yet. */
const PENDING_SEC = 5;
/** Seconds until what is deleted is gone. */
const DELETION_SEC = 30;
/** Seconds until what was made is ACTIVE, by the name that operations have for its kind; others take `OTHER_SEC`. */
const CREATION_SEC: { readonly [noun: string]: number } = {
  SolutionVersion: 120,
  Campaign: 90,
  Recommender: 90,
  DatasetImportJob: 60,
  DatasetExportJob: 60,
  DataDeletionJob: 60,
  BatchInferenceJob: 60,
  BatchSegmentJob: 60,
};
const OTHER_SEC = 15;
/** The most resources that were deleted and not asked for since. */
const MOST_DEPARTED = 1000;

/** What was deleted, as it was last described. */
interface Departed {
  readonly answer: JsonObject;
  readonly sinceMs: number;
}

/**
 * The statuses that code around the service waits for. What is deleted is still described as DELETE PENDING: once, or by
 * the clock. By the clock, what was made is PENDING and IN_PROGRESS for a while too, and cannot be used meanwhile.
 */
export class Paced {
  /** By id, the longest gone first. */
  readonly #departed = new Map<Arn, Departed>();

  constructor(
    private readonly run: Invoke,
    private readonly pace: Pace,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError as the operation itself, RESOURCE_IN_USE for what is not ACTIVE yet. */
  async invoke(operation: string, input: JsonObject): Promise<JsonObject> {
    const [, verb = '', noun = ''] = /^(Describe|Delete|List)(.*)$/.exec(operation) ?? [];
    switch (verb) {
      case 'Describe':
        return this.#departedAs(noun, input) ?? this.#slowed(noun, await this.run(operation, input));
      case 'Delete':
        return this.#delete(noun, input);
      case 'List':
        return this.#slowed(noun.replace(/s$/, ''), await this.run(operation, input));
    }
    if (this.pace === 'real' && !operation.includes('Tag')) await this.#requireReady(operation, input);
    const answer = await this.run(operation, input);
    // One of the same name takes its place.
    for (const value of Object.values(answer)) if (typeof value === 'string') this.#departed.delete(value);
    return answer;
  }

  async #delete(noun: string, input: JsonObject): Promise<JsonObject> {
    const arn = input[arnMember(noun)];
    const describe = `Describe${noun}`;
    if (!Object.hasOwn(REQUESTS, describe)) return this.run(`Delete${noun}`, input);
    const last = await this.run(describe, input);
    const answer = await this.run(`Delete${noun}`, input);
    const [member, resource] = Object.entries(last)[0];
    // What has no status goes at once, as schemas do.
    if (typeof arn !== 'string' || !isObject(resource) || resource.status === undefined) return answer;
    const nowMs = this.clock.nowMs();
    const described = { ...resource, lastUpdatedDateTime: nowMs / 1000 };
    this.#departed.set(arn, { answer: { [member]: described }, sinceMs: nowMs });
    if (this.#departed.size > MOST_DEPARTED) {
      const [oldest] = this.#departed.keys();
      this.#departed.delete(oldest);
    }
    return answer;
  }

  /** The description of what is going; null for what is there, and for what is gone. */
  #departedAs(noun: string, input: JsonObject): JsonObject | null {
    const arn = input[arnMember(noun)];
    const departed = typeof arn === 'string' ? this.#departed.get(arn) : undefined;
    if (departed === undefined || typeof arn !== 'string') return null;
    const seconds = (this.clock.nowMs() - departed.sinceMs) / 1000;
    const isOver = seconds >= DELETION_SEC;
    if (this.pace === 'none' || isOver) this.#departed.delete(arn);
    if (this.pace === 'real' && isOver) return null;
    const status = seconds < PENDING_SEC || this.pace === 'none' ? 'DELETE PENDING' : 'DELETE IN_PROGRESS';
    return mapObjects(departed.answer, (resource) => ({ ...resource, status }));
  }

  /** An answer in which nothing is ACTIVE before its time. */
  #slowed(noun: string, answer: JsonObject): JsonObject {
    if (this.pace === 'none') return answer;
    return mapObjects(answer, (resource) => {
      const { status, creationDateTime } = resource;
      if (status !== 'ACTIVE' || typeof creationDateTime !== 'number') return resource;
      const seconds = this.clock.nowMs() / 1000 - creationDateTime;
      if (seconds >= (CREATION_SEC[noun] ?? OTHER_SEC)) return resource;
      return { ...resource, status: seconds < PENDING_SEC ? 'CREATE PENDING' : 'CREATE IN_PROGRESS' };
    });
  }

  /** @throws AppError RESOURCE_IN_USE, or I01 for what is to answer, where what is named is not shown as ACTIVE yet. */
  async #requireReady(operation: string, input: JsonObject): Promise<void> {
    for (const [member, arn] of Object.entries(input)) {
      const noun = typeof arn === 'string' && member.endsWith('Arn') ? nounIn(arn) : null;
      if (noun === null || typeof arn !== 'string') continue;
      const status = await this.#shown(noun, arn);
      if (status?.startsWith('CREATE ') !== true) continue;
      const what = noun === 'Campaign' ? 'campaign' : noun === 'Recommender' ? 'recommender' : null;
      if (operation.startsWith('Get') && what !== null) throw new AppError('I01', { arn, what, status });
      throw new AppError('RESOURCE_IN_USE', { by: null, arn, status });
    }
  }

  /** The status that a resource is shown with; undefined for what has none or is not there. */
  async #shown(noun: string, arn: Arn): Promise<string | undefined> {
    const answer = await this.run(`Describe${noun}`, { [arnMember(noun)]: arn }).catch((error: unknown) => {
      // Whoever names what is not there hears it from the operation.
      if (isAppError(error)) return {};
      throw error;
    });
    const [resource] = Object.values(this.#slowed(noun, answer));
    return isObject(resource) && typeof resource.status === 'string' ? resource.status : undefined;
  }
}

/** `campaignArn` */
function arnMember(noun: string): string {
  return `${lowerFirst(noun)}Arn`;
}

/** What operations call the kind of resource that an id is of: `…:solution/NAME/ID` is a SolutionVersion; null for none. */
function nounIn(arn: Arn): string | null {
  const [kind, ...names] = arn.slice(arn.lastIndexOf(':') + 1).split('/');
  if (names.length === 0 || kind === 'recipe' || kind === 'role' || kind === 'schema') return null;
  return kind === 'solution' && names.length === 2 ? 'SolutionVersion' : nounOf(kind);
}

/** An answer whose resources, alone or in a list, are changed. */
function mapObjects(answer: JsonObject, change: (resource: JsonObject) => JsonObject): JsonObject {
  const entries = Object.entries(answer).map(([member, value]) => {
    if (Array.isArray(value)) return [member, value.map((each) => (isObject(each) ? change(each) : each))];
    return [member, isObject(value) ? change(value) : value];
  });
  return Object.fromEntries(entries) as JsonObject;
}
