/** Whether nothing may move, asked when something would. Svelte's own way brings more along than the first screen needs. */
export function reducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
