import { readFileSync } from 'node:fs';

const { printWidth, singleQuote, trailingComma } = JSON.parse(
  readFileSync(new URL('.prettierrc', import.meta.url), 'utf8'),
);

/** Prettier's settings, so that components and all other files are written alike. */
export default { printWidth, singleQuote, trailingComma, sortPackageJson: false };
