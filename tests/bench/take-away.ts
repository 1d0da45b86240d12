/**
 * How soon a recommender that was taken away is there, and how long its lists take, on one thread; the fastest of several counts:
 * `npm run bench:take-away -- FOLDER …`, folders of `export-recommender`.
 */
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { loadRecommender } from '../../src/takeaway/recommender';
import { Rng } from '../../src/kernels/rng';

const SEED = 42;
const WARM = 100;
const ASKED = 500;
const LOADED = 9;
const AGAIN = 5;
const DAY_SEC = 86_400;

async function main(): Promise<void> {
  for (const folder of process.argv.slice(2)) {
    const at = pathToFileURL(`${resolve(folder)}/`);
    const { loadRecommender: load } = (await import(new URL('recommender.js', at).href)) as {
      loadRecommender: typeof loadRecommender;
    };
    const loads: number[] = [];
    let shop = await load(new URL('model.bin', at));
    for (let k = 0; k < LOADED; k++) {
      const started = performance.now();
      shop = await load(new URL('model.bin', at));
      shop.recommend();
      loads.push(performance.now() - started);
    }
    const rng = new Rng(SEED, 'take-away');
    const times: number[] = [];
    for (let k = 0; k < WARM + ASKED; k++) {
      const history = Array.from({ length: rng.below(40) }, (_, h) => ({
        itemId: shop.items[rng.below(shop.items.length)].itemId,
        timestamp: 1_500_000_000 + h * DAY_SEC,
      }));
      // The fastest of some: what else the machine does is not what a list costs.
      let fastest = Infinity;
      for (let again = 0; again < AGAIN; again++) {
        const started = performance.now();
        shop.recommend({ history });
        fastest = Math.min(fastest, performance.now() - started);
      }
      if (k >= WARM) times.push(fastest);
    }
    const modelBytes = statSync(join(folder, 'model.bin')).size;
    times.sort((a, b) => a - b);
    const p = (share: number): number => times[Math.floor(share * (times.length - 1))];
    console.log(
      `${folder}: ${shop.items.length} items, model ${modelBytes} bytes; loaded with a first list in ${Math.min(...loads).toFixed(0)} ms; lists p50 ${p(0.5).toFixed(2)} ms, p99 ${p(0.99).toFixed(2)} ms (${ASKED} histories of up to 40 events, seed ${SEED}, Node ${process.versions.node})`,
    );
  }
}

await main();
