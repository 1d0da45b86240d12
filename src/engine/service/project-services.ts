import type { OpenProject } from '../project/open-project';
import { BlobFiles } from './blob-files';
import { LocalService, type LocalServiceOptions } from './local-service';

/** The service of each project in use, made when it is first asked, with the files that were registered for it. */
export class ProjectServices {
  readonly #services = new WeakMap<OpenProject, LocalService<BlobFiles>>();

  constructor(private readonly tools: Omit<LocalServiceOptions<BlobFiles>, 'files'>) {}

  of(project: OpenProject): LocalService<BlobFiles> {
    let service = this.#services.get(project);
    if (service === undefined) {
      service = new LocalService(project, { ...this.tools, files: new BlobFiles() });
      this.#services.set(project, service);
    }
    return service;
  }
}
