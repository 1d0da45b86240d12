import { nounOf } from '../../domain/arn';
import { AppError, type JsonObject } from '../../domain/errors';
import { QUOTAS } from '../../domain/limits';
import { LATEST, namedArn } from '../../domain/names';
import type { Arn, ProjectState } from '../../domain/resources';
import type { Profile } from '../../domain/schema';
import { datasetGroupOf } from '../../engine/resources/dataset-groups';
import { actionTrackingId } from '../../engine/resources/datasets';
import { arnsOf, resourceKinds } from '../../engine/resources/kinds';
import { serviceOf, withService } from '../../domain/service-resources';
import { page } from '../../engine/service/answers';
import type { GroupProject } from './group-project';

/** What an ARN in a request may name that no dataset group has. */
const OF_NO_GROUP = new Set(['roleArn', 'kmsKeyArn', 'recipeArn', 'schemaArn']);
/** The most that a list call gives at once. */
const MOST = 100;

/** Where projects of further groups come from and go to. */
export interface ProjectStorage {
  create(): Promise<GroupProject>;
  remove(project: GroupProject): Promise<void>;
}

/**
 * The dataset groups of an account, each a project of its own. A request goes to the group that has what it names; a list
 * that names nothing is that of all groups. The first project has the account's schemas too, of which the others get those
 * that their datasets are given.
 */
export class Groups {
  #turn: Promise<unknown> = Promise.resolve();

  /** @param projects the first is always there, with a group or without. */
  constructor(
    private readonly projects: GroupProject[],
    private readonly storage: ProjectStorage,
    private readonly profile: Profile,
  ) {}

  get all(): readonly GroupProject[] {
    return this.projects;
  }

  /** @throws AppError as the service of the group that it goes to. */
  async invoke(operation: string, input: JsonObject): Promise<JsonObject> {
    if (operation === 'CreateDatasetGroup') return this.#inTurn(() => this.#createGroup(input));
    if (this.projects.length === 1) return this.projects[0].service.invoke(operation, input);
    // What is there already is told apart by its id, so that no two may be made at once.
    if (/^(Create|Delete)/.test(operation)) return this.#inTurn(() => this.#change(operation, input));
    const owner = this.#ownerOf(input);
    if (owner === null && isListOfGroups(operation)) return this.#listAll(operation, input);
    if (operation === 'UpdateDataset') await this.#lendSchema(input, owner ?? this.projects[0]);
    return (owner ?? this.projects[0]).service.invoke(operation, input);
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #createGroup(input: JsonObject): Promise<JsonObject> {
    const groups = this.projects.filter(({ project }) => datasetGroupOf(project.state) !== null);
    const taken = this.#projectOf(namedArn('dataset-group', String(input.name)));
    if (taken !== null) return taken.service.invoke('CreateDatasetGroup', input);
    if (this.profile === 'aws' && groups.length >= QUOTAS.datasetGroups)
      throw new AppError('LIMIT_EXCEEDED', {
        kind: 'dataset-group',
        limit: QUOTAS.datasetGroups,
        status: 'ACTIVE',
      });
    const free = this.projects.find((one) => !groups.includes(one));
    if (free !== undefined) return free.service.invoke('CreateDatasetGroup', input);
    const made = await this.storage.create();
    try {
      const answer = await made.service.invoke('CreateDatasetGroup', input);
      this.projects.push(made);
      return answer;
    } catch (error) {
      await this.storage.remove(made);
      throw error;
    }
  }

  async #change(operation: string, input: JsonObject): Promise<JsonObject> {
    const [first, ...others] = this.projects;
    if (operation === 'DeleteSchema') {
      for (const { project, service } of others)
        if (schemaIn(project.state, input.schemaArn) !== undefined) await service.invoke(operation, input);
      return first.service.invoke(operation, input);
    }
    const owner = this.#ownerOf(input) ?? first;
    if (operation === 'CreateDataset') await this.#lendSchema(input, owner);
    if (operation.startsWith('Create')) this.#requireFree(operation, input, owner);
    const answer = await owner.service.invoke(operation, input);
    if (operation === 'DeleteDatasetGroup' && owner !== first) {
      this.projects.splice(this.projects.indexOf(owner), 1);
      await this.storage.remove(owner);
    }
    return answer;
  }

  /** @throws AppError RESOURCE_ALREADY_EXISTS where another group has a resource of this kind and name. */
  #requireFree(operation: string, input: JsonObject, owner: GroupProject): void {
    const kind = resourceKinds.find((one) => operation === `Create${nounOf(one.name)}`);
    const name = input.name ?? input.jobName;
    if (kind === undefined || typeof name !== 'string') return;
    const arn = namedArn(kind.name, name);
    const other = this.#projectOf(arn);
    if (other !== null && other !== owner)
      throw new AppError('RESOURCE_ALREADY_EXISTS', { kind: kind.name, name, arn });
  }

  /** Gives a group the schema of the account that one of its datasets is to have. */
  async #lendSchema({ schemaArn }: JsonObject, { project }: GroupProject): Promise<void> {
    const schema = schemaIn(this.projects[0].project.state, schemaArn);
    if (schema === undefined || schemaIn(project.state, schemaArn) !== undefined) return;
    await project.update((state) => withService(state, { schemas: [...serviceOf(state).schemas, schema] }));
  }

  /** The group that has what a request names; null where it names nothing, or nothing that is there. */
  #ownerOf(input: JsonObject): GroupProject | null {
    const { trackingId } = input;
    if (typeof trackingId === 'string')
      return this.projects.find(({ project }) => trackersOf(project.state).includes(trackingId)) ?? null;
    for (const [member, value] of Object.entries(input)) {
      if (!member.endsWith('Arn') || typeof value !== 'string' || OF_NO_GROUP.has(member)) continue;
      const owner = this.#projectOf(value);
      if (owner !== null) return owner;
    }
    return null;
  }

  #projectOf(arn: Arn): GroupProject | null {
    const named = arn.endsWith(LATEST) ? arn.slice(0, -LATEST.length) : arn;
    return this.projects.find(({ project }) => knownArns(project.state).has(named)) ?? null;
  }

  /** One page of the lists of all groups, one after the other. */
  async #listAll(operation: string, input: JsonObject): Promise<JsonObject> {
    const entries: JsonObject[] = [];
    let member = '';
    for (const { service } of this.projects) {
      let nextToken: string | undefined;
      do {
        const asked = { ...input, maxResults: MOST, ...(nextToken !== undefined && { nextToken }) };
        if (nextToken === undefined) delete asked.nextToken;
        const answer = await service.invoke(operation, asked);
        for (const [name, value] of Object.entries(answer)) {
          if (!Array.isArray(value)) continue;
          member = name;
          entries.push(...(value as JsonObject[]));
        }
        nextToken = typeof answer.nextToken === 'string' ? answer.nextToken : undefined;
      } while (nextToken !== undefined);
    }
    return page(input, member, entries);
  }
}

/** Whether what a list call lists stands in dataset groups. */
function isListOfGroups(operation: string): boolean {
  return resourceKinds.some(({ name }) => name !== 'schema' && operation === `List${nounOf(name)}s`);
}

function schemaIn(state: ProjectState, arn: unknown) {
  return serviceOf(state).schemas.find((schema) => schema.arn === arn);
}

/** What a group's events are put under: its event tracker, and what it asks people to do. */
function trackersOf(state: ProjectState): readonly (string | undefined)[] {
  const actions = state.datasets.filter(({ type }) => type === 'ACTION_INTERACTIONS');
  return [serviceOf(state).eventTracker?.trackingId, ...actions.map(actionTrackingId)];
}

const ARNS = new WeakMap<ProjectState, ReadonlySet<Arn>>();

/** The ids of all resources of a group; of one state they are gathered once. */
function knownArns(state: ProjectState): ReadonlySet<Arn> {
  const arns = ARNS.get(state) ?? arnsOf(state);
  ARNS.set(state, arns);
  return arns;
}
