import { ACCOUNT, REGION } from '../../../domain/arn';
import { ServiceError } from '../service-error';
import { optionalText, text, type QueryOperations } from './query-protocol';
import type { Records } from './records';

interface Parameter {
  readonly value: string;
  readonly type: string;
  readonly version: number;
  readonly changed: string;
}

/** The parameters of Systems Manager: texts by name, which scripts look up where something lies. */
export function ssm(records: Records): QueryOperations {
  const said = ([name, { value, type, version, changed }]: readonly [string, Parameter]) => ({
    Name: name,
    Type: type,
    Value: value,
    Version: version,
    LastModifiedDate: new Date(changed),
    ARN: `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/${name.replace(/^\//, '')}`,
    DataType: 'text',
  });
  const found = (name: string): readonly [string, Parameter] => {
    const parameter = records.find<Parameter>('parameters', name);
    if (parameter === null) throw new ServiceError('ParameterNotFound', 400, `Parameter ${name} not found.`);
    return [name, parameter];
  };
  const namesIn = (names: unknown): string[] => (Array.isArray(names) ? names.map(String) : []);
  const isThere = (name: string): boolean => records.find('parameters', name) !== null;

  return {
    PutParameter: async (input) => {
      const name = text(input, 'Name');
      const before = records.find<Parameter>('parameters', name);
      if (before !== null && input.Overwrite !== true)
        throw new ServiceError(
          'ParameterAlreadyExists',
          400,
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      const version = (before?.version ?? 0) + 1;
      const type = optionalText(input, 'Type') ?? before?.type ?? 'String';
      const changed = new Date().toISOString();
      await records.put('parameters', name, { value: text(input, 'Value'), type, version, changed });
      return { Version: version, Tier: 'Standard' };
    },
    GetParameter: (input) => ({ Parameter: said(found(text(input, 'Name'))) }),
    GetParameters: ({ Names }) => ({
      Parameters: namesIn(Names).filter(isThere).map(found).map(said),
      InvalidParameters: namesIn(Names).filter((name) => !isThere(name)),
    }),
    GetParametersByPath: (input) => {
      const folder = `${text(input, 'Path').replace(/\/$/, '')}/`;
      const below = records.all<Parameter>('parameters').filter(([name]) => {
        const rest = name.slice(folder.length);
        return name.startsWith(folder) && (input.Recursive === true || !rest.includes('/'));
      });
      return { Parameters: below.map(said) };
    },
    DescribeParameters: () => ({
      Parameters: records.all<Parameter>('parameters').map((each) => ({ ...said(each), Value: undefined })),
    }),
    DeleteParameter: async (input) => {
      await records.put('parameters', found(text(input, 'Name'))[0], undefined);
      return {};
    },
  };
}
