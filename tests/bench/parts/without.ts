import type { TrainingData } from '../../../src/domain/histories';
import { ensembleTrainer } from '../../../src/recipes/ensemble/ensemble-trainer';
import type { Plan } from '../../../src/recipes/ensemble/ensemble-plan';
import type { Model, Recipe } from '../../../src/recipes/recipe';
import { areSessions } from '../../../src/recipes/sessions/sessions-of';
import { userPersonalization } from '../../../src/recipes/user-personalization';

/** A part of user-personalization: how it is left out, and the files that would go with it. */
interface Part {
  readonly plan?: (plan: Plan) => Plan;
  readonly data?: (data: TrainingData) => TrainingData;
  /** Paths in `src`; their lines are its price. */
  readonly files: readonly string[];
}

const ensemble = (...names: readonly string[]): string[] =>
  names.map((name) => `recipes/ensemble/${name}.ts`);

export const PARTS = {
  kernels: {
    plan: (plan) => ({ ...plan, kernels: [] }),
    files: ['kernels/context-kernel.ts', ...ensemble('kernel-parts')],
  },
  'the short kernel': { plan: (plan) => ({ ...plan, kernels: plan.kernels.slice(0, 1) }), files: [] },
  baskets: { plan: ({ basket: _, ...plan }) => plan, files: ['kernels/basket-kernel.ts'] },
  ease: {
    plan: (plan) => ({ ...plan, ease: null }),
    files: ['kernels/ease.ts', 'kernels/fit-ease.ts', ...ensemble('ease-evidence')],
  },
  'co-occurrence': {
    plan: (plan) => ({ ...plan, bagNeighbours: 0 }),
    files: ['kernels/cosine-bag.ts', ...ensemble('linear-evidence', 'history-bag')],
  },
  ridges: {
    plan: (plan) => ({ ...plan, ridges: [] }),
    files: ['kernels/next-item-ridge.ts', 'kernels/ridge-factors.ts'],
  },
  fashion: { plan: (plan) => ({ ...plan, fashionSpans: [] }), files: [] },
  'those who come back': { plan: (plan) => ({ ...plan, asksReturns: false as const }), files: [] },
  network: {
    plan: (plan) => ({ ...plan, network: null }),
    files: ensemble('network-ahead', 'network-evidence', 'network-fit', 'fit-beside'),
  },
  'person’s tilt': {
    data: (data) => ({ ...data, userColumns: [] }),
    files: ensemble('user-tilt', 'fit-user-tilt'),
  },
  'context tilt and event values': {
    data: ({ eventColumns: _, ...data }) => data,
    files: ensemble('context-tilt', 'fit-context-tilt', 'event-values', 'weight-gains'),
  },
  'thin likeness': {
    data: (data) => ({ ...data, itemColumns: [] }),
    files: ensemble(
      'thin-items',
      'thin-likeness',
      'fit-thin-likeness',
      'likeness',
      'categories',
      'bearable-share',
    ),
  },
} as const satisfies { readonly [name: string]: Part };

export type PartName = keyof typeof PARTS;
export const PART_NAMES = Object.keys(PARTS) as readonly PartName[];
/** Parts that rank by themselves, beside popularity and the own items. */
export const RANKING: readonly PartName[] = [
  'kernels',
  'baskets',
  'ease',
  'co-occurrence',
  'ridges',
  'network',
];

function all(names: readonly PartName[]): readonly Part[] {
  return names.map((name) => PARTS[name]);
}

/** user-personalization that goes without these parts; what its training planned is told. */
export function personalizationWithout(
  names: readonly PartName[],
  told: (plan: Plan, isOther: boolean) => void = () => undefined,
): Recipe {
  const change = (before: Plan): Plan => {
    const plan = all(names).reduce((left, part) => part.plan?.(left) ?? left, before);
    told(plan, JSON.stringify(plan) !== JSON.stringify(before));
    return plan;
  };
  return {
    ...userPersonalization,
    trainer: async (data, config, pool, others) => {
      // Sessions have parts of their own.
      if (names.length === 0 && areSessions(data))
        return userPersonalization.trainer(data, config, pool, others);
      const left = all(names).reduce((less, part) => part.data?.(less) ?? less, data);
      return ensembleTrainer(left, config, pool, others, change);
    },
  };
}

/** user-personalization of this part alone among those that rank. */
export function personalizationOf(name: PartName, told?: (plan: Plan) => void): Recipe {
  return personalizationWithout(
    RANKING.filter((part) => part !== name),
    told,
  );
}

/** Whether a training on these data has the part in this plan. */
export function hasPart(name: PartName, plan: Plan, data: TrainingData): boolean {
  const part: Part = PARTS[name];
  if (name === 'those who come back') return true;
  if (part.plan !== undefined) return JSON.stringify(part.plan(plan)) !== JSON.stringify(plan);
  if (name === 'person’s tilt') return data.userColumns.length > 0;
  return name === 'thin likeness' ? data.itemColumns.length > 0 : data.eventColumns !== undefined;
}

/** The networks of a model alone; null where it has no precedents beside them. Their calibration changes no order. */
export function withoutPrecedents(model: Model, recipe: Recipe): Model | null {
  const { header, arrays } = model.store();
  const { precedents, ...config } = header.config;
  return precedents === undefined
    ? null
    : recipe.load({ header: { ...header, format: header.format - 1, config }, arrays });
}
export const PRECEDENTS_FILES = [
  'recipes/sequence/precedents.ts',
  'recipes/sequence/with-precedents.ts',
] as const;
