import { Personalize } from '@aws-sdk/client-personalize';
import { PersonalizeEvents } from '@aws-sdk/client-personalize-events';
import { PersonalizeRuntime } from '@aws-sdk/client-personalize-runtime';
import { messageOf } from '../../src/copy/api-message';
import type { Profile } from '../../src/domain/schema';
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
