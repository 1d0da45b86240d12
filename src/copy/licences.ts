/** Open-source parts that travel in the app, with their licences as their packages state them. */
export const LICENCES: readonly { readonly name: string; readonly licence: string; readonly does: string }[] =
  [
    { name: 'Svelte', licence: 'MIT', does: 'the screens' },
    { name: 'bits-ui', licence: 'MIT', does: 'menus and tabs' },
    { name: 'Comlink', licence: 'Apache-2.0', does: 'calls into the workers' },
    { name: 'idb', licence: 'ISC', does: 'storage' },
    { name: 'PapaParse', licence: 'MIT', does: 'reading CSV' },
    { name: 'fflate', licence: 'MIT', does: 'zip and gzip' },
    { name: 'hyparquet', licence: 'MIT', does: 'reading Parquet' },
    { name: 'fzstd', licence: 'MIT', does: 'unpacking Zstandard in Parquet' },
    {
      name: 'htmlparser2, domelementtype, domhandler, domutils, dom-serializer',
      licence: 'MIT',
      does: 'reading tables of web pages',
    },
    { name: 'entities', licence: 'BSD-2-Clause', does: 'letters that web pages write by name' },
    { name: 'noble/hashes', licence: 'MIT', does: 'checksums of export bundles' },
    { name: 'd3-array, d3-scale, d3-shape', licence: 'ISC', does: 'chart scales and shapes' },
    { name: 'umap-js', licence: 'MIT', does: 'the map of the items' },
    { name: 'uqr', licence: 'MIT', does: 'QR codes of student links' },
    { name: 'Lucide', licence: 'ISC', does: 'icons' },
    {
      name: 'Floating UI, tabbable, Runed, svelte-toolbelt, clsx, style-to-object, inline-style-parser, esm-env, dequal',
      licence: 'MIT',
      does: 'parts of the menus and tabs',
    },
    {
      name: 'internationalized/date, swc/helpers',
      licence: 'Apache-2.0',
      does: 'parts of the menus and tabs',
    },
    {
      name: 'd3-color, d3-format, d3-interpolate, d3-path, d3-time, d3-time-format, internmap',
      licence: 'ISC',
      does: 'parts of the chart scales and shapes',
    },
    {
      name: 'ml-levenberg-marquardt, ml-matrix, ml-array-max, ml-array-min, ml-array-rescale, is-any-array',
      licence: 'MIT',
      does: 'parts of the map of the items',
    },
  ];
