import { nounOf } from '../../domain/arn';
import type { BundleManifest, BundleRequest } from '../../domain/bundle';
import type { JsonObject } from '../../domain/errors';
import type { KindName } from '../../domain/operations';
import type { Arn, ProjectState } from '../../domain/resources';
import type { DatasetType } from '../../domain/schema';
import type { Changed, Resource } from '../resources/resource-kind';
import type { Operations } from './operation';

/** What the service can do with a kind of resource, beside the rules that `resources/` has of it. */
export interface ServiceKind<Own extends Operations = Operations> {
  readonly operations: Own;
  /** Absent for work that was done, which stays where it is. */
  readonly bundled?: BundledKind;
}

/** How a kind of resource goes into an export bundle, and comes back. */
export interface BundledKind {
  readonly kind: KindName;
  /** @param filled datasets that have rows, imported or put. */
  requests(state: ProjectState, filled: ReadonlySet<DatasetType>): readonly BundleRequest[];
  /**
   * The state with the resource of a request; null for one that is not made from the bundle. Absent for kinds that are
   * not: of models, which stay behind, and of data, which are there already.
   *
   * @throws AppError with what the resource is refused with.
   */
  restored?(state: ProjectState, from: BundledResource, nowSec: number): Changed<Resource> | null;
}

/** A request of a bundle that was opened. */
export interface BundledResource {
  readonly name: string;
  readonly implied: boolean;
  readonly input: JsonObject;
  readonly manifest: BundleManifest;
}

/** The request that makes a resource. */
export function requestFor(
  kind: KindName,
  { arn, name }: { readonly arn: Arn; readonly name: string },
  input: JsonObject,
  implied = false,
): BundleRequest {
  return { kind, name, operation: `Create${nounOf(kind)}`, input, arn, implied };
}
