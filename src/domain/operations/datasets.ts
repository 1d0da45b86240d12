import type { AccountMembers, Arn, Dated, Status } from '../arn';
import type { DataDeletionJob, DatasetExportJob, IngestionMode } from '../data-jobs';
import type { ImportMode } from '../schema';
import type {
  ArnOf,
  By,
  Create,
  DataSource,
  Do,
  InDomain,
  InRole,
  JobSummary,
  Made,
  Named,
  Paged,
  PagedBy,
  Read,
  S3Location,
  Summary,
  Update,
} from './operation';

type DatasetGroups = Create<'DatasetGroup', Made<InDomain & Named & AccountMembers>, InDomain> &
  Read<'DatasetGroup', Summary<'DatasetGroup'> & InDomain, AccountMembers, Paged> &
  Do<'Delete', 'DatasetGroup'>;

/** `schema` is Avro, as JSON text. */
interface SchemaText {
  readonly schema: string;
}
type Schemas = Create<'Schema', InDomain & Named & SchemaText> &
  Read<'Schema', Omit<Summary<'Schema'>, 'status'> & InDomain, SchemaText, Paged> &
  Do<'Delete', 'Schema'>;

interface Typed {
  readonly datasetType: string;
}
type Datasets = Create<'Dataset', Made<By<'datasetGroupArn' | 'schemaArn'> & Named & Typed>> &
  Read<
    'Dataset',
    Summary<'Dataset'> & Typed,
    By<'datasetGroupArn'> &
      Partial<By<'schemaArn'>> & {
        /** Of action interactions: what PutActionInteractions names them by. */
        readonly trackingId?: string;
        readonly latestDatasetUpdate?: By<'schemaArn'> & Dated & { readonly status: string };
      }
  > &
  Update<'Dataset', By<'schemaArn'>> &
  Do<'Delete', 'Dataset'>;

interface Job {
  readonly jobName: string;
}
/** An import that nobody asked the service for has neither a name nor a mode. */
interface ImportSummary extends Partial<Job>, Dated, ArnOf<'DatasetImportJob'> {
  readonly importMode?: ImportMode;
  readonly status: Status;
  readonly failureReason?: string;
}
interface ImportSettings extends InRole {
  readonly publishAttributionMetricsToS3?: boolean;
}
type ImportJobs = Create<
  'DatasetImportJob',
  Made<By<'datasetArn'> & Job & DataSource & ImportSettings & { readonly importMode?: ImportMode }>
> &
  Read<
    'DatasetImportJob',
    ImportSummary,
    Partial<By<'datasetArn'> & DataSource> & ImportSettings,
    PagedBy<'datasetArn'>
  >;

type DeletionJobs = Create<'DataDeletionJob', Made<By<'datasetGroupArn'> & Job & DataSource & InRole>> &
  Read<
    'DataDeletionJob',
    JobSummary<'DataDeletionJob', DataDeletionJob['status']> & By<'datasetGroupArn'>,
    DataSource & InRole & { readonly numDeleted: number }
  >;

interface Export extends InRole {
  readonly datasetArn: Arn;
  readonly ingestionMode: IngestionMode;
  readonly jobOutput: { readonly s3DataDestination: S3Location };
}
type ExportJobs = Create<
  'DatasetExportJob',
  Made<Job & Omit<Export, 'ingestionMode'> & Partial<Pick<Export, 'ingestionMode'>>>
> &
  Read<
    'DatasetExportJob',
    JobSummary<'DatasetExportJob', DatasetExportJob['status']>,
    Export,
    PagedBy<'datasetArn'>
  >;

/** The group, its schemas and datasets, and the jobs that fill, empty and export them. */
export type DatasetOperations = DatasetGroups & Schemas & Datasets & ImportJobs & DeletionJobs & ExportJobs;
