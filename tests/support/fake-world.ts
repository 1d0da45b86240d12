import { WORLD_RECIPES, type WorldHits, type WorldResult, type WorldSettings } from '../../src/domain/world';

/** Who can read minds finds more the farther tastes lie apart, and the last recipe half of it. */
export function fakeWorld(knobs: WorldSettings['knobs']): WorldResult {
  const about = (hits: number): WorldHits => ({ hits, low: Math.max(0, hits - 2), high: hits + 2 });
  const most = 5 + 50 * knobs.apart;
  const best = WORLD_RECIPES[WORLD_RECIPES.length - 1];
  return {
    people: 300,
    films: 300,
    events: 1000 + 10_000 * knobs.length,
    recipes: WORLD_RECIPES.map((recipe) => ({ recipe, ...about(recipe === best ? most / 2 : 4) })),
    mindReader: about(most),
    verdict: knobs.apart === 0 ? { kind: 'fame' } : { kind: 'best', recipe: best },
  };
}
