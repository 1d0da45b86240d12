import { ACCOUNT, lastPart } from '../../../domain/arn';
import { jsonIn } from '../../../domain/json';
import { ServiceError } from '../service-error';
import type { Xml } from '../xml';
import { optionalText, text, type Members, type QueryOperations } from './query-protocol';
import type { Records } from './records';

interface Role {
  readonly path: string;
  readonly created: string;
  readonly trust: string;
  readonly description?: string;
  /** Documents by name. */
  readonly inline: { readonly [name: string]: string };
  /** ARNs. */
  readonly attached: readonly string[];
}
interface Policy {
  readonly path: string;
  readonly created: string;
  readonly document: string;
}

const NAME = /^[\w+=,.@-]{1,128}$/;

/** Roles and policies: kept as they come, told as they are kept, and never asked whether they allow anything. */
export function iam(records: Records): QueryOperations {
  const roles = (): readonly (readonly [string, Role])[] => records.all<Role>('roles');
  const roleIn = (input: Members): readonly [string, Role] => {
    const name = nameIn(input, 'RoleName');
    const role = records.find<Role>('roles', name);
    if (role === null) throw noSuch(`The role with name ${name} cannot be found.`);
    return [name, role];
  };
  const change = async (input: Members, after: (role: Role) => Partial<Role>) => {
    const [name, role] = roleIn(input);
    await records.put('roles', name, { ...role, ...after(role) });
    return {};
  };
  const inlineIn = (input: Members, { inline }: Role): readonly [string, string] => {
    const name = nameIn(input, 'PolicyName');
    if (!Object.hasOwn(inline, name)) throw noSuch(`The role policy with name ${name} cannot be found.`);
    return [name, inline[name]];
  };
  const policyIn = (input: Members): readonly [string, Policy] => {
    const arn = text(input, 'PolicyArn');
    const found = records
      .all<Policy>('policies')
      .find(([name, { path }]) => arnOf('policy', path, name) === arn);
    if (found === undefined) throw noSuch(`Policy ${arn} was not found.`);
    return found;
  };
  const attachments = (arn: string): number =>
    roles().filter(([, { attached }]) => attached.includes(arn)).length;
  const saidPolicy = ([name, { path, created }]: readonly [string, Policy]): Xml => ({
    PolicyName: name,
    PolicyId: idOf('ANPA', name),
    Arn: arnOf('policy', path, name),
    Path: path,
    DefaultVersionId: 'v1',
    AttachmentCount: attachments(arnOf('policy', path, name)),
    IsAttachable: true,
    CreateDate: new Date(created),
    UpdateDate: new Date(created),
  });
  const made = (input: Members) => ({
    path: optionalText(input, 'Path') ?? '/',
    created: new Date().toISOString(),
  });

  return {
    CreateRole: async (input) => {
      const name = nameIn(input, 'RoleName');
      if (records.find('roles', name) !== null) throw exists(`Role with name ${name} already exists.`);
      const description = optionalText(input, 'Description');
      const trust = document(input, 'AssumeRolePolicyDocument');
      const role: Role = { ...made(input), trust, description, inline: {}, attached: [] };
      await records.put('roles', name, role);
      return { Role: saidRole([name, role]) };
    },
    GetRole: (input) => ({ Role: saidRole(roleIn(input)) }),
    ListRoles: () => ({ IsTruncated: false, Roles: roles().map(saidRole) }),
    UpdateAssumeRolePolicy: (input) => change(input, () => ({ trust: document(input, 'PolicyDocument') })),
    TagRole: (input) => change(input, () => ({})),
    DeleteRole: async (input) => {
      const [name, { inline, attached }] = roleIn(input);
      if (attached.length > 0) throw conflict('Cannot delete entity, must detach all policies first.');
      if (Object.keys(inline).length > 0) throw conflict('Cannot delete entity, must delete policies first.');
      await records.put('roles', name, undefined);
      return {};
    },
    AttachRolePolicy: (input) =>
      change(input, ({ attached }) => ({ attached: [...new Set([...attached, text(input, 'PolicyArn')])] })),
    DetachRolePolicy: (input) =>
      change(input, ({ attached }) => {
        const arn = text(input, 'PolicyArn');
        if (!attached.includes(arn)) throw noSuch(`Policy ${arn} was not found.`);
        return { attached: attached.filter((other) => other !== arn) };
      }),
    ListAttachedRolePolicies: (input) => ({
      IsTruncated: false,
      AttachedPolicies: roleIn(input)[1].attached.map((arn) => ({
        PolicyName: lastPart(arn),
        PolicyArn: arn,
      })),
    }),
    // No machine has a role here.
    ListInstanceProfilesForRole: (input) => (roleIn(input), { IsTruncated: false, InstanceProfiles: [] }),
    PutRolePolicy: (input) =>
      change(input, ({ inline }) => ({
        inline: { ...inline, [nameIn(input, 'PolicyName')]: document(input, 'PolicyDocument') },
      })),
    GetRolePolicy: (input) => {
      const [RoleName, role] = roleIn(input);
      const [PolicyName, content] = inlineIn(input, role);
      return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(content) };
    },
    ListRolePolicies: (input) => ({ IsTruncated: false, PolicyNames: Object.keys(roleIn(input)[1].inline) }),
    DeleteRolePolicy: (input) =>
      change(input, (role) => {
        const [name] = inlineIn(input, role);
        return {
          inline: Object.fromEntries(Object.entries(role.inline).filter(([other]) => other !== name)),
        };
      }),
    CreatePolicy: async (input) => {
      const name = nameIn(input, 'PolicyName');
      if (records.find('policies', name) !== null) throw exists(`A policy called ${name} already exists.`);
      const policy: Policy = { ...made(input), document: document(input, 'PolicyDocument') };
      await records.put('policies', name, policy);
      return { Policy: saidPolicy([name, policy]) };
    },
    GetPolicy: (input) => ({ Policy: saidPolicy(policyIn(input)) }),
    // Of each policy there is one version: another document is another policy.
    GetPolicyVersion: (input) => {
      const [, policy] = policyIn(input);
      const id = text(input, 'VersionId');
      if (id !== 'v1') throw noSuch(`Policy version ${id} does not exist.`);
      return { PolicyVersion: { Document: encodeURIComponent(policy.document), ...saidVersion(policy) } };
    },
    ListPolicyVersions: (input) => ({ IsTruncated: false, Versions: [saidVersion(policyIn(input)[1])] }),
    ListPolicies: () => ({ IsTruncated: false, Policies: records.all<Policy>('policies').map(saidPolicy) }),
    DeletePolicy: async (input) => {
      const [name, { path }] = policyIn(input);
      if (attachments(arnOf('policy', path, name)) > 0)
        throw conflict('Cannot delete a policy attached to entities.');
      await records.put('policies', name, undefined);
      return {};
    },
  };
}

function saidRole([name, { path, created, trust, description }]: readonly [string, Role]): Xml {
  return {
    Path: path,
    RoleName: name,
    RoleId: idOf('AROA', name),
    Arn: arnOf('role', path, name),
    CreateDate: new Date(created),
    AssumeRolePolicyDocument: encodeURIComponent(trust),
    Description: description,
    MaxSessionDuration: 3600,
  };
}

function saidVersion({ created }: Policy) {
  return { VersionId: 'v1', IsDefaultVersion: true, CreateDate: new Date(created) };
}

function arnOf(kind: 'role' | 'policy', path: string, name: string): string {
  return `arn:aws:iam::${ACCOUNT}:${kind}${path}${name}`;
}

/** Twenty-one letters and digits, always the same for a name. */
function idOf(prefix: string, name: string): string {
  const digits = Buffer.from(name).toString('hex').toUpperCase().slice(-17);
  return prefix + digits.padStart(17, '0');
}

function nameIn(input: Members, member: string): string {
  const name = text(input, member);
  if (NAME.test(name)) return name;
  throw new ServiceError('ValidationError', 400, `The specified value for ${member} is invalid.`);
}

/** @throws ServiceError for a text that is no JSON object. */
function document(input: Members, member: string): string {
  const given = text(input, member);
  const parsed = jsonIn(given);
  if (typeof parsed === 'object' && parsed !== null) return given;
  throw new ServiceError('MalformedPolicyDocument', 400, 'This policy contains invalid Json');
}

function exists(message: string): ServiceError {
  return new ServiceError('EntityAlreadyExists', 409, message);
}

function noSuch(message: string): ServiceError {
  return new ServiceError('NoSuchEntity', 404, message);
}

function conflict(message: string): ServiceError {
  return new ServiceError('DeleteConflict', 409, message);
}
