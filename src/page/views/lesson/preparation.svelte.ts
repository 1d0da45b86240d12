import { untrack } from 'svelte';
import { progressLabel } from '../../../words/copy/progress';
import { AppError, asAppError, isCancelled } from '../../../domain/errors';
import { DEFAULT_RECIPE } from '../../../domain/recipe-catalogue';
import { SAMPLE_NAMES } from '../../../words/copy/samples';
import { lessonSolution } from '../../../words/lessons/solution-name';
import type { AppState } from '../../state/app';
import * as say from '../../../words/messages/lesson';

/** Brings what a lesson or a student link needs: data to look at, and a recipe that has learned from them. */
export class Preparation {
  error = $state.raw<AppError | null>(null);
  doing = $state.raw<'sample' | 'train' | null>(null);

  constructor(private readonly app: AppState) {}

  /**
   * Brings what is needed without a press, as long as its screen is there: the sample where nothing is open, nor on its
   * way, and its training. One's own data take a press. To be called while the screen is set up.
   *
   * @param isTrained whether the recipe that lessons go by has learned from what is open.
   */
  byItself(isTrained: () => boolean): void {
    $effect(() => {
      if (!this.#needsSample) return;
      const { writer, projects } = this.app.workspace;
      // A tab that only reads has the sample once the other one has made it.
      if (writer || projects.some(({ simulated }) => simulated)) untrack(() => void this.openSample());
      else this.error = new AppError('READ_ONLY_TAB');
    });
    $effect(() => {
      const { project, writer } = this.app.workspace;
      const mayTrain = writer && project?.project.simulated === true;
      if (mayTrain && !isTrained()) untrack(() => void this.train());
    });
  }

  get #needsSample(): boolean {
    const { workspace, route } = this.app;
    const ready = workspace.info !== null && workspace.opening === null;
    const asked = route.current.project !== null && workspace.openError === null;
    return ready && workspace.project === null && !asked;
  }

  /** What is being done, and how far it is: `Film club: reading`. */
  get label(): string {
    const job = this.app.jobs.current;
    return say.preparing({
      what: job?.label ?? SAMPLE_NAMES['film-club'],
      progress: progressLabel(job?.progress ?? null).toLowerCase(),
    });
  }

  /** The sample, where nothing is open. */
  async openSample(): Promise<void> {
    const { workspace, jobs, route, api } = this.app;
    if (this.doing !== null || workspace.info === null || workspace.project !== null) return;
    this.error = null;
    this.doing = 'sample';
    try {
      const state = await jobs.run('sample', SAMPLE_NAMES['film-club'], (id, onProgress) =>
        api.openSample(id, 'film-club', SAMPLE_NAMES['film-club'], onProgress),
      );
      workspace.show(state);
      route.go({ project: state.project.id }, 'replace');
    } catch (fault) {
      this.error = isCancelled(fault) ? null : asAppError(fault);
    } finally {
      this.doing = null;
    }
  }

  /** Trains what steps compare and lists show: quickly, and as a solution like any other. */
  async train(): Promise<void> {
    const { workspace, jobs, api } = this.app;
    const state = workspace.project;
    if (state === null || this.doing !== null || jobs.current?.kind === 'train') return;
    this.doing = 'train';
    const taken = state.solutionVersions.map(({ solution }) => solution);
    try {
      await jobs.run('train', say.personalLists(), (id, onProgress) =>
        api.train(
          id,
          {
            name: lessonSolution(taken),
            recipe: DEFAULT_RECIPE,
            algorithmHyperParameters: {},
            featureTransformationParameters: {},
            seed: 42,
            budget: 'instant',
          },
          onProgress,
        ),
      );
    } catch (fault) {
      this.error = isCancelled(fault) ? null : asAppError(fault);
    } finally {
      this.doing = null;
    }
  }
}
