import { nounOf, type Noun, lowerFirst } from '../../domain/arn';
import type { JsonObject } from '../../domain/errors';
import type { Arn, ProjectState } from '../../domain/resources';
import type { OpenProject } from '../project/open-project';
import { deleteResource } from '../resources/kinds';
import {
  findResource,
  visibleOf,
  type Changed,
  type Resource,
  type ResourceKind,
} from '../resources/resource-kind';
import type { ApiContext } from './operation';
import { page, type Page } from './answers';
import { optionalText, text } from './read-input';

/** What is said of the resources of a kind, in the service's JSON. */
interface Said<R extends Resource, Summary extends JsonObject, Description extends JsonObject> {
  /** What a list says of each. */
  summary(resource: R, state: ProjectState): Summary;
  /** What Describe says. */
  description(resource: R, state: ProjectState): Description;
  /** Which of them a list call asks for. @throws AppError for one that names what is not there. */
  asked?(input: JsonObject, state: ProjectState): ((resource: R) => boolean) | undefined;
}

/** What an operation on a kind calls a resource of it: `batchInferenceJob`. */
type Member<Kind extends string> = Uncapitalize<Noun<Kind>>;

type Describe<Kind extends string, Description> = {
  readonly [name in `Describe${Noun<Kind>}`]: (
    input: JsonObject,
    context: ApiContext,
  ) => { [member in Member<Kind>]: Description };
};
type List<Kind extends string, Plural extends string, Summary> = {
  readonly [name in `List${Noun<Kind>}s`]: (input: JsonObject, context: ApiContext) => Page<Plural, Summary>;
};
/** The answer of what only does something. */
type Done = Record<never, never>;
type Delete<Kind extends string> = {
  readonly [name in `Delete${Noun<Kind>}`]: (input: JsonObject, context: ApiContext) => Promise<Done>;
};

/** The member of a request that names a resource of a kind. @throws AppError INVALID_INPUT. */
export function arnIn(kind: ResourceKind, input: JsonObject): Arn {
  return text(input, `${memberOf(kind.name)}Arn`);
}

/** The resource that a request names. @throws AppError INVALID_INPUT, NOT_FOUND. */
export function named<R extends Resource>(
  kind: ResourceKind<R>,
  input: JsonObject,
  { project }: { readonly project: OpenProject },
): R {
  return findResource(kind, project.state, arnIn(kind, input));
}

/**
 * Describe and List of a kind.
 *
 * @param plural what List calls them, where it is not their name and an s.
 */
export function readOperations<
  R extends Resource,
  Kind extends string,
  Summary extends JsonObject,
  Description extends JsonObject,
  Plural extends string = `${Member<Kind>}s`,
>(
  kind: ResourceKind<R, Kind>,
  { summary, description, asked }: Said<R, Summary, Description>,
  plural = `${memberOf(kind.name)}s` as Plural,
): Describe<Kind, Description> & List<Kind, Plural, Summary> {
  const noun = nounOf(kind.name);
  return {
    [`Describe${noun}`]: (input: JsonObject, context: ApiContext) => ({
      [memberOf(kind.name)]: description(named(kind, input, context), context.project.state),
    }),
    [`List${noun}s`](input: JsonObject, { project: { state } }: ApiContext) {
      const isAsked = asked?.(input, state) ?? (() => true);
      const entries = visibleOf(kind, state).filter(isAsked);
      return page(
        input,
        plural,
        entries.map((resource) => summary(resource, state)),
      );
    },
  } as Describe<Kind, Description> & List<Kind, Plural, Summary>;
}

/** Those of which `of` gives the id that a list call names in a member; all where it names none. */
export function askedBy<R extends Resource>(
  member: string,
  of: (resource: R) => Arn | undefined,
): (input: JsonObject) => ((resource: R) => boolean) | undefined {
  return (input) => {
    const wanted = optionalText(input, member);
    return wanted === undefined ? undefined : (resource) => of(resource) === wanted;
  };
}

/** Delete of a kind. @param measures whether the project is measurably smaller without it. */
export function deleteOperation<R extends Resource, Kind extends string>(
  kind: ResourceKind<R, Kind>,
  measures = false,
): Delete<Kind> {
  return {
    async [`Delete${nounOf(kind.name)}`](input: JsonObject, { project }: ApiContext) {
      const arn = arnIn(kind, input);
      await project.update((before) => deleteResource(kind, before, arn));
      if (measures) await project.storage.measureSize();
      return {};
    },
  } as Delete<Kind>;
}

/** Stores a change. @returns the resource that it was about. */
export async function stored<R>(
  project: OpenProject,
  change: (before: ProjectState) => Changed<R>,
): Promise<R> {
  const about: R[] = [];
  await project.update((before) => {
    const { state, resource } = change(before);
    about.push(resource);
    return state;
  });
  return about[about.length - 1];
}

function memberOf<Kind extends string>(kind: Kind): Member<Kind> {
  return lowerFirst(nounOf(kind)) as Member<Kind>;
}
