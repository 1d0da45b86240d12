/** Open-source parts that travel in the app, with their licences as their packages state them. */
export const LICENCES: readonly { readonly name: string; readonly licence: string; readonly does: string }[] =
  [
    { name: 'Svelte', licence: 'MIT', does: 'the screens' },
    { name: 'Comlink', licence: 'Apache-2.0', does: 'calls into the workers' },
    { name: 'idb', licence: 'ISC', does: 'storage' },
    { name: 'PapaParse', licence: 'MIT', does: 'reading CSV' },
    { name: 'fflate', licence: 'MIT', does: 'zip and gzip' },
    { name: 'd3-array, d3-scale, d3-shape', licence: 'ISC', does: 'chart scales and shapes' },
    { name: 'Lucide', licence: 'ISC', does: 'icons' },
  ];
