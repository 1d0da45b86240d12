import { nounOf } from '../../domain/arn';
import type { BundleRequest } from '../../domain/bundle';
import { objectIn } from '../../domain/json';
import { LATEST } from '../../domain/names';
import type { KindName } from '../../domain/operations';

/** Not asked for: a schema is there at once. */
const WITHOUT_STATUS: ReadonlySet<KindName> = new Set<KindName>(['schema']);
/** Gone with what they belong to. */
const NOT_DELETED: ReadonlySet<KindName> = new Set<KindName>(['dataset-import-job', 'solution-version']);
const REFERENCES = [
  'datasetGroupArn',
  'schemaArn',
  'datasetArn',
  'solutionArn',
  'solutionVersionArn',
] as const;

/** One step of the scripts: a request, how it is told apart, and whose ids it takes. */
export interface Step {
  /** `solution.NAME`: names have no full stop. */
  readonly key: string;
  readonly request: BundleRequest;
  /** The request's file; `tunedPath` that with the settings a search has found. */
  readonly path: string;
  readonly tunedPath: string | null;
  readonly noun: string;
  /** Members that take the id which an earlier step was given, and what stands behind it: mostly nothing. */
  readonly references: readonly { readonly member: string; readonly key: string; readonly suffix: string }[];
  readonly hasStatus: boolean;
  readonly isDeleted: boolean;
  /** The folder of the bundle that an import job reads. */
  readonly folder: string | null;
}

export function stepsOf(requests: readonly BundleRequest[]): readonly Step[] {
  return requests.map((request) => ({
    key: keyOf(request),
    request,
    path: `requests/${request.kind}/${request.name}.json`,
    tunedPath: request.tuned === undefined ? null : `requests/${request.kind}-tuned/${request.name}.json`,
    noun: nounOf(request.kind),
    references: REFERENCES.flatMap((member) => {
      const value = request.input[member];
      if (typeof value !== 'string') return [];
      const suffix = value.endsWith(LATEST) ? LATEST : '';
      const id = value.slice(0, value.length - suffix.length);
      const made = requests.find(({ arn }) => arn === id) ?? retrained(id, requests);
      return made === undefined ? [] : [{ member, key: keyOf(made), suffix }];
    }),
    hasStatus: !WITHOUT_STATUS.has(request.kind),
    isDeleted: !NOT_DELETED.has(request.kind),
    folder: folderOf(request),
  }));
}

function keyOf({ kind, name }: BundleRequest): string {
  return `${kind}.${name}`;
}

/** Of several versions of a solution one is trained again: it stands for all of them. */
function retrained(versionArn: string, requests: readonly BundleRequest[]): BundleRequest | undefined {
  const solution = versionArn.slice(0, versionArn.lastIndexOf('/'));
  return requests.find(({ kind, input }) => kind === 'solution-version' && input.solutionArn === solution);
}

function folderOf({ input }: BundleRequest): string | null {
  const location = objectIn(input.dataSource).dataLocation;
  return typeof location === 'string' ? location.slice(location.indexOf('data/')) : null;
}
