import { defined } from '../../domain/defined';
import type { JsonObject } from '../../domain/errors';
import { CONFIG_MEMBERS, type ConfigMembers } from '../../domain/operations/solutions';
import type { SolutionRequest } from '../../domain/resources';
import { plain, type Plain } from '../../domain/json';
import { findRecipe } from '../../recipes/registry';
import { optionalFlag, optionalObject, optionalText, text, textMap } from './read-input';

/** What Foretaste adds to a solution, where the request says nothing of it. */
const SEED = 42;
const BUDGET = 'standard';

/** CreateSolution's JSON as a request. Members that only an account has (roles, tags) are passed over. */
export function readSolution(input: JsonObject, seed = SEED): SolutionRequest {
  const config = optionalObject(input, 'solutionConfig') ?? {};
  const recipe = optionalText(input, 'recipeArn');
  const eventType = optionalText(input, 'eventType');
  const eventValueThreshold = optionalText(config, 'eventValueThreshold');
  const part = <Member extends keyof SolutionRequest>(member: Member) => partOf(config, member);
  return {
    ...defined({
      name: text(input, 'name'),
      recipe: recipe === undefined ? undefined : findRecipe(recipe).name,
      eventType,
      eventValueThreshold,
      eventsConfig: part('eventsConfig'),
      trainingDataConfig: part('trainingDataConfig'),
      optimizationObjective: part('optimizationObjective'),
      algorithmHyperParameters: textMap(config, 'algorithmHyperParameters') ?? {},
      featureTransformationParameters: textMap(config, 'featureTransformationParameters') ?? {},
      performHPO: optionalFlag(input, 'performHPO'),
      hpoConfig: part('hpoConfig'),
      performAutoML: optionalFlag(input, 'performAutoML'),
      autoMLConfig: part('autoMLConfig'),
    }),
    seed,
    budget: BUDGET,
  };
}

/** A part of the configuration as it came; training checks what is in it. */
export function partOf<Member extends keyof SolutionRequest>(
  config: JsonObject,
  member: Member,
): SolutionRequest[Member] | undefined {
  return optionalObject(config, member) as SolutionRequest[Member] | undefined;
}

/** A solution's or version's configuration in the service's JSON. */
export function configOf(request: SolutionRequest): Plain<Partial<Pick<SolutionRequest, ConfigMembers>>> {
  // What was not asked for is not said: the maps of settings may be empty.
  const entries = CONFIG_MEMBERS.map((member) => [member, request[member]] as const).filter(
    ([, value]) => typeof value !== 'object' || Object.keys(value).length > 0,
  );
  return plain(Object.fromEntries(entries) as Partial<Pick<SolutionRequest, ConfigMembers>>);
}
