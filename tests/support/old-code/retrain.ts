import { beforeAll, expect, test } from 'vitest';
import { withPresentIds } from '../../../src/domain/earlier';
import { keptZip, manifestOf, oldShop, type OldManifest } from './kept';
import { MOST_EPOCHS, SPECS, versionOf } from './make-shop';
import type { OldStudio } from './old-studio';

/** Trains solutions of the old shop anew, each at the moment of its old version, and holds what is stored against that. */
export function retrains(names: readonly string[]): void {
  let at: OldStudio;
  beforeAll(async () => {
    at = await oldShop();
  });
  test.each(names)('%s learns the same model, byte for byte, and measures the same', async (name) => {
    const spec = SPECS.find((each) => each.name === name);
    const arn = versionOf(at.state, name);
    const kept = at.state.solutionVersions.find((version) => version.arn === arn);
    if (spec === undefined || kept === undefined) throw new RangeError(name);
    at.goTo(kept.creationDateTime);
    const now = await at.train(spec, MOST_EPOCHS);
    expect(now.arn).not.toBe(arn);
    expect(JSON.stringify({ ...now, arn })).toBe(JSON.stringify(kept));
    const model = modelOf(manifestOf(await at.projectFile()), now.arn);
    expect(model).toEqual(modelOf(manifestOf(keptZip('shop.foretaste.zip')), arn));
    expect(model.arrays.length).toBeGreaterThan(0);
  });
}

/** What is stored of a model: header and layout as text, and the size and SHA-256 of each array. */
function modelOf({ facts, pieces }: OldManifest, arn: string) {
  const place = facts.models.findIndex((model) => withPresentIds(model.arn) === arn);
  const { header, layout, checksum } = facts.models[place];
  const arrays = pieces
    .filter(({ owner }) => owner === `models/${place}`)
    .map(({ part, bytes, sha256 }) => `${part}: ${bytes} bytes, ${sha256}`);
  return { header: JSON.stringify(header), layout: JSON.stringify(layout), checksum, arrays };
}
