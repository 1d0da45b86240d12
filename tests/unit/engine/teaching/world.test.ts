import { describe, expect, test } from 'vitest';
import { uncancelled } from '../../../../src/domain/ports';
import { WORLD_RECIPES, type WorldSettings } from '../../../../src/domain/world';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { measureWorld } from '../../../../src/engine/teaching/world/measure-world';
import { makeWorld } from '../../../../src/engine/teaching/world/world';
import { full } from '../../../support/full';

const ORDINARY = { apart: 0.7, noise: 0.2, length: 0, fame: 0.3, drift: 0 };
const settings = (knobs: Partial<WorldSettings['knobs']> = {}, seed = 1): WorldSettings => ({
  knobs: { ...ORDINARY, ...knobs },
  seed,
});

/** Of a hundred choices, those among the ten that draw their person most. */
function known(knobs: Partial<WorldSettings['knobs']>): number {
  const { asked } = makeWorld(settings(knobs));
  const hits = asked.filter(({ film, drawn }) => drawn.filter((value) => value > drawn[film]).length < 10);
  return (100 * hits.length) / asked.length;
}

describe('a world with knobs', () => {
  test('nobody watches a film twice, and what is asked for was not learned', () => {
    const { data, asked } = makeWorld(settings({ length: 1 }));
    for (let person = 0; person < data.nUsers; person++) {
      const own = [...data.items.subarray(data.userPtr[person], data.userPtr[person + 1])];
      const hidden = asked.slice(3 * person, 3 * person + 3).map(({ film }) => film);
      expect(new Set([...own, ...hidden]).size).toBe(own.length + 3);
      expect([...asked[3 * person].query.items]).toEqual(own);
      expect([...asked[3 * person + 2].query.items]).toEqual([...own, ...hidden.slice(0, 2)]);
    }
  });

  test('the same settings are the same world, another seed another one', () => {
    const [one, same, other] = [settings(), settings(), settings({}, 2)].map(
      (each) => makeWorld(each).data.items,
    );
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  test('noise hides what people want, tastes apart and fame make it plain', () => {
    expect(known({ noise: 1 })).toBeLessThan(known({}) / 2);
    expect(known({ apart: 1 })).toBeGreaterThan(known({ apart: 0.3 }));
    expect(known({ fame: 1 })).toBeGreaterThan(known({ fame: 0, apart: 0.3 }));
  });

  test('taste that drifts has come to other films by the end', () => {
    const ends = (drift: number): Float64Array[] =>
      makeWorld(settings({ drift, fame: 0 }))
        .asked.filter((_, k) => k % 3 === 0)
        .map(({ drawn }) => drawn);
    const still = ends(0);
    /** Of pairs of films that both have left, the share that stand in the same order. */
    const agreement = (drift: number): number => {
      let [same, all] = [0, 0];
      for (const [person, drawn] of ends(drift).entries())
        for (let film = 1; film < drawn.length; film++) {
          const turn = (drawn[film] - drawn[film - 1]) * (still[person][film] - still[person][film - 1]);
          if (!Number.isFinite(turn)) continue;
          all++;
          if (turn > 0) same++;
        }
      return same / all;
    };
    expect(agreement(0.1)).toBeGreaterThan(0.75);
    expect(agreement(1)).toBeLessThan(0.6);
  });

  test('out of bounds is refused', async () => {
    const wrong = settings({ fame: 1.5 });
    await expect(measureWorld(wrong, new InProcessPool(), uncancelled)).rejects.toThrow(RangeError);
  });

  test('where tastes lie apart, a list of one’s own finds more than everybody’s; who can read minds finds most', async () => {
    const result = await measureWorld(settings({ apart: 1, fame: 0 }), new InProcessPool(), uncancelled);
    const [popular, ...others] = [...result.recipes].sort((a, b) => a.hits - b.hits);
    expect(popular.hits).toBeLessThan(6);
    expect(Math.max(...others.map(({ hits }) => hits))).toBeGreaterThan(2 * popular.hits);
    expect(result.recipes.map(({ recipe }) => recipe)).toEqual(WORLD_RECIPES);
    expect(result.recipes.every(({ hits }) => hits < result.mindReader.low)).toBe(true);
    expect(['best', 'close']).toContain(result.verdict.kind);
  });

  test.runIf(full)(
    'the ranking turns with the knobs, and the same settings give the same bytes',
    async () => {
      const of = (knobs: Partial<WorldSettings['knobs']>) =>
        measureWorld(settings(knobs), new InProcessPool(), uncancelled);
      expect((await of({ apart: 0.1, noise: 0.2, fame: 1 })).verdict.kind).toBe('fame');
      expect((await of({ apart: 0, noise: 1, fame: 0 })).verdict.kind).toBe('nothing');
      const steady = await of({ apart: 1, noise: 0.1, length: 0.5, fame: 0 });
      const drifting = await of({ apart: 1, noise: 0.1, length: 0.5, fame: 0, drift: 1 });
      expect([steady.verdict.kind, drifting.verdict.kind]).toEqual(['best', 'best']);
      expect(steady.verdict).not.toEqual(drifting.verdict);
      expect(await of({ apart: 1, noise: 0.1, length: 0.5, fame: 0 })).toEqual(steady);
    },
  );
});
