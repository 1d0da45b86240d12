import { messageOf } from '../../../words/copy/api-message';
import { isAppError } from '../../../domain/errors';
import { isObject, type JsonObject } from '../../../domain/json';
import type { Records } from './records';
import type { MadeResource, ResourceType } from './stack-resources';
import { invalid, resolved, type Scope, type Template } from './template';

/** A resource of a stack. */
interface Made extends MadeResource {
  readonly id: string;
  readonly type: string;
}

export interface Stack {
  readonly status: string;
  readonly reason?: string;
  readonly created: string;
  readonly template: string;
  readonly parameters: { readonly [name: string]: string };
  readonly outputs: { readonly [name: string]: string };
  /** In the order in which they were made. */
  readonly resources: readonly Made[];
}

/** Stacks of what there is here. Whatever else a template has is left out, and said. */
export class Stacks {
  constructor(
    private readonly records: Records,
    private readonly types: ReadonlyMap<string, ResourceType>,
  ) {}

  get all(): readonly (readonly [name: string, stack: Stack])[] {
    return this.records.all<Stack>('stacks');
  }

  find(name: string): Stack | null {
    return this.records.find<Stack>('stacks', name);
  }

  /** Makes a stack; of one that is there already, what the template has in addition. @returns how it stands then. */
  async deploy(name: string, template: Template): Promise<Stack> {
    const before = this.find(name);
    const made: Made[] = [];
    const step = before === null ? 'CREATE' : 'UPDATE';
    let now: Pick<Stack, 'status' | 'reason' | 'outputs'>;
    try {
      const outputs = await this.#make(name, template, before?.resources ?? [], made);
      const others = [...template.resources.values()].flatMap(({ type }) =>
        this.types.has(type) ? [] : type,
      );
      const reason = `Left out, as there is none of it here: ${[...new Set(others)].join(', ')}.`;
      now = { status: `${step}_COMPLETE`, outputs, ...(others.length > 0 && { reason }) };
    } catch (error) {
      await this.#remove(made);
      made.length = 0;
      const status = before === null ? 'ROLLBACK_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE';
      now = { status, outputs: before?.outputs ?? {}, reason: wordsOf(error) };
    }
    const stack: Stack = {
      ...now,
      created: before?.created ?? new Date().toISOString(),
      template: template.text,
      parameters: Object.fromEntries(template.parameters),
      resources: [...(before?.resources ?? []), ...made],
    };
    await this.records.put('stacks', name, stack);
    return stack;
  }

  /** Deletes a stack with all that it has; where that cannot be, the stack stays and says why. */
  async delete(name: string): Promise<void> {
    const stack = this.find(name);
    if (stack === null) return;
    const reason = await this.#remove(stack.resources).then(() => null, wordsOf);
    const left = reason === null ? undefined : { ...stack, status: 'DELETE_FAILED', reason };
    await this.records.put('stacks', name, left);
  }

  /** Makes what is not there yet. @param made takes it, one after the other. @returns the outputs. */
  async #make(
    stackName: string,
    { resources, parameters, outputs }: Template,
    there: readonly Made[],
    made: Made[],
  ): Promise<Stack['outputs']> {
    const make = async (id: string, above: readonly string[]): Promise<Made | null> => {
      const known = [...there, ...made].find((one) => one.id === id);
      if (known !== undefined) return known;
      const resource = resources.get(id);
      if (resource === undefined) throw invalid(`Template error: there is no resource ${id}.`);
      const path = [...above, id];
      if (above.includes(id)) throw invalid(`Circular dependency between resources: ${path.join(', ')}`);
      const { type, properties, dependsOn } = resource;
      const kind = this.types.get(type);
      if (kind === undefined) return null;
      for (const other of dependsOn) await make(other, path);
      const given = (await resolved(properties, scopeOf(path))) as JsonObject;
      const one = { id, type, ...(await kind.create(given, `${stackName}-${id}`)) };
      made.push(one);
      return one;
    };
    const scopeOf = (above: readonly string[]): Scope => ({
      stackName,
      parameters,
      resource: async (id, attribute) => {
        const found = await make(id, above);
        if (found === null) throw invalid(`${id} is not made here, and something that is made needs it.`);
        if (attribute === null) return found.physicalId;
        if (Object.hasOwn(found.attributes, attribute)) return found.attributes[attribute];
        throw invalid(`${id} has no attribute ${attribute} here.`);
      },
    });
    for (const id of resources.keys()) await make(id, []);
    const told: Record<string, string> = {};
    for (const [name, output] of Object.entries(outputs))
      told[name] = String(await resolved(isObject(output) ? output.Value : '', scopeOf([])));
    return told;
  }

  /** The newest first. */
  async #remove(made: readonly Made[]): Promise<void> {
    for (const { type, physicalId } of made.toReversed()) await this.types.get(type)?.remove(physicalId);
  }
}

/** Why something was not made or deleted. */
function wordsOf(error: unknown): string {
  if (isAppError(error)) return messageOf(error);
  return error instanceof Error ? error.message : String(error);
}
