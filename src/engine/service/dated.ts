/** When a resource was made and changed, as every description has it. */
export function dated({
  creationDateTime,
  lastUpdatedDateTime,
}: {
  readonly creationDateTime: number;
  readonly lastUpdatedDateTime: number;
}): { creationDateTime: number; lastUpdatedDateTime: number } {
  return { creationDateTime, lastUpdatedDateTime };
}
