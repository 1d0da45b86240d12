/** What one core does a second in the loops that train, on a middling machine. */
const OPERATIONS_A_SECOND = 2e9;
/** The finished model, and the one that is measured. */
export const MODELS = 2;
/**
 * Cores that work all the time: each has one of the models, or one of the networks of either. More are of use where a
 * model has several networks, or while something large is solved.
 */
const BUSY_CORES = 2;

/** Seconds for one model, or half of both where they learn side by side. @param operations as a recipe estimates them. */
export function modelSeconds(operations: number, cores: number): number {
  return operations / (OPERATIONS_A_SECOND * Math.min(BUSY_CORES, cores));
}
