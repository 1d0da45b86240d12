/**
 * Whether each step of each lesson asks before it shows, and whether the effect that its words rest on is there: on the film
 * club of five seeds, and on the real shop. Writes the table of docs/lessons.md. `npm run lessons:effects`: some minutes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SAMPLES, type SampleKey } from '../../src/domain/samples';
import { LESSONS } from '../../src/lessons/catalogue';
import { effectOf, isThere } from '../../src/lessons/effects';
import { questionOf } from '../../src/lessons/question';
import { projectRoot } from '../../src/server/project-root.mjs';
import { nodeJob, nodeStudio, specOf } from '../support/studio-in-node';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '1,2,3,4,5' }, shop: { type: 'boolean', default: true }, raw: { type: 'boolean', default: false } }, allowNegative: true });

const sets: { name: string; sample: SampleKey; seed: number | null }[] = [
  ...values.seeds.split(',').filter(Boolean).map((seed) => ({ name: `Film club ${seed}`, sample: 'film-club' as const, seed: Number(seed) })),
  ...(values.shop ? [{ name: 'Real shop', sample: 'real-shop' as const, seed: null }] : []),
];
for (const { name, sample, seed } of sets) {
  if (seed !== null) Object.assign(SAMPLES['film-club'].provenance, { seed });
  const { studio } = nodeStudio();
  const t0 = Date.now();
  await studio.openSample(nodeJob(), sample);
  const trained = async (recipe: 'aws-user-personalization' | 'aws-popularity-count') =>
    (await studio.train(nodeJob(), specOf(recipe, { name: recipe, budget: 'instant' }))).arn;
  const personal = await trained('aws-user-personalization');
  const popularity = await trained('aws-popularity-count');
  console.log(name, 'trained', (Date.now() - t0) / 1000);
  for (const lesson of LESSONS)
    for (const step of lesson.steps) {
      const q = questionOf(step, { userId: null, person: lesson.person, personal, popularity, chosen: null, chosenBefore: null, epochs: 0 });
      const t1 = Date.now();
      const fact = await studio.lessonFact(nodeJob(), q as never);
      const s = ((Date.now() - t1) / 1000).toFixed(1);
      if (fact.kind === 'lacking') { console.log(name, lesson.id, step.id, 'lacking', fact.reason, s); continue; }
      const e = effectOf(fact);
      console.log(name, lesson.id, step.id, step.asks, e?.difference, e?.low, e?.high, e?.pValue, isThere(fact), s);
      if (values.raw) {
        const f: any = { ...fact };
        for (const k of ['rows','past','times','places','points','held','free','favourites','taste','list','turned','asItWas','backwards','neighbours']) if (!['popularity','exploration'].includes(fact.kind) ) delete f[k];
        console.log('   ', JSON.stringify(f).slice(0, 900));
      }
    }
}
