import type { AccountMembers, Arn, Dated, Status } from '../arn';
import type { Tag } from '../data-jobs';
import type { DatasetDomain } from '../schema';

/** What an operation is asked with and what it answers, in the service's JSON. Times are epoch seconds. */
export interface Operation<Request, Answer> {
  readonly request: Request;
  readonly answer: Answer;
}

export type By<Member extends string> = { readonly [member in Member]: Arn };
/** The member that names a resource of a kind: `campaignArn`. */
export type ArnOf<Noun extends string> = By<`${Uncapitalize<Noun>}Arn`>;
/** The answer of what only does something. */
export type Done = object;
export interface Paged {
  /** 1 … 100, which is also what is taken where it is absent. */
  readonly maxResults?: number;
  readonly nextToken?: string;
}
export type PagedBy<Member extends string> = Paged & Partial<By<Member>>;
export type InGroup = PagedBy<'datasetGroupArn'>;
export type Page<Member extends string, Entry> = { readonly [member in Member]: readonly Entry[] } & {
  readonly nextToken?: string;
};
/** What is made can be tagged at once. */
export type Made<Request> = Request & { readonly tags?: readonly Tag[] };

export interface Named {
  readonly name: string;
}
export interface InDomain {
  readonly domain?: DatasetDomain;
}
/** `s3://bucket/key` */
export interface File {
  readonly path: string;
}
/** A path in an account, with the key that seals what lies there. */
export type S3Location = File & Pick<AccountMembers, 'kmsKeyArn'>;
export type InRole = Pick<AccountMembers, 'roleArn'>;
export interface DataSource {
  readonly dataSource: { readonly dataLocation: string };
}

/** What lists say of a resource. */
export type Summary<Noun extends string, State = Status> = Named &
  Dated &
  ArnOf<Noun> & { readonly status: State };
/** What lists say of a job. */
export type JobSummary<Noun extends string, State> = Dated &
  ArnOf<Noun> & { readonly jobName: string; readonly status: State; readonly failureReason?: string };

/** Create of a kind. */
export type Create<Noun extends string, Request, More = unknown> = {
  [name in `Create${Noun}`]: Operation<Request, ArnOf<Noun> & More>;
};
/** Update of a kind. */
export type Update<Noun extends string, Change> = {
  [name in `Update${Noun}`]: Operation<ArnOf<Noun> & Change, ArnOf<Noun>>;
};
/** Operations of a kind that are asked with an id alone and only do something. */
export type Do<Verb extends string, Noun extends string> = {
  [name in `${Verb}${Noun}`]: Operation<ArnOf<Noun>, Done>;
};
/** Describe of a kind, which says `More` than a list does, and List, by what is `Asked`. */
export type Read<
  Noun extends string,
  Entry,
  More = unknown,
  Asked = InGroup,
  Plural extends string = `${Uncapitalize<Noun>}s`,
> = {
  [name in `Describe${Noun}`]: Operation<
    ArnOf<Noun>,
    { readonly [member in Uncapitalize<Noun>]: Entry & More }
  >;
} & {
  [name in `List${Noun}s`]: Operation<Asked, Page<Plural, Entry>>;
};
