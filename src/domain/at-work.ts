/** Whether a resource is being made, changed or stopped: the same words with and without CREATE. */
export function isAtWork({ status }: { readonly status: string }): boolean {
  return /PENDING|IN[ _]PROGRESS|STOPPING/.test(status);
}
