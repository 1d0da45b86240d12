import { ACCOUNT, lowerFirst } from '../../../domain/arn';
import { isAppError } from '../../../domain/errors';
import { isObject, type Json, type JsonObject } from '../../../domain/json';
import { refusalOf } from '../../../interop/aws/check-request';
import type { Invoke } from '../../../interop/aws/request-handler';
import type { Buckets } from '../s3/buckets';
import type { QueryOperations } from './query-protocol';
import { invalid } from './template';

/** What stacks are made of. */
export interface StackTools {
  readonly invoke: Invoke;
  readonly buckets: Buckets;
  readonly iam: QueryOperations;
  readonly ssm: QueryOperations;
}

/** What `Ref` gives of a resource, and `Fn::GetAtt`. */
export interface MadeResource {
  readonly physicalId: string;
  readonly attributes: { readonly [name: string]: string };
}

/** One type of resource. */
export interface ResourceType {
  /** @param given its properties. @param name where they have none. */
  create(given: JsonObject, name: string): Promise<MadeResource>;
  /** What is gone already, or holds data, is no fault. */
  remove(physicalId: string): Promise<unknown>;
}

/** The types that are made, by name; others have nothing here. */
export function resourceTypes({ invoke, buckets, iam, ssm }: StackTools): ReadonlyMap<string, ResourceType> {
  const named = (given: JsonObject, member: string, name: string): string => String(given[member] ?? name);
  const personalize = (kind: string): ResourceType => ({
    async create(given) {
      const { datasetImportJob, ...request } = asRequest(given) as JsonObject;
      const refusal = refusalOf(`Create${kind}`, request);
      if (refusal !== null) throw invalid(refusal.message);
      const arn = String((await invoke(`Create${kind}`, request))[`${lowerFirst(kind)}Arn`]);
      // A dataset may have an import along with it.
      if (isObject(datasetImportJob))
        await invoke('CreateDatasetImportJob', { ...datasetImportJob, datasetArn: arn });
      return { physicalId: arn, attributes: { [`${kind}Arn`]: arn } };
    },
    remove: (arn) =>
      invoke(`Delete${kind}`, { [`${lowerFirst(kind)}Arn`]: arn }).catch((error: unknown) => {
        if (!isAppError(error) || error.code !== 'NOT_FOUND') throw error;
      }),
  });
  return new Map<string, ResourceType>([
    ['AWS::Personalize::DatasetGroup', personalize('DatasetGroup')],
    ['AWS::Personalize::Schema', personalize('Schema')],
    ['AWS::Personalize::Dataset', personalize('Dataset')],
    ['AWS::Personalize::Solution', personalize('Solution')],
    [
      'AWS::S3::Bucket',
      {
        async create(given, name) {
          const bucket = named(given, 'BucketName', name).toLowerCase();
          await buckets.create(bucket);
          return { physicalId: bucket, attributes: { Arn: `arn:aws:s3:::${bucket}` } };
        },
        async remove(bucket) {
          if (buckets.has(bucket) && (await buckets.keys(bucket)).length === 0) await buckets.delete(bucket);
        },
      },
    ],
    [
      'AWS::IAM::Role',
      {
        async create(given, name) {
          const RoleName = named(given, 'RoleName', name);
          const AssumeRolePolicyDocument = JSON.stringify(given.AssumeRolePolicyDocument);
          await iam.CreateRole({ RoleName, AssumeRolePolicyDocument });
          return { physicalId: RoleName, attributes: { Arn: `arn:aws:iam::${ACCOUNT}:role/${RoleName}` } };
        },
        remove: async (RoleName) => iam.DeleteRole({ RoleName }),
      },
    ],
    [
      'AWS::SSM::Parameter',
      {
        async create(given, name) {
          const Name = named(given, 'Name', name);
          await ssm.PutParameter({ Name, Value: String(given.Value), Type: String(given.Type) });
          return { physicalId: Name, attributes: { Value: String(given.Value) } };
        },
        remove: async (Name) => ssm.DeleteParameter({ Name }),
      },
    ],
  ]);
}

/** Properties as the API's members: `RecipeArn` → `recipeArn`; flags may come as texts. */
function asRequest(value: Json): Json {
  if (Array.isArray(value)) return value.map(asRequest);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, each]): [string, Json] => [
    lowerFirst(name),
    name.startsWith('Perform') ? String(each) === 'true' : asRequest(each),
  ]);
  return Object.fromEntries(entries);
}
