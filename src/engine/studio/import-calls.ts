import type { BehindTheDoor } from '../../domain/door';
import { AppError } from '../../domain/errors';
import type { Job } from '../../domain/ports';
import type { ProjectId, ProjectState } from '../../domain/resources';
import { SAMPLES, sampleOf } from '../../domain/samples';
import { importInto, type Intake } from '../datasets/import-into';
import { sampleActionsIntake, sampleIntake } from '../datasets/sample';
import { stepInIntake } from '../datasets/step-in';
import { matchItems } from '../datasets/match-items';
import { importAsNew } from './import-as-new';
import { Proposals } from './proposals';
import type { Workspace } from './workspace';

/** Files on their way in: looked into, checked, imported. */
export function importCalls(workspace: Workspace, openProject: (id: ProjectId) => Promise<ProjectState>) {
  const proposals = new Proposals();
  const { projects, tools } = workspace;
  const calls = {
    reinspectFile: async (proposalId, plan, file) => proposals.reinspect(proposalId, plan, file),
    judgeTimes: async (proposalId, plan, file) => proposals.judgeTimes(proposalId, plan, file),
    async checkImport(job, proposalId, plan, into) {
      const existing = into && (await workspace.on(into, (project) => project.data.existing()));
      return proposals.check(proposalId, plan, existing, job);
    },
    async importFiles(job, proposalId, plan, { into, name }) {
      workspace.requireWriter();
      const intake = proposals.intake(proposalId, plan);
      const taken =
        into === null
          ? await importAsNew(intake, name, null, job, tools)
          : await workspace.on(into, async (project) => {
              const { report } = await importInto(project, intake, job, tools);
              // Here, and not after: a project that is neither worked on nor open is closed.
              projects.enterNew(project);
              return { project, report };
            });
      proposals.forget(proposalId);
      return { state: await workspace.show(taken), report: taken.report };
    },
    async matchItems(job, proposalId, plan, id) {
      const files = proposals.sourcesOf(proposalId);
      return workspace.on(id, async (project) => {
        const { tables } = await project.data.existing();
        return matchItems(files, plan, tables, job);
      });
    },
    async stepIn(job, proposalId, plan, id, pairs) {
      workspace.requireWriter();
      const files = proposals.sourcesOf(proposalId);
      const taken = await workspace.on(id, async (project) => {
        const existing = await project.data.existing();
        const { users, ...entering } = stepInIntake(files, plan, existing, pairs, job);
        const intake: Intake = { ...entering, provenance: {}, keepsRules: true };
        const { report } = await importInto(project, intake, job, tools);
        projects.enterNew(project);
        return { project, report, users };
      });
      proposals.forget(proposalId);
      return { state: await workspace.show(taken), users: taken.users };
    },
    /** @param name of its project, where there is none yet. */
    async openSample(job, sample, name = SAMPLES[sample].name) {
      const { catalogue, fetchSample } = workspace.options;
      const there = (await catalogue.list()).find((project) => sampleOf(project) === sample);
      if (there !== undefined) return openProject(there.id);
      workspace.requireWriter();
      const intake = await sampleIntake(sample, fetchSample, job);
      return workspace.show(await importAsNew(intake, name, sample, job, tools));
    },
    /** @throws AppError INVALID_INPUT for another project than the sample. */
    async addSampleActions(job) {
      workspace.requireWriter();
      const project = projects.current();
      if (sampleOf(project.state.project) !== 'film-club')
        throw new AppError('INVALID_INPUT', { field: 'project', value: project.state.project.name });
      const intake = await sampleActionsIntake(job);
      return workspace.show(await projects.working(project, () => importInto(project, intake, job, tools)));
    },
  } satisfies Partial<BehindTheDoor<Job>>;
  return {
    ...calls,
    inspectFiles: (...asked: Parameters<Proposals['inspect']>) => proposals.inspect(...asked),
  };
}
