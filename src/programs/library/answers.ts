import { AppError, type JsonObject } from '../../domain/errors';
import { freeName } from '../../domain/free-name';
import { BASELINE_RECIPE } from '../../domain/recipe-catalogue';
import type { ProjectState, SolutionVersion } from '../../domain/resources';
import { newestFirst, readyOf } from '../../domain/version-names';
import { datasetGroupOf } from '../../engine/resources/dataset-groups';
import type { Studio } from '../../engine/studio/studio';
import { findRecipe } from '../../recipes/registry';

/** Who is to answer: a version by its ARN, or the newest of a recipe. */
interface Wanted {
  readonly version?: string;
  readonly recipe?: string;
  /** An expression, or the name of a filter of the project. */
  readonly filter?: string;
}

/** What campaigns and filters that are made to answer are called, with a number. */
const NAME = 'foretaste';

/** Lists as GetRecommendations answers them, without a campaign or a filter having been made before. */
export class Answers {
  /** By what they are of, a version's ARN or an expression: made when first needed. */
  readonly #campaigns = new Map<string, Promise<string>>();
  readonly #filters = new Map<string, Promise<string>>();
  /** So many were made: two that are asked for at once have two names. */
  #made = 0;

  constructor(
    private readonly studio: Pick<Studio, 'invoke'>,
    private readonly state: () => ProjectState,
  ) {}

  /** @throws AppError NOT_FOUND where nothing like it is trained, and what the service refuses a request with. */
  async recommend({ version, recipe, filter }: Wanted, request: JsonObject): Promise<JsonObject> {
    const { arn } = version === undefined ? newestVersion(this.state(), recipe) : this.#version(version);
    const campaignArn = await kept(this.#campaigns, arn, () => this.#campaignOf(arn));
    const filterArn = filter === undefined ? undefined : await this.#filterOf(filter);
    return this.studio.invoke('GetRecommendations', {
      campaignArn,
      ...(filterArn !== undefined && { filterArn }),
      ...request,
    });
  }

  /** Takes away what was made to answer. */
  async clear(): Promise<void> {
    for (const campaignArn of await settled(this.#campaigns))
      await this.studio.invoke('DeleteCampaign', { campaignArn });
    for (const filterArn of await settled(this.#filters))
      await this.studio.invoke('DeleteFilter', { filterArn });
  }

  #version(arn: string): SolutionVersion {
    const found = readyOf(this.state().solutionVersions).find((version) => version.arn === arn);
    if (found === undefined) throw new AppError('NOT_FOUND', { what: 'solution version', id: arn });
    return found;
  }

  async #campaignOf(solutionVersionArn: string): Promise<string> {
    const name = this.#freeName('campaigns');
    const request = { name, solutionVersionArn, minProvisionedTPS: 1 };
    return String((await this.studio.invoke('CreateCampaign', request)).campaignArn);
  }

  /** A filter of the project by its name, or one that is written out. */
  async #filterOf(asked: string): Promise<string> {
    const named = this.state().service?.filters.find(({ name }) => name === asked);
    if (named !== undefined) return named.arn;
    return kept(this.#filters, asked, async () => {
      const datasetGroupArn = datasetGroupOf(this.state())?.arn ?? null;
      const request = { name: this.#freeName('filters'), datasetGroupArn, filterExpression: asked };
      return String((await this.studio.invoke('CreateFilter', request)).filterArn);
    });
  }

  #freeName(kind: 'campaigns' | 'filters'): string {
    const taken = new Set((this.state().service?.[kind] ?? []).map(({ name }) => name));
    return freeName(`${NAME}-${++this.#made}`, (name) => taken.has(name));
  }
}

/** What was made, or is made now; what fails is tried again. */
async function kept(
  made: Map<string, Promise<string>>,
  key: string,
  make: () => Promise<string>,
): Promise<string> {
  const known = made.get(key);
  if (known !== undefined) return known;
  const making = make();
  made.set(key, making);
  making.catch(() => made.delete(key));
  return making;
}

/** Whatever of it has come to something; the map is empty afterwards. */
async function settled(made: Map<string, Promise<string>>): Promise<readonly string[]> {
  const all = await Promise.allSettled(made.values());
  made.clear();
  return all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

/** The newest version that is ready, of a recipe where one is named. @throws AppError NOT_FOUND. */
export function newestVersion(
  { solutionVersions }: Pick<ProjectState, 'solutionVersions'>,
  recipe: string | undefined,
): SolutionVersion {
  // Lists of another recommender answer for their own people alone.
  const ready = newestFirst(readyOf(solutionVersions)).filter(({ brought }) => brought === undefined);
  const asked = ({ spec }: SolutionVersion): boolean =>
    recipe === undefined ? spec.recipe !== BASELINE_RECIPE : spec.recipe === findRecipe(recipe).name;
  // What everybody gets is trained beside every other recipe: alone it is meant.
  const version = ready.find(asked) ?? (recipe === undefined ? ready.at(0) : undefined);
  if (version === undefined) throw new AppError('NOT_FOUND', { what: 'solution version', id: recipe ?? '' });
  return version;
}
