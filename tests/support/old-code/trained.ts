import { withPresentIds } from '../../../src/domain/earlier';
import type { Json } from '../../../src/domain/json';
import type { SolutionVersion } from '../../../src/domain/resources';
import type { KeptTraining, OldManifest } from './kept';
import { MOST_EPOCHS, SPECS, versionOf } from './make-shop';
import type { OldStudio } from './old-studio';

/** Trains a solution of the old shop once more, at the moment of its old version. */
export async function trainAnew(
  at: OldStudio,
  name: string,
): Promise<{ readonly version: SolutionVersion; readonly now: SolutionVersion }> {
  const spec = SPECS.find((each) => each.name === name);
  const arn = versionOf(at.state, name);
  const version = at.state.solutionVersions.find((each) => each.arn === arn);
  if (spec === undefined || version === undefined) throw new RangeError(name);
  at.goTo(version.creationDateTime);
  return { version, now: await at.train(spec, MOST_EPOCHS) };
}

/** A version without its name, and what is stored of its model: header and layout, the size and SHA-256 of each array. */
export function trainingOf(version: SolutionVersion, { facts, pieces }: OldManifest): KeptTraining {
  const place = facts.models.findIndex((model) => withPresentIds(model.arn) === version.arn);
  const { header, layout, checksum } = facts.models[place];
  const arrays = pieces
    .filter(({ owner }) => owner === `models/${place}`)
    .map(({ part, bytes, sha256 }) => `${part}: ${bytes} bytes, ${sha256}`);
  const model = { header: JSON.stringify(header), layout: JSON.stringify(layout), checksum, arrays };
  return { version: JSON.parse(JSON.stringify({ ...version, arn: '' })) as Json, model };
}
