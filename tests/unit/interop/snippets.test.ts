import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { asBoto3, asCli, asCurl } from '../../../src/interop/aws/snippets';

const input = {
  campaignArn: 'arn:x',
  numResults: 5,
  filterValues: { G: '"it\'s","b"' },
  flags: [true, null, []],
  empty: {},
};

test('a call becomes a command of the CLI that a shell reads back', () => {
  const command = asCli('GetRecommendations', input);
  expect(command).toMatch(/^aws personalize-runtime get-recommendations --cli-input-json '/);
  const printed = execFileSync('sh', ['-c', command.replace(/^aws \S+ \S+ --cli-input-json/, 'printf %s')], {
    encoding: 'utf8',
  });
  expect(JSON.parse(printed)).toEqual(input);
});

test('a call becomes Python', () => {
  expect(asBoto3('PutEvents', input)).toBe(
    [
      'import boto3',
      '',
      "personalize_events = boto3.client('personalize-events')",
      'response = personalize_events.put_events(',
      '    campaignArn="arn:x",',
      '    numResults=5,',
      '    filterValues={',
      '        "G": "\\"it\'s\\",\\"b\\"",',
      '    },',
      '    flags=[',
      '        True,',
      '        None,',
      '        [],',
      '    ],',
      '    empty={},',
      ')',
    ].join('\n'),
  );
  expect(asBoto3('ListRecipes', {})).toContain('personalize.list_recipes()');
});

test('a call to an endpoint names it and gives its key, for each tool in its way', () => {
  const at = { url: 'http://localhost:4173/aws', accessKey: 'KEY' };
  expect(asCli('ListRecipes', {}, at).split('\n')).toEqual([
    'export AWS_ENDPOINT_URL=http://localhost:4173/aws',
    'export AWS_ACCESS_KEY_ID=KEY',
    'export AWS_SECRET_ACCESS_KEY=any',
    'export AWS_DEFAULT_REGION=us-east-1',
    "aws personalize list-recipes --cli-input-json '{}'",
  ]);
  expect(asBoto3('ListRecipes', {}, at)).toContain(
    [
      "personalize = boto3.client('personalize',",
      "    endpoint_url='http://localhost:4173/aws',",
      "    aws_access_key_id='KEY',",
      "    aws_secret_access_key='any',",
      "    region_name='us-east-1',",
      ')',
    ].join('\n'),
  );
  const control = asCurl('ListRecipes', {}, at);
  expect(control).toContain("-H 'X-Amz-Target: AmazonPersonalize.ListRecipes'");
  expect(control).toMatch(/-d '\{\}' \\\n {2}http:\/\/localhost:4173\/aws$/);
  const runtime = asCurl('GetRecommendations', input, at);
  expect(runtime).not.toContain('X-Amz-Target');
  expect(runtime).toMatch(/\/aws\/recommendations$/);
  const printed = execFileSync('sh', ['-c', runtime.replace('curl', 'printf "%s\\n"')], { encoding: 'utf8' });
  expect(printed.split('\n')).toContain('--aws-sigv4');
  expect(printed).toContain(JSON.stringify(input, null, 2));
});
