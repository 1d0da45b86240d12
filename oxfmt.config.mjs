import { readFileSync } from 'node:fs';

const { printWidth, singleQuote, trailingComma } = JSON.parse(
  readFileSync(new URL('.prettierrc', import.meta.url), 'utf8'),
);

/** Prettier's settings: what oxfmt checks is what Prettier writes, in a fiftieth of the time. */
export default { printWidth, singleQuote, trailingComma, sortPackageJson: false };
