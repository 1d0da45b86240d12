import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { asBoto3, asCli } from '../../../src/interop/aws/snippets';

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
