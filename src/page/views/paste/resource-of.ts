import type { Json } from '../../../domain/errors';

/**
 * The resource that an id of another account or project means here: the same id, else the newest of the same name. Ids
 * end in `/NAME`, those of solution versions in `solution/NAME/ID`.
 *
 * @param resources oldest first.
 */
export function resourceOf<T extends { readonly arn: string }>(
  resources: readonly T[],
  given: Json | undefined,
): T | null {
  if (typeof given !== 'string') return null;
  const same = resources.find(({ arn }) => arn === given);
  return same ?? resources.findLast(({ arn }) => nameIn(arn) !== '' && nameIn(arn) === nameIn(given)) ?? null;
}

function nameIn(arn: string): string {
  const [kind, name] = arn.slice(arn.lastIndexOf(':') + 1).split('/');
  return name === undefined ? '' : `${kind}/${name}`;
}
