/**
 * The world with knobs at some of its settings: what each recipe finds of a hundred films watched next, with its 95 %
 * interval, how long that takes on two threads, and which two recipes change places by more than their intervals.
 * `npm run bench:world -- --seeds 1,2,3`; one JSON document on standard output, a line a world on the other.
 */
import { parseArgs } from 'node:util';
import { withPool } from '../../src/programs/cli/node-pool';
import { uncancelled } from '../../src/domain/ports';
import type { WorldResult, WorldSettings } from '../../src/domain/world';
import { measureWorld } from '../../src/engine/teaching/world/measure-world';
import { machine } from './app/sets';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '1' } } });

const ORDINARY: WorldSettings['knobs'] = { apart: 0.7, noise: 0.2, length: 0.5, fame: 0.3, drift: 0 };
const WORLDS: { readonly [name: string]: Partial<WorldSettings['knobs']> } = {
  ordinary: {},
  'noisy, with fame': { apart: 0.5, noise: 0.3, fame: 0.5 },
  'fame alone': { apart: 0.1, noise: 0.2, fame: 1 },
  'chance alone': { apart: 0, noise: 1, fame: 0 },
  'tastes apart': { apart: 1, noise: 0.1, fame: 0 },
  'tastes that drift': { apart: 1, noise: 0.1, fame: 0, drift: 1 },
  'tastes that drift, long histories': { apart: 1, noise: 0.1, length: 1, fame: 0, drift: 1 },
};

const results: {
  readonly seed: number;
  readonly world: string;
  readonly seconds: number;
  readonly result: WorldResult;
}[] = [];
await withPool(2, async (pool) => {
  for (const seed of values.seeds.split(',').map(Number)) {
    for (const [world, knobs] of Object.entries(WORLDS)) {
      const began = performance.now();
      const result = await measureWorld({ knobs: { ...ORDINARY, ...knobs }, seed }, pool, uncancelled);
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      results.push({ seed, world, seconds, result });
      const found = result.recipes.map(
        ({ recipe, hits, low }) => `${recipe} ${hits.toFixed(1)} ± ${(hits - low).toFixed(1)}`,
      );
      console.error(
        [seed, world, `${seconds} s`, ...found, result.mindReader.hits.toFixed(1), result.verdict.kind].join(
          ' · ',
        ),
      );
    }
  }
});

/** Two recipes of which each is ahead of the other somewhere, by more than both intervals. */
const ahead = new Set(
  results.flatMap(({ result: { recipes } }) =>
    recipes.flatMap((one) =>
      recipes.flatMap((other) => (one.low > other.high ? [`${one.recipe} ${other.recipe}`] : [])),
    ),
  ),
);
const turns = [...ahead].filter((pair) => {
  const [one, other] = pair.split(' ');
  return one < other && ahead.has(`${other} ${one}`);
});
console.log(JSON.stringify({ what: 'a world with knobs', machine, turns, results }, null, 1));
