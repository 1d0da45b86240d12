/** The part of the language that screens may use: writing expressions, without data or schemas. */
export { quoted } from './print';
