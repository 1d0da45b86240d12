import { isAppError } from '../../../src/domain/errors';
import { cloudFormation } from '../../../src/programs/emulate/query/cloudformation';
import { CloudWatch } from '../../../src/programs/emulate/query/cloudwatch';
import { iam } from '../../../src/programs/emulate/query/iam';
import { Records } from '../../../src/programs/emulate/query/records';
import { ssm } from '../../../src/programs/emulate/query/ssm';
import { Stacks } from '../../../src/programs/emulate/query/stacks';
import { sts } from '../../../src/programs/emulate/query/sts';
import { Buckets } from '../../../src/programs/emulate/s3/buckets';
import { REQUESTS } from '../../../src/interop/aws/constraints';
import { clientOf } from '../../../src/interop/aws/snippets';
import { localAws } from '../local-aws';

/**
 * The table of what is answered, as `docs/emulate.md` has it: of Personalize every operation of the official models is
 * asked, of the others the operations are those of their tables.
 */
export async function supportTable(folder: string): Promise<string> {
  const { service } = await localAws();
  const answered = new Map<string, { yes: string[]; no: string[] }>();
  for (const operation of Object.keys(REQUESTS)) {
    const client = clientOf(operation);
    const lists = answered.get(client) ?? { yes: [], no: [] };
    answered.set(client, lists);
    const known = await service.invoke(operation, {}).then(
      () => true,
      (error: unknown) => !(isAppError(error) && error.code === 'UNKNOWN_OPERATION'),
    );
    (known ? lists.yes : lists.no).push(operation);
  }
  const personalize = [...answered].map(([client, { yes, no }]) => {
    const missing = no.length === 0 ? '' : `; not ${no.map((name) => `\`${name}\``).join(', ')}`;
    return `| ${client} | ${yes.length} of ${yes.length + no.length}${missing} |`;
  });
  const records = new Records(folder);
  const buckets = new Buckets(folder);
  const stacks = new Stacks(records, new Map());
  const others = [
    ['sts', sts],
    ['iam', iam(records)],
    ['cloudwatch', new CloudWatch(folder).operations],
    ['ssm', ssm(records)],
    ['cloudformation', cloudFormation(stacks, buckets)],
  ].map(([name, operations]) => {
    const names = Object.keys(operations).map((operation) => `\`${operation}\``);
    return `| ${String(name)} | ${names.join(', ')} |`;
  });
  return ['| service | operations |', '| --- | --- |', ...personalize, ...others].join('\n');
}
