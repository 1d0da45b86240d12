import { Personalize, type CreateSolutionRequest } from '@aws-sdk/client-personalize';
import { PersonalizeEvents } from '@aws-sdk/client-personalize-events';
import { PersonalizeRuntime } from '@aws-sdk/client-personalize-runtime';
import { messageOf } from '../../src/words/copy/api-message';
import type { AvroSchema, DatasetDomain, Profile } from '../../src/domain/schema';
import type { ProjectState } from '../../src/domain/resources';
import type { JsonObject } from '../../src/domain/errors';
import { LocalService } from '../../src/engine/service/local-service';
import { BlobFiles } from '../../src/engine/service/blob-files';
import { Identifiers } from '../../src/engine/project/identifiers';
import { InProcessPool } from '../../src/engine/project/in-process-pool';
import { MemoryCatalogue } from '../../src/store/memory-catalogue';
import { newState } from '../../src/engine/resources/new-state';
import { OpenProject } from '../../src/engine/project/open-project';
import { PersonalizeRequestHandler } from '../../src/interop/aws/request-handler';

export interface LocalAws extends ReturnType<typeof clientsOn> {
  readonly files: BlobFiles;
  readonly service: LocalService;
  readonly project: OpenProject;
  /** What the clients send their requests through. */
  readonly requestHandler: PersonalizeRequestHandler;
}

/** The official clients on an empty project in memory. */
export async function localAws(profile: Profile = 'relaxed'): Promise<LocalAws> {
  const catalogue = new MemoryCatalogue();
  const store = await catalogue.create();
  const clock = { nowMs: () => Date.now() };
  const state = newState(store.id, 'account', profile, clock.nowMs());
  await store.writeState(state);
  const project = new OpenProject(store, state, {
    clock,
    requireWriter: () => undefined,
    onState: () => undefined,
  });
  const files = new BlobFiles();
  const service = new LocalService(project, {
    pool: new InProcessPool(),
    clock,
    identifiers: new Identifiers(7),
    files,
    describe: messageOf,
    onFailure: (error) => {
      throw error;
    },
  });
  const requestHandler = new PersonalizeRequestHandler(
    (name, input) => service.invoke(name, input),
    messageOf,
  );
  return { ...clientsOn(requestHandler), files, service, project, requestHandler };
}

/** The official clients, which send their requests through a handler. */
export function clientsOn(requestHandler: PersonalizeRequestHandler) {
  const config = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
    requestHandler,
  };
  return {
    personalize: new Personalize(config),
    runtime: new PersonalizeRuntime(config),
    events: new PersonalizeEvents(config),
  };
}

/** Does what the schedule has due by now, to its end. */
export async function runSchedule({ service }: Pick<LocalAws, 'service'>): Promise<JsonObject> {
  const answer = await service.invoke('RunSchedule', {});
  await service.idle();
  return answer;
}

/** The project as it is so much later: its versions, and what was last done to them, are older. */
export function agedBy(state: ProjectState, seconds: number): ProjectState {
  return {
    ...state,
    solutionVersions: state.solutionVersions.map((version) => ({
      ...version,
      creationDateTime: version.creationDateTime - seconds,
      ...(version.autoUpdate && {
        autoUpdate: { ...version.autoUpdate, atSec: version.autoUpdate.atSec - seconds },
      }),
    })),
  };
}

/** A role that a job is given; nobody asks what it may. */
export const roleArn = 'arn:aws:iam::000000000000:role/any';

/**
 * A dataset under a schema of its name, and the job that brings its rows in, which ends by `service.idle()`.
 *
 * @returns its ARN.
 */
export async function importDataset(
  { personalize, files }: LocalAws,
  datasetGroupArn: string,
  schema: AvroSchema,
  csv: string,
  domain?: DatasetDomain,
): Promise<string> {
  const { name } = schema;
  const text = JSON.stringify(schema);
  const { schemaArn } = await personalize.createSchema({ name, schema: text, domain });
  const datasetType = name === 'ActionInteractions' ? 'Action_Interactions' : name;
  const { datasetArn = '' } = await personalize.createDataset({
    name,
    datasetGroupArn,
    datasetType,
    schemaArn,
  });
  const dataSource = { dataLocation: `s3://shop/${name}.csv` };
  files.put(dataSource.dataLocation, new Blob([csv]));
  await personalize.createDatasetImportJob({ jobName: name, datasetArn, dataSource, roleArn });
  return datasetArn;
}

/** A solution with its first version, trained. */
export async function trainedOn(
  { personalize, service }: LocalAws,
  recipe: string,
  solution: Pick<CreateSolutionRequest, 'name' | 'datasetGroupArn'> & Partial<CreateSolutionRequest>,
): Promise<{ readonly solutionArn: string; readonly solutionVersionArn: string }> {
  const recipeArn = `arn:aws:personalize:::recipe/${recipe}`;
  const { solutionArn = '' } = await personalize.createSolution({ ...solution, recipeArn });
  const { solutionVersionArn = '' } = await personalize.createSolutionVersion({ solutionArn });
  await service.idle();
  return { solutionArn, solutionVersionArn };
}
