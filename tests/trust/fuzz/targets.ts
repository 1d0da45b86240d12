import type { Target } from './target';

/** Loads one target; each brings its own part of the product along. */
const LOAD = {
  hash: async () => (await import('./hash')).hash,
  filters: async () => (await import('./filters')).filters,
  lines: async () => (await import('./lines')).lines,
  project: async () => (await import('./project')).project,
  stored: async () => (await import('./stored')).stored,
  models: async () => (await import('./models')).models,
  import: async () => (await import('./import')).imports,
  several: async () => (await import('./several')).several,
  json: async () => (await import('./forms')).FORM_TARGETS.json,
  'json-lines': async () => (await import('./forms')).FORM_TARGETS['json-lines'],
  xlsx: async () => (await import('./forms')).FORM_TARGETS.xlsx,
  ods: async () => (await import('./forms')).FORM_TARGETS.ods,
  parquet: async () => (await import('./forms')).FORM_TARGETS.parquet,
  html: async () => (await import('./forms')).FORM_TARGETS.html,
  sqlite: async () => (await import('./forms')).FORM_TARGETS.sqlite,
} as const;
export type TargetName = keyof typeof LOAD;
export const TARGETS = Object.keys(LOAD) as readonly TargetName[];

export async function loadTarget(name: TargetName): Promise<Target<unknown>> {
  return (await LOAD[name]()) as Target<unknown>;
}
