/** Whether a resource with this status is being made, or stopped: the same words with and without CREATE. */
export function isAtWork(status: string): boolean {
  return /PENDING|IN[ _]PROGRESS|STOPPING/.test(status);
}
