/** The part of the language that screens may use: reading and writing expressions, without data or schemas. */
export { parseFilter } from './parse';
export { printFilter, quoted } from './print';
export { tokenize } from './tokens';
