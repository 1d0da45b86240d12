import { MediaQuery } from 'svelte/reactivity';

/** Whether nothing may move. Svelte's own comes with all that moves, which the first screen can do without. */
export const reducedMotion = new MediaQuery('(prefers-reduced-motion: reduce)');
