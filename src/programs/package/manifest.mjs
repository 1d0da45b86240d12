/**
 * The package.json of what is published: nothing to install beside it, since all that runs is bundled.
 *
 * @param {{ [member: string]: unknown }} project the project's own
 */
export function manifestOf({ name, version, description, license, type, engines }) {
  return {
    name,
    version,
    description,
    keywords: [
      'amazon-personalize',
      'recommender-system',
      'recommendations',
      'personalization',
      'emulator',
      'localstack',
      'testing',
    ],
    license,
    type,
    engines,
    bin: { foretaste: './lib/foretaste.mjs' },
    exports: {
      '.': {
        types: './types/index.d.ts',
        node: './lib/node.mjs',
        default: './lib/browser.mjs',
      },
      './testing': {
        import: { types: './types/testing.d.ts', default: './lib/testing.mjs' },
        require: { types: './types/testing.d.cts', default: './lib/testing.cjs' },
      },
      './package.json': './package.json',
    },
  };
}
