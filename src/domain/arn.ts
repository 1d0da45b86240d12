/** A resource's id. Those given here begin with `LOCAL_ARN`; then come the kind, a slash and the name. */
export type Arn = string;
export const LOCAL_ARN = 'arn:local:personalize:browser:0:';

export type Status =
  | 'CREATE PENDING'
  | 'CREATE IN_PROGRESS'
  | 'ACTIVE'
  | 'CREATE FAILED'
  | 'CREATE STOPPING'
  | 'CREATE STOPPED'
  | 'DELETE PENDING'
  | 'DELETE IN_PROGRESS';

/** When something was made and last changed, in epoch seconds. */
export interface Dated {
  readonly creationDateTime: number;
  readonly lastUpdatedDateTime: number;
}

/** A resource by its name, which is unique within its kind. */
export interface NamedResource extends Dated {
  readonly arn: Arn;
  readonly name: string;
}
