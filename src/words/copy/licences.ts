import * as say from '../messages/about';

/** Open-source parts that travel in the app, with their licences as their packages state them. */
export const LICENCES: readonly {
  readonly name: string;
  readonly licence: string;
  readonly does: () => string;
}[] = [
  { name: 'Svelte', licence: 'MIT', does: say.screens },
  { name: 'bits-ui', licence: 'MIT', does: say.menus },
  { name: 'Comlink', licence: 'Apache-2.0', does: say.calls },
  { name: 'idb', licence: 'ISC', does: say.storage },
  { name: 'PapaParse', licence: 'MIT', does: say.csv },
  { name: 'fflate', licence: 'MIT', does: say.zip },
  { name: 'hyparquet', licence: 'MIT', does: say.parquet },
  { name: 'fzstd', licence: 'MIT', does: say.zstd },
  {
    name: 'htmlparser2, domelementtype, domhandler, domutils, dom-serializer',
    licence: 'MIT',
    does: say.html,
  },
  { name: 'entities', licence: 'BSD-2-Clause', does: say.entities },
  { name: 'noble/hashes', licence: 'MIT', does: say.checksums },
  { name: 'd3-array, d3-scale, d3-shape', licence: 'ISC', does: say.chartScales },
  { name: 'umap-js', licence: 'MIT', does: say.itemMap },
  { name: 'qr', licence: 'MIT or Apache-2.0', does: say.qr },
  { name: 'messageformat/runtime', licence: 'MIT', does: say.messages },
  { name: 'Lucide', licence: 'ISC', does: say.icons },
  {
    name: 'Floating UI, tabbable, Runed, svelte-toolbelt, clsx, style-to-object, inline-style-parser, esm-env, dequal',
    licence: 'MIT',
    does: say.partsOfMenus,
  },
  {
    name: 'internationalized/date, swc/helpers',
    licence: 'Apache-2.0',
    does: say.partsOfMenus,
  },
  {
    name: 'd3-color, d3-format, d3-interpolate, d3-path, d3-time, d3-time-format, internmap',
    licence: 'ISC',
    does: say.partsOfCharts,
  },
  {
    name: 'ml-levenberg-marquardt, ml-matrix, ml-array-max, ml-array-min, ml-array-rescale, is-any-array',
    licence: 'MIT',
    does: say.partsOfMap,
  },
];
