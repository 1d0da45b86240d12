/** Set by `npm run test:full`: every journey at all sizes and in both themes, whole samples, and all that takes long. */
export const full = process.env.FORETASTE_FULL === 'yes';
