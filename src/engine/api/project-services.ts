import type { Clock, Pool } from '../../domain/ports';
import type { AppError } from '../../domain/errors';
import type { Identifiers } from '../identifiers';
import type { OpenProject } from '../open-project';
import { BlobFiles } from './blob-files';
import { LocalService } from './local-service';

/** The service of each project in use, made when it is first asked. Registered files are shared by all. */
export class ProjectServices {
  readonly files = new BlobFiles();
  readonly #services = new WeakMap<OpenProject, LocalService>();

  constructor(
    private readonly tools: {
      readonly pool: Pool;
      readonly clock: Clock;
      readonly identifiers: Identifiers;
      readonly describe: (error: AppError) => string;
      readonly onFailure: (error: unknown) => void;
    },
  ) {}

  of(project: OpenProject): LocalService {
    let service = this.#services.get(project);
    if (service === undefined) {
      service = new LocalService(project, { ...this.tools, files: this.files });
      this.#services.set(project, service);
    }
    return service;
  }
}
