import type { BundleOverview, BundleSource } from '../../domain/bundle';
import type { JsonObject } from '../../domain/errors';
import type { PersonalChoice } from '../../domain/personal';
import type { Job } from '../../domain/ports';
import type { Arn, ProjectId } from '../../domain/resources';
import type { OpenProject } from '../project/open-project';
import { exportSource } from '../service/bundle/export-project';
import { ProjectServices } from '../service/local-service';
import { queuedJob } from '../service/queued-job';
import type { Workspace } from './workspace';

/** The service’s own API, its files, and the bundle that takes a project there. */
export function serviceCalls(workspace: Workspace) {
  const { options, identifiers, projects } = workspace;
  const services = new ProjectServices({
    pool: options.pool,
    clock: options.clock,
    identifiers,
    describe: workspace.describe ?? (({ code }) => code),
    onFailure: (error) => console.warn('queued work', error),
  });

  /** Keeps a project in use until its queued work has ended. */
  function untilIdle(project: OpenProject, service: { idle(): Promise<void> }): void {
    projects
      .working(project, () => service.idle())
      .then(() => workspace.tellProjects())
      .catch((error: unknown) => console.warn('queued work', error));
  }

  return {
    /**
     * One call of the service's own API on the open project, or on that one, by the operation's name and in its JSON.
     * What takes long is queued, and the project stays in use until it has ended.
     */
    async invoke(operation: string, input: JsonObject, of?: ProjectId): Promise<JsonObject> {
      const project = of === undefined ? projects.current() : await projects.use(of);
      const service = services.of(project);
      return projects.working(project, async () => {
        const given = await service.invoke(operation, input);
        // Before this call lets the project go: what it has queued works on it too.
        if (!/^(Get|Describe|List|Put|Simulate)/.test(operation)) untilIdle(project, service);
        return given;
      });
    },
    /** Makes a file known to import and batch jobs of the open project as `s3://bucket/key`. */
    registerFile: (path: string, file: Blob): void => services.of(projects.current()).files.put(path, file),
    readFile: async (path: string, maxBytes?: number): Promise<Blob | null> =>
      workspace.onCurrent((project) => services.of(project).readFile(path, maxBytes)),
    /** What an export bundle of the open project would hold. @param without resources that stay behind. */
    async describeExport(
      without: readonly Arn[] = [],
      personal?: PersonalChoice,
      holdsOut = false,
    ): Promise<BundleOverview> {
      const job = queuedJob(options.clock);
      const { tables, ...rest } = await workspace.onCurrent((project) =>
        exportSource(project, job, without, personal, holdsOut),
      );
      return { ...rest, tables: tables.map(({ path, rows }) => ({ path, rows })) };
    },
    /** What the export bundle of the open project is made from, for whoever writes it. @param without resources that stay behind. */
    exportBundle: async <T>(
      job: Job,
      write: (source: BundleSource) => Promise<T>,
      without: readonly Arn[] = [],
      personal?: PersonalChoice,
      holdsOut = false,
    ): Promise<T> =>
      workspace.onCurrent(async (project) =>
        write(await exportSource(project, job, without, personal, holdsOut)),
      ),
  };
}
