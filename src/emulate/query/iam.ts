import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT, lastPart } from '../../domain/arn';
import { isObject, jsonIn } from '../../domain/json';
import { ServiceError } from '../service-error';
import { writeSynced } from '../store/write-synced';
import type { Xml } from '../xml';
import { optionalText, text, type Members, type QueryOperations } from './query-protocol';

export const IAM_NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';

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
interface Kept {
  readonly roles: { readonly [name: string]: Role };
  readonly policies: { readonly [name: string]: Policy };
}

const NOTHING: Kept = { roles: {}, policies: {} };
const NAME = /^[\w+=,.@-]{1,128}$/;

/** Roles and policies: kept as they come, told as they are kept, and never asked whether they allow anything. */
export class Iam {
  readonly #path: string;
  #kept = NOTHING;
  #writes: Promise<unknown> = Promise.resolve();

  /** @throws what a person is told, where what is kept is not whole. */
  constructor(folder: string) {
    this.#path = join(folder, 'iam.json');
    if (!existsSync(this.#path)) return;
    const kept = jsonIn(readFileSync(this.#path, 'utf8'));
    if (!isObject(kept)) throw new Error(`${this.#path} is not whole.`);
    this.#kept = kept as unknown as Kept;
  }

  readonly operations: QueryOperations = {
    CreateRole: async (input) => {
      const name = nameIn(input, 'RoleName');
      if (Object.hasOwn(this.#kept.roles, name)) throw exists(`Role with name ${name} already exists.`);
      const description = optionalText(input, 'Description');
      const role: Role = {
        path: optionalText(input, 'Path') ?? '/',
        created: new Date().toISOString(),
        trust: document(input, 'AssumeRolePolicyDocument'),
        ...(description !== undefined && { description }),
        inline: {},
        attached: [],
      };
      await this.#keepRole(name, role);
      return { Role: saidRole(name, role) };
    },
    GetRole: (input) => {
      const name = nameIn(input, 'RoleName');
      return { Role: saidRole(name, this.#role(name)) };
    },
    ListRoles: () => ({
      IsTruncated: false,
      Roles: Object.entries(this.#kept.roles).map(([name, role]) => saidRole(name, role)),
    }),
    UpdateAssumeRolePolicy: (input) =>
      this.#change(input, () => ({ trust: document(input, 'PolicyDocument') })),
    TagRole: (input) => this.#change(input, () => ({})),
    DeleteRole: async (input) => {
      const name = nameIn(input, 'RoleName');
      const { inline, attached } = this.#role(name);
      if (attached.length > 0) throw conflict('Cannot delete entity, must detach all policies first.');
      if (Object.keys(inline).length > 0) throw conflict('Cannot delete entity, must delete policies first.');
      await this.#keep({ ...this.#kept, roles: without(this.#kept.roles, name) });
      return {};
    },
    AttachRolePolicy: (input) =>
      this.#change(input, ({ attached }) => {
        const arn = text(input, 'PolicyArn');
        return { attached: [...attached.filter((other) => other !== arn), arn] };
      }),
    DetachRolePolicy: (input) =>
      this.#change(input, ({ attached }) => {
        const arn = text(input, 'PolicyArn');
        if (!attached.includes(arn)) throw noSuch(`Policy ${arn} was not found.`);
        return { attached: attached.filter((other) => other !== arn) };
      }),
    ListAttachedRolePolicies: (input) => ({
      IsTruncated: false,
      AttachedPolicies: this.#role(nameIn(input, 'RoleName')).attached.map((arn) => ({
        PolicyName: lastPart(arn),
        PolicyArn: arn,
      })),
    }),
    PutRolePolicy: (input) =>
      this.#change(input, ({ inline }) => ({
        inline: { ...inline, [nameIn(input, 'PolicyName')]: document(input, 'PolicyDocument') },
      })),
    GetRolePolicy: (input) => {
      const [role, name] = [nameIn(input, 'RoleName'), nameIn(input, 'PolicyName')];
      const { inline } = this.#role(role);
      if (!Object.hasOwn(inline, name)) throw noSuch(`The role policy with name ${name} cannot be found.`);
      return { RoleName: role, PolicyName: name, PolicyDocument: encodeURIComponent(inline[name]) };
    },
    ListRolePolicies: (input) => ({
      IsTruncated: false,
      PolicyNames: Object.keys(this.#role(nameIn(input, 'RoleName')).inline),
    }),
    DeleteRolePolicy: (input) =>
      this.#change(input, ({ inline }) => {
        const name = nameIn(input, 'PolicyName');
        if (!Object.hasOwn(inline, name)) throw noSuch(`The role policy with name ${name} cannot be found.`);
        return { inline: without(inline, name) };
      }),
    CreatePolicy: async (input) => {
      const name = nameIn(input, 'PolicyName');
      if (Object.hasOwn(this.#kept.policies, name)) throw exists(`A policy called ${name} already exists.`);
      const policy: Policy = {
        path: optionalText(input, 'Path') ?? '/',
        created: new Date().toISOString(),
        document: document(input, 'PolicyDocument'),
      };
      await this.#keep({ ...this.#kept, policies: { ...this.#kept.policies, [name]: policy } });
      return { Policy: this.#saidPolicy(name, policy) };
    },
    GetPolicy: (input) => {
      const name = this.#policyName(input);
      return { Policy: this.#saidPolicy(name, this.#kept.policies[name]) };
    },
    ListPolicies: () => ({
      IsTruncated: false,
      Policies: Object.entries(this.#kept.policies).map(([name, policy]) => this.#saidPolicy(name, policy)),
    }),
    DeletePolicy: async (input) => {
      const name = this.#policyName(input);
      if (this.#attachments(policyArn(name, this.#kept.policies[name])) > 0)
        throw conflict('Cannot delete a policy attached to entities.');
      await this.#keep({ ...this.#kept, policies: without(this.#kept.policies, name) });
      return {};
    },
  };

  #role(name: string): Role {
    if (Object.hasOwn(this.#kept.roles, name)) return this.#kept.roles[name];
    throw noSuch(`The role with name ${name} cannot be found.`);
  }

  async #change(input: Members, change: (role: Role) => Partial<Role>): Promise<Record<string, never>> {
    const name = nameIn(input, 'RoleName');
    const role = this.#role(name);
    await this.#keepRole(name, { ...role, ...change(role) });
    return {};
  }

  async #keepRole(name: string, role: Role): Promise<void> {
    await this.#keep({ ...this.#kept, roles: { ...this.#kept.roles, [name]: role } });
  }

  /** Known at once; who asked for it hears when it is stored. */
  async #keep(kept: Kept): Promise<void> {
    this.#kept = kept;
    const write = this.#writes.then(() => writeSynced(this.#path, JSON.stringify(this.#kept)));
    this.#writes = write.catch(() => undefined); // whoever waits for it hears it
    await write;
  }

  /** @throws ServiceError NoSuchEntity. */
  #policyName(input: Members): string {
    const arn = text(input, 'PolicyArn');
    const found = Object.entries(this.#kept.policies).find(
      ([name, policy]) => policyArn(name, policy) === arn,
    );
    if (found === undefined) throw noSuch(`Policy ${arn} was not found.`);
    return found[0];
  }

  #attachments(arn: string): number {
    return Object.values(this.#kept.roles).filter(({ attached }) => attached.includes(arn)).length;
  }

  #saidPolicy(name: string, policy: Policy): Xml {
    const arn = policyArn(name, policy);
    return {
      PolicyName: name,
      PolicyId: idOf('ANPA', name),
      Arn: arn,
      Path: policy.path,
      DefaultVersionId: 'v1',
      AttachmentCount: this.#attachments(arn),
      IsAttachable: true,
      CreateDate: new Date(policy.created),
      UpdateDate: new Date(policy.created),
    };
  }
}

function saidRole(name: string, { path, created, trust, description }: Role): Xml {
  return {
    Path: path,
    RoleName: name,
    RoleId: idOf('AROA', name),
    Arn: `arn:aws:iam::${ACCOUNT}:role${path}${name}`,
    CreateDate: new Date(created),
    AssumeRolePolicyDocument: encodeURIComponent(trust),
    Description: description,
    MaxSessionDuration: 3600,
  };
}

function policyArn(name: string, { path }: Policy): string {
  return `arn:aws:iam::${ACCOUNT}:policy${path}${name}`;
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

function without<T>(record: { readonly [name: string]: T }, name: string): { readonly [name: string]: T } {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== name));
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
