import { describeError } from '../../words/copy/errors';
import { isAppError } from '../../domain/errors';
import { plain } from '../../domain/json';
import { DEFAULT_RECIPE } from '../../domain/recipe-catalogue';
import type { SolutionVersion } from '../../domain/resources';
import { newestFirst, readyOf } from '../../domain/version-names';
import {
  ForetasteError,
  type Metrics,
  type OpenOptions,
  type Project,
  type Recommendations,
  type RecommendRequest,
  type TrainOptions,
  type Version,
} from './api';
import { ProjectStudio } from './project-studio';
import { surroundings } from './surroundings';

/** More threads bring little. */
const MOST_WORKERS = 8;

/** What a program holds of a project. */
class Handle implements Project {
  constructor(
    readonly studio: ProjectStudio,
    readonly close: () => void,
  ) {}

  get name(): string {
    return this.studio.state.project.name;
  }

  get rows(): Project['rows'] {
    const { interactions, users, items } = this.studio.state.project;
    return { interactions, users, items };
  }

  get versions(): readonly Version[] {
    return newestFirst(readyOf(this.studio.state.solutionVersions)).map(versionOf);
  }

  async train({ recipe, hyperparameters, seed, budget, ...watch }: TrainOptions): Promise<Version> {
    const settings = Object.entries(hyperparameters ?? {}).map(([name, value]) => [name, String(value)]);
    const request = {
      recipe: recipe ?? DEFAULT_RECIPE,
      algorithmHyperParameters: Object.fromEntries(settings),
      seed: seed ?? 42,
      budget: budget ?? 'standard',
    };
    return inWords(async () => versionOf(await this.studio.train(request, watch)));
  }

  async recommend(request: RecommendRequest): Promise<Recommendations> {
    const { version, recipe, filter, ...asked } = request;
    const answer = inWords(() =>
      this.studio.answers.recommend({ version, recipe, filter }, plain({ ...asked })),
    );
    return (await answer) as unknown as Recommendations;
  }
}

/** @param fill brings the data. Threads end where it fails. */
export async function openHandle(
  { workers = surroundings().workers }: OpenOptions,
  fill: (studio: ProjectStudio) => Promise<void>,
): Promise<Project> {
  if (!Number.isInteger(workers) || workers < 1 || workers > MOST_WORKERS)
    throw new TypeError(`workers must be a whole number from 1 to ${MOST_WORKERS}`);
  const { pool, close } = surroundings().pool(workers);
  const studio = new ProjectStudio(pool);
  try {
    await inWords(() => fill(studio));
  } catch (error) {
    close();
    throw error;
  }
  return new Handle(studio, close);
}

/** @throws TypeError for what none of the functions here has given. */
export function handleOf(project: Project): Handle {
  if (project instanceof Handle) return project;
  throw new TypeError('A project is what openProject or importFiles gives.');
}

/** What the engine refuses with, as the library says it. */
export async function inWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { what, todo } = describeError(error);
    throw new ForetasteError(what, error.code, todo, error.details, { cause: error });
  }
}

function versionOf({ arn, spec, creationDateTime, metrics, baseline }: SolutionVersion): Version {
  return {
    arn,
    recipe: spec.recipe,
    createdAt: new Date(creationDateTime * 1000),
    metrics: metrics && (plain(metrics.values) as Metrics),
    popularity: baseline && (plain(baseline.values) as Metrics),
  };
}
