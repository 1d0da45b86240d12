import * as say from '../messages/about';

/** Open-source parts that travel in the app, with their licences as their packages state them. */
export const LICENCES: readonly (readonly [name: string, licence: string, does: () => string])[] = [
  ['Svelte', 'MIT', say.screens],
  ['bits-ui', 'MIT', say.menus],
  ['Comlink', 'Apache-2.0', say.calls],
  ['idb', 'ISC', say.storage],
  ['PapaParse', 'MIT', say.csv],
  ['fflate', 'MIT', say.zip],
  ['hyparquet', 'MIT', say.parquet],
  ['fzstd', 'MIT', say.zstd],
  ['htmlparser2, domelementtype, domhandler, domutils, dom-serializer', 'MIT', say.html],
  ['entities', 'BSD-2-Clause', say.entities],
  ['noble/hashes', 'MIT', say.checksums],
  ['d3-array, d3-scale, d3-shape', 'ISC', say.chartScales],
  ['umap-js', 'MIT', say.itemMap],
  ['qr', 'MIT or Apache-2.0', say.qr],
  ['messageformat/runtime', 'MIT', say.messages],
  ['Lucide', 'ISC', say.icons],
  [
    'Floating UI, tabbable, Runed, svelte-toolbelt, clsx, style-to-object, inline-style-parser, esm-env, dequal',
    'MIT',
    say.partsOfMenus,
  ],
  ['internationalized/date, swc/helpers', 'Apache-2.0', say.partsOfMenus],
  [
    'd3-color, d3-format, d3-interpolate, d3-path, d3-time, d3-time-format, internmap',
    'ISC',
    say.partsOfCharts,
  ],
  [
    'ml-levenberg-marquardt, ml-matrix, ml-array-max, ml-array-min, ml-array-rescale, is-any-array',
    'MIT',
    say.partsOfMap,
  ],
];
