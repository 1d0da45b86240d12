import { describe, expect, test } from 'vitest';
import { servesOf } from '../../../../src/domain/recipe-catalogue';
import { withItemName } from '../../../../src/data/tables/item-name';
import { withTitleMarked } from '../../../../src/engine/resources/item-name';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { buildTrainingData } from '../../../../src/engine/training/training-data';
import type { Model } from '../../../../src/recipes/recipe';
import { recipes } from '../../../../src/recipes/registry';
import { full } from '../../../support/full';
import { smallInteractions } from '../../../support/scripted-recipe';
import { smallParameters } from '../../../support/small-parameters';
import { importFiles, nodeJob, nodeStudio, textFile } from '../../../support/studio-in-node';
import { TWINS } from '../../../support/twins';

/** A model of one epoch is held against what the later ones do. */
const MOST_EPOCHS = full ? Infinity : 2;
const BUDGET = full ? 'standard' : 'instant';

/** Enough that nobody has touched for a recipe that lists such items alone. */
const NEW_ITEMS = 110;

/** Items i0, i1, … in two genres, called by their genre and a number. */
function describedItems(n: number): string {
  const rows = Array.from({ length: n }, (_, i) => {
    const genre = i % 2 === 0 ? 'Tea' : 'Pots';
    return `i${i},${genre},${genre} number ${i},All about ${genre} and what goes with it in ${i} ways`;
  });
  return ['ITEM_ID,GENRE,TITLE,DESCRIPTION', ...rows].join('\n');
}

/** What ranks items; in the short run each model under one name. Recipes of actions learn in one step. */
const ofItems = [...recipes.values()].filter(
  ({ name }) => servesOf(name) !== 'actions' && (full || !TWINS.has(name)),
);

/** "Stop and keep" hands out the model of the last finished epoch while the next one is half done. */
describe('a model once handed out stays as it is while training goes on', () => {
  test.each(ofItems.map((recipe) => [recipe.name, recipe] as const))('%s', async (_, recipe) => {
    const node = nodeStudio();
    const { project } = await importFiles(node, [
      textFile('shop.csv', smallInteractions(40, 60, 30)),
      textFile('items.csv', describedItems(60 + NEW_ITEMS)),
    ]);
    const store = await node.catalogue.open(project.id);
    const [tables, { datasets }] = await Promise.all([store.readTables(), store.readState()]);
    if (tables === null) throw new Error('nothing was stored');
    const config = { parameters: smallParameters(recipe, full), seed: 3, budget: BUDGET } as const;
    const items = datasets.find(({ type }) => type === 'ITEMS');
    const named = withItemName(tables, items && withTitleMarked(items.schema));
    const data = buildTrainingData(named, {}, 'aws');
    const trainer = await recipe.trainer(data, config, new InProcessPool());
    const job = nodeJob();
    const handedOut: { readonly model: Model; readonly asItWas: unknown; readonly scores: Float64Array }[] =
      [];
    const query = {
      userIdx: 0,
      items: data.items.slice(0, 5),
      timestampSec: data.timestampSec.slice(0, 5),
    };
    const scoresOf = (model: Model): Float64Array => {
      const out = new Float64Array(model.nItems);
      model.scoreUser(query, out);
      return out;
    };
    for (let epoch = 0; epoch < Math.min(trainer.epochs, MOST_EPOCHS); epoch++) {
      await trainer.trainEpoch(job);
      const model = trainer.model();
      handedOut.push({ model, asItWas: structuredClone(model.store()), scores: scoresOf(model) });
    }
    expect(handedOut.length).toBeGreaterThan(0);
    for (const { model, asItWas, scores } of handedOut) {
      expect(model.store()).toEqual(asItWas);
      expect(scoresOf(model)).toEqual(scores);
    }
  });
});
