import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CloudWatch } from '../../../../src/programs/emulate/query/cloudwatch';
import { iam as iamOf } from '../../../../src/programs/emulate/query/iam';
import {
  jsonProtocol,
  queryProtocol,
  type QueryOperations,
} from '../../../../src/programs/emulate/query/query-protocol';
import { Records } from '../../../../src/programs/emulate/query/records';
import { ssm as ssmOf } from '../../../../src/programs/emulate/query/ssm';
import { sts } from '../../../../src/programs/emulate/query/sts';
import { elementsIn, textIn } from '../../../../src/programs/emulate/xml';
import { newFolder, request, textOf } from './requests';

let folder: string;
beforeEach(() => {
  folder = newFolder();
});

async function ask(operations: QueryOperations, form: Record<string, string>) {
  const answer = await queryProtocol(
    request('POST', '/', { body: new URLSearchParams(form).toString() }),
    operations,
    'urn:any',
  );
  return { status: answer.statusCode, text: await textOf(answer) };
}

it('says who asks', async () => {
  const { text } = await ask(sts, { Action: 'GetCallerIdentity' });
  expect(textIn(text, 'Account')).toMatch(/^\d{12}$/);
});

describe('roles and policies', () => {
  const trust = '{"Statement":[{"Effect":"Allow & more"}]}';
  const iam = (form: Record<string, string>) => ask(iamOf(new Records(folder)), form);

  it('are kept over a restart, with what is attached to them', async () => {
    await iam({ Action: 'CreateRole', RoleName: 'r', AssumeRolePolicyDocument: trust, Path: '/p/' });
    const policyArn = 'arn:aws:iam::aws:policy/Any';
    await iam({ Action: 'AttachRolePolicy', RoleName: 'r', PolicyArn: policyArn });
    await iam({ Action: 'PutRolePolicy', RoleName: 'r', PolicyName: 'own', PolicyDocument: '{}' });
    const { text } = await iam({ Action: 'GetRole', RoleName: 'r' });
    expect(textIn(text, 'Arn')).toMatch(/^arn:aws:iam::\d{12}:role\/p\/r$/);
    expect(decodeURIComponent(textIn(text, 'AssumeRolePolicyDocument') ?? '')).toBe(trust);
    const attached = await iam({ Action: 'ListAttachedRolePolicies', RoleName: 'r' });
    expect(elementsIn(attached.text, 'PolicyArn')).toEqual([policyArn]);
    const inline = await iam({ Action: 'ListRolePolicies', RoleName: 'r' });
    expect(elementsIn(inline.text, 'member')).toEqual(['own']);
    expect(await iam({ Action: 'DeleteRole', RoleName: 'r' })).toMatchObject({ status: 409 });
    await iam({ Action: 'DetachRolePolicy', RoleName: 'r', PolicyArn: policyArn });
    await iam({ Action: 'DeleteRolePolicy', RoleName: 'r', PolicyName: 'own' });
    expect(await iam({ Action: 'DeleteRole', RoleName: 'r' })).toMatchObject({ status: 200 });
    expect(await iam({ Action: 'GetRole', RoleName: 'r' })).toMatchObject({ status: 404 });
  });

  it.each([
    [{ Action: 'CreateRole' }, 400, 'ValidationError'],
    [{ Action: 'CreateRole', RoleName: 'a b', AssumeRolePolicyDocument: '{}' }, 400, 'ValidationError'],
    [{ Action: 'CreateRole', RoleName: 'r', AssumeRolePolicyDocument: '{' }, 400, 'MalformedPolicyDocument'],
    [{ Action: 'GetRole', RoleName: '__proto__' }, 404, 'NoSuchEntity'],
    [{ Action: 'GetRolePolicy', RoleName: 'r', PolicyName: 'p' }, 404, 'NoSuchEntity'],
    [{ Action: 'DeletePolicy', PolicyArn: 'arn:x' }, 404, 'NoSuchEntity'],
    [{ Action: 'constructor' }, 400, 'InvalidAction'],
    [{ '__proto__.member.1': 'x', 'Action.member': 'y' }, 400, 'InvalidAction'],
  ])('%o is refused', async (form, status, code) => {
    const answer = await iam(form as unknown as Record<string, string>);
    expect([answer.status, textIn(answer.text, 'Code')]).toEqual([status, code]);
  });
});

it('a policy’s document is read by its version, and no machine has a role', async () => {
  const iam = (form: Record<string, string>) => ask(iamOf(new Records(folder)), form);
  const PolicyDocument = '{"Version":"2012-10-17"}';
  const made = await iam({ Action: 'CreatePolicy', PolicyName: 'p', PolicyDocument });
  const PolicyArn = textIn(made.text, 'Arn') ?? '';
  const { text } = await iam({ Action: 'GetPolicyVersion', PolicyArn, VersionId: 'v1' });
  expect(decodeURIComponent(textIn(text, 'Document') ?? '')).toBe(PolicyDocument);
  expect(await iam({ Action: 'GetPolicyVersion', PolicyArn, VersionId: 'v2' })).toMatchObject({
    status: 404,
  });
  expect((await iam({ Action: 'ListPolicyVersions', PolicyArn })).text).toContain(
    '<VersionId>v1</VersionId>',
  );
  await iam({ Action: 'CreateRole', RoleName: 'r', AssumeRolePolicyDocument: '{}' });
  const profiles = await iam({ Action: 'ListInstanceProfilesForRole', RoleName: 'r' });
  expect(profiles).toMatchObject({ status: 200, text: expect.stringContaining('<InstanceProfiles></') });
});

describe('parameters', () => {
  const ssm = async (operation: string, input: object): Promise<unknown> => {
    const headers = { 'x-amz-target': `AmazonSSM.${operation}` };
    const asked = request('POST', '/', { headers, body: JSON.stringify(input) });
    return JSON.parse(await textOf(await jsonProtocol(asked, ssmOf(new Records(folder)), 'any')));
  };

  it('are put, looked up by name and by path, and kept over a restart', async () => {
    expect(await ssm('PutParameter', { Name: '/shop/bucket', Value: 'data', Type: 'String' })).toMatchObject({
      Version: 1,
    });
    await ssm('PutParameter', { Name: '/shop/deep/er', Value: 'x' });
    expect(await ssm('GetParameter', { Name: '/shop/bucket', WithDecryption: true })).toMatchObject({
      Parameter: { Name: '/shop/bucket', Value: 'data', Type: 'String', Version: 1 },
    });
    expect(await ssm('GetParameters', { Names: ['/shop/bucket', '/no'] })).toMatchObject({
      Parameters: [{ Value: 'data' }],
      InvalidParameters: ['/no'],
    });
    expect(await ssm('GetParametersByPath', { Path: '/shop' })).toMatchObject({
      Parameters: [{ Name: '/shop/bucket' }],
    });
    const put = { Name: '/shop/bucket', Value: 'other' };
    expect(await ssm('PutParameter', put)).toMatchObject({ __type: 'ParameterAlreadyExists' });
    expect(await ssm('PutParameter', { ...put, Overwrite: true })).toMatchObject({ Version: 2 });
    await ssm('DeleteParameter', { Name: '/shop/bucket' });
    expect(await ssm('GetParameter', { Name: '/shop/bucket' })).toMatchObject({
      __type: 'ParameterNotFound',
    });
    expect(await ssm('GetParameter', { Name: '__proto__' })).toMatchObject({ __type: 'ParameterNotFound' });
  });
});

describe('metrics', () => {
  const target = (operation: string) => ({ 'x-amz-target': `GraniteServiceVersion20100801.${operation}` });
  const json = async (operation: string, input: object) => {
    const asked = request('POST', '/', { headers: target(operation), body: JSON.stringify(input) });
    const answer = await jsonProtocol(asked, new CloudWatch(folder).operations, 'application/x-amz-json-1.0');
    return JSON.parse(await textOf(answer)) as Record<string, unknown>;
  };

  it('come back by period, whether they were put in a form or in JSON, and after a restart', async () => {
    await json('PutMetricData', {
      Namespace: 'N',
      MetricData: [{ MetricName: 'm', Timestamp: 600, Values: [1, 2], Counts: [1, 2] }],
    });
    await ask(new CloudWatch(folder).operations, {
      Action: 'PutMetricData',
      Namespace: 'N',
      'MetricData.member.1.MetricName': 'm',
      'MetricData.member.1.Value': '7',
      'MetricData.member.1.Timestamp': '1970-01-01T00:11:05Z',
      'MetricData.member.2.MetricName': 'm',
      'MetricData.member.2.Value': '100',
      'MetricData.member.2.Dimensions.member.1.Name': 'a',
      'MetricData.member.2.Dimensions.member.1.Value': 'b',
    });
    appendFileSync(join(folder, 'metrics.jsonl'), '{"half');
    const MetricStat = { Metric: { Namespace: 'N', MetricName: 'm' }, Period: 60, Stat: 'Sum' };
    const asked = { StartTime: 0, EndTime: 6000, MetricDataQueries: [{ Id: 'q', MetricStat }] };
    expect(await json('GetMetricData', asked)).toMatchObject({
      MetricDataResults: [{ Id: 'q', Timestamps: [660, 600], Values: [7, 5], StatusCode: 'Complete' }],
    });
    const { text } = await ask(new CloudWatch(folder).operations, {
      Action: 'GetMetricStatistics',
      Namespace: 'N',
      MetricName: 'm',
      StartTime: '1970-01-01T00:00:00Z',
      EndTime: '1970-01-02T00:00:00Z',
      Period: '3600',
      'Statistics.member.1': 'Maximum',
    });
    expect([textIn(text, 'Timestamp'), textIn(text, 'Maximum')]).toEqual(['1970-01-01T00:00:00.000Z', '7']);
    expect(textIn(text, 'Unit')).toBe('None');
  });

  it('are whole after a kill in the middle of one, and what came then', async () => {
    const own = newFolder();
    const put = (name: string) =>
      jsonProtocol(
        request('POST', '/', {
          headers: target('PutMetricData'),
          body: JSON.stringify({ Namespace: 'N', MetricData: [{ MetricName: name, Value: 1 }] }),
        }),
        new CloudWatch(own).operations,
        'application/x-amz-json-1.0',
      );
    await put('a');
    appendFileSync(join(own, 'metrics.jsonl'), '{"namespace":"N","na');
    await put('b');
    await put('c');
    const { text } = await ask(new CloudWatch(own).operations, { Action: 'ListMetrics' });
    expect(text.match(/<MetricName>.<\/MetricName>/g)).toHaveLength(3);
  });

  it('keep nobody from an answer where the disk has no room for them', async () => {
    vi.useFakeTimers({ now: 6_000_000 });
    const own = newFolder();
    const counting = new CloudWatch(own);
    counting.count('GetRecommendations', 'CampaignArn=x', 1);
    // Nothing can be appended to a folder.
    mkdirSync(join(own, 'metrics.jsonl'));
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    vi.setSystemTime(6_301_000);
    counting.count('GetRecommendations', 'CampaignArn=x', 1);
    counting.close();
    expect(warned).toHaveBeenCalledTimes(2);
    const { text } = await ask(counting.operations, { Action: 'ListMetrics' });
    expect(textIn(text, 'MetricName')).toBe('GetRecommendations');
    vi.useRealTimers();
    warned.mockRestore();
  });

  it('are refused by percentile', async () => {
    const asked = {
      Namespace: 'N',
      MetricName: 'm',
      StartTime: 0,
      EndTime: 60,
      Period: 60,
      ExtendedStatistics: ['p99'],
    };
    expect(await json('GetMetricStatistics', asked)).toMatchObject({ __type: 'InvalidParameterValue' });
  });

  it('belong to their minute, and a span begins with the minute that it begins in', async () => {
    const put = { MetricName: 'm', Value: 1, Timestamp: 659 };
    await json('PutMetricData', {
      Namespace: 'M',
      MetricData: [put, { ...put, MetricName: 'fine', StorageResolution: 1 }],
    });
    const found = async (MetricName: string, Period: number, StartTime: number, EndTime: number) => {
      const MetricStat = { Metric: { Namespace: 'M', MetricName }, Period, Stat: 'Sum' };
      const input = { StartTime, EndTime, MetricDataQueries: [{ Id: 'q', MetricStat }] };
      const { MetricDataResults } = (await json('GetMetricData', input)) as {
        MetricDataResults: { Timestamps: number[] }[];
      };
      return MetricDataResults[0].Timestamps;
    };
    expect(await found('m', 60, 630, 650)).toEqual([600]);
    expect(await found('m', 300, 630, 650)).toEqual([600]);
    expect(await found('m', 60, 660, 900)).toEqual([]);
    expect(await found('fine', 1, 659, 660)).toEqual([659]);
    expect(await found('fine', 10, 655, 660)).toEqual([650]);
    expect(await found('fine', 1, 658, 659)).toEqual([]);
  });

  it('are taken together by whoever puts them, and each minute by Personalize, also over a restart', async () => {
    vi.useFakeTimers({ now: 6_000_000 });
    const own = newFolder();
    const counting = new CloudWatch(own);
    const asked = async (name: string, Stat: string, cloudWatch = counting) => {
      const Dimensions = [{ Name: 'CampaignArn', Value: 'arn:x=y' }];
      const Metric = { Namespace: 'AWS/Personalize', MetricName: name, Dimensions };
      const MetricDataQueries = [{ Id: 'q', MetricStat: { Metric, Period: 300, Stat } }];
      const input = { StartTime: 0, EndTime: 9000, ScanBy: 'TimestampAscending', MetricDataQueries };
      const body = JSON.stringify(input);
      const answer = await jsonProtocol(
        request('POST', '/', { headers: target('GetMetricData'), body }),
        cloudWatch.operations,
        'application/x-amz-json-1.0',
      );
      const { MetricDataResults } = JSON.parse(await textOf(answer)) as {
        MetricDataResults: { Timestamps: number[]; Values: number[] }[];
      };
      return MetricDataResults.map(({ Timestamps, Values }) => [Timestamps, Values]);
    };
    for (const ms of [3, 5]) counting.count('GetRecommendationsLatency', 'CampaignArn=arn:x=y', ms);
    expect(await asked('GetRecommendationsLatency', 'Average')).toEqual([[[6000], [4]]]);
    expect(existsSync(join(own, 'metrics.jsonl'))).toBe(false);
    vi.setSystemTime(6_301_000);
    counting.count('GetRecommendationsLatency', 'CampaignArn=arn:x=y', 10);
    expect(await asked('GetRecommendationsLatency', 'Maximum')).toEqual([
      [
        [6000, 6300],
        [5, 10],
      ],
    ]);
    const opened = new CloudWatch(own);
    expect(await asked('GetRecommendationsLatency', 'SampleCount', opened)).toEqual([[[6000], [2]]]);
    counting.close();
    expect(await asked('GetRecommendationsLatency', 'Sum', new CloudWatch(own))).toEqual([
      [
        [6000, 6300],
        [8, 10],
      ],
    ]);
    vi.useRealTimers();
    await json('PutMetricData', {
      Namespace: 'S',
      MetricData: [
        {
          MetricName: 'm',
          Timestamp: 600,
          StatisticValues: { SampleCount: 4, Sum: 20, Minimum: 1, Maximum: 9 },
        },
        { MetricName: 'm', Timestamp: 600, Value: 10 },
      ],
    });
    expect(
      await json('GetMetricStatistics', {
        Namespace: 'S',
        MetricName: 'm',
        StartTime: 0,
        EndTime: 6000,
        Period: 60,
        Statistics: ['Average', 'Minimum', 'Maximum', 'SampleCount'],
      }),
    ).toMatchObject({ Datapoints: [{ Average: 6, Minimum: 1, Maximum: 10, SampleCount: 5 }] });
  });

  it.each([
    ['GetMetricData', { MetricDataQueries: [{ Id: 'q', Expression: 'm1+m2' }] }],
    ['GetMetricStatistics', { Namespace: 'N', MetricName: 'm', Period: 0, StartTime: 0, EndTime: 1 }],
    ['GetMetricStatistics', { Namespace: 'N', MetricName: 'm', Period: 60, StartTime: 'soon', EndTime: 1 }],
    ['PutMetricData', { Namespace: 'N' }],
    ['PutMetricData', { Namespace: 'N', MetricData: [{ MetricName: 'm', Value: 'much' }] }],
    ['PutMetricData', { MetricData: {} }],
    ['PutMetricData', { Namespace: 'N', MetricData: [null] }],
    ['PutMetricData', { Namespace: 'N', MetricData: [{ MetricName: 'm', Value: 1, Dimensions: [7] }] }],
    ['GetMetricData', { MetricDataQueries: [{ Id: 'q', MetricStat: 'x' }] }],
    ['GetMetricData', { MetricDataQueries: [{ Id: 'q', MetricStat: { Stat: 'Sum', Metric: null } }] }],
    ['PutDashboard', {}],
  ])('%s of %o is refused', async (operation, input) => {
    expect(await json(operation, input)).toMatchObject({
      __type: expect.stringMatching(/^(Invalid|Validation)/),
    });
  });
});
