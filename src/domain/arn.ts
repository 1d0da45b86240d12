/** A resource's id. Those given here begin with `LOCAL_ARN`; then come the kind, a slash and the name. */
export type Arn = string;
/** The only region and account that there are: programs that put ids together themselves find what they name. */
export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';
export const LOCAL_ARN = `arn:aws:personalize:${REGION}:${ACCOUNT}:`;
/** Stands in for a role of an account, which means nothing here. */
export const SOME_ROLE = 'arn:aws:iam::123456789012:role/your-role';

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

/** What only an account has a use for: kept as it was given, said again, and nothing here depends on it. */
export interface AccountMembers {
  readonly roleArn?: string;
  readonly kmsKeyArn?: string;
}

/** A resource by its name, which is unique within its kind. */
export interface NamedResource extends Dated {
  readonly arn: Arn;
  readonly name: string;
}

/** What stands behind the last slash: the name or id of an ARN, which stays when the resource is gone; a file's name. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The path of a folder, whether its last slash is written or not. */
export function asFolder(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

/** What operations call a kind of resource that ids call `batch-inference-job`: BatchInferenceJob. */
export type Noun<Kind extends string> = Kind extends `${infer Head}-${infer Rest}`
  ? `${Capitalize<Head>}${Noun<Rest>}`
  : Capitalize<Kind>;

export function nounOf<Kind extends string>(kind: Kind): Noun<Kind> {
  const words = kind.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join('') as Noun<Kind>;
}

/** `SolutionVersion` → solutionVersion. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
