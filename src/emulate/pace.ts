import { nounOf } from '../domain/arn';
import { AppError, isAppError, type JsonObject } from '../domain/errors';
import { isObject, type Json } from '../domain/json';
import type { Clock } from '../domain/ports';
import type { Arn } from '../domain/resources';
import { REQUESTS } from '../interop/aws/constraints';
import type { Invoke } from '../interop/aws/request-handler';

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
  readonly noun: string;
  readonly answer: JsonObject;
  /** As it was last listed; null for what no list has, or is not asked for. */
  readonly summary: JsonObject | null;
  readonly sinceMs: number;
}

/**
 * The statuses that code around the service waits for. What is deleted is still described as DELETE PENDING: once, or by
 * the clock, and then listed as well. By the clock, what was made is PENDING and IN_PROGRESS for a while too, and cannot be used meanwhile.
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
      case 'List': {
        const one = noun.replace(/s$/, '');
        const answer = this.#slowed(one, await this.run(operation, input));
        return this.pace === 'none' ? answer : this.#withDeparted(one, input, answer);
      }
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
    const summary = this.pace === 'none' ? null : await this.#summaryOf(noun, input);
    const answer = await this.run(`Delete${noun}`, input);
    const [member, resource] = Object.entries(last)[0];
    // What has no status goes at once, as schemas do.
    if (typeof arn !== 'string' || !isObject(resource) || resource.status === undefined) return answer;
    const nowMs = this.clock.nowMs();
    const described = { ...resource, lastUpdatedDateTime: nowMs / 1000 };
    this.#departed.set(arn, { noun, answer: { [member]: described }, summary, sinceMs: nowMs });
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
    const status = this.#statusOf(departed);
    if (this.pace === 'none' || status === null) this.#departed.delete(arn);
    return status === null ? null : mapObjects(departed.answer, (resource) => ({ ...resource, status }));
  }

  /** null for what is gone. */
  #statusOf({ sinceMs }: Departed): string | null {
    const seconds = (this.clock.nowMs() - sinceMs) / 1000;
    if (this.pace === 'none' || seconds < PENDING_SEC) return 'DELETE PENDING';
    return seconds < DELETION_SEC ? 'DELETE IN_PROGRESS' : null;
  }

  /** A last page with what is going behind what is there. */
  #withDeparted(noun: string, input: JsonObject, answer: JsonObject): JsonObject {
    if (answer.nextToken !== undefined) return answer;
    const going = [...this.#departed.values()].flatMap((departed) => {
      const { summary } = departed;
      const status = this.#statusOf(departed);
      const isAsked = departed.noun === noun && isPartOf(departed.answer, input);
      return summary === null || status === null || !isAsked ? [] : [{ ...summary, status }];
    });
    return mapLists(answer, (list) => [...list, ...going]);
  }

  async #summaryOf(noun: string, input: JsonObject): Promise<JsonObject | null> {
    const operation = `List${noun}s`;
    const member = arnMember(noun);
    if (!Object.hasOwn(REQUESTS, operation)) return null;
    let nextToken: Json | undefined;
    do {
      const page = await this.run(operation, nextToken === undefined ? {} : { nextToken });
      const list = Object.values(page).find((value) => Array.isArray(value)) ?? [];
      const found = list.find((each) => isObject(each) && each[member] === input[member]);
      if (isObject(found)) return found;
      ({ nextToken } = page);
    } while (nextToken !== undefined);
    return null;
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
  return `${noun.charAt(0).toLowerCase()}${noun.slice(1)}Arn`;
}

/** What operations call the kind of resource that an id is of: `…:solution/NAME/ID` is a SolutionVersion; null for none. */
function nounIn(arn: Arn): string | null {
  const [kind, ...names] = arn.slice(arn.lastIndexOf(':') + 1).split('/');
  if (names.length === 0 || kind === 'recipe' || kind === 'role' || kind === 'schema') return null;
  return kind === 'solution' && names.length === 2 ? 'SolutionVersion' : nounOf(kind);
}

/** Whether what was described belongs to all that a list call names, as a campaign does to the solution of its version. */
function isPartOf(answer: JsonObject, input: JsonObject): boolean {
  const [described] = Object.values(answer);
  const own = isObject(described) ? Object.values(described) : [];
  return Object.entries(input).every(
    ([member, arn]) =>
      !member.endsWith('Arn') ||
      own.some(
        (value) => value === arn || (typeof value === 'string' && value.startsWith(`${String(arn)}/`)),
      ),
  );
}

/** An answer whose resources, alone or in a list, are changed. */
function mapObjects(answer: JsonObject, change: (resource: JsonObject) => JsonObject): JsonObject {
  const changed = mapLists(answer, (list) => list.map((each) => (isObject(each) ? change(each) : each)));
  const entries = Object.entries(changed).map(([member, value]) => [
    member,
    isObject(value) ? change(value) : value,
  ]);
  return Object.fromEntries(entries) as JsonObject;
}

function mapLists(answer: JsonObject, change: (list: readonly Json[]) => Json): JsonObject {
  const entries = Object.entries(answer).map(([member, value]) => [
    member,
    Array.isArray(value) ? change(value) : value,
  ]);
  return Object.fromEntries(entries) as JsonObject;
}
