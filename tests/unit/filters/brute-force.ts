import type { Fixture, FixtureRow } from '../../../src/programs/cli/fixture-tables';
import type { Condition, Expression, Operand, Syntax } from '../../../src/filters/ast';

/** A request, with the values of its parameters as lists. */
export interface PlainRequest {
  readonly user: string | null;
  readonly item: string | undefined;
  readonly values: { readonly [parameter: string]: readonly string[] };
  readonly limit: number;
}
type Value = string | number | boolean | null;

/**
 * What a filter means, read off its syntax and looked up row by row in the file's own rows: nothing is shared with the
 * compiled sets, columns, codes or indices. Slow and plain on purpose.
 *
 * @returns the ids left, or the code of the error that a request meets.
 */
export function leftBy({ expressions }: Syntax, fixture: Fixture, request: PlainRequest): string[] | string {
  const world = new World(fixture, request);
  const ofItems = expressions[0].target.text.toLowerCase() === 'itemid';
  const conditions = expressions.flatMap(({ where, when }) => [...where.flat(), ...when]);
  const asksUser = conditions.some(({ subject }) =>
    /^(interactions|currentuser)$/i.test(subject.dataset.text),
  );
  const asksItem = conditions.some(({ test }) => test.kind !== 'list' && test.operand.kind === 'reference');
  if (ofItems && asksUser && request.user === null) return 'R04';
  if (asksItem && request.item === undefined) return 'R05';
  for (const { test } of conditions) {
    if (test.kind !== 'compare' || test.operand.kind !== 'parameter') continue;
    const given = request.values[test.operand.name];
    if (
      given !== undefined &&
      (given.length !== 1 ||
        !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given[0]) ||
        !Number.isFinite(Number(given[0])))
    )
      return 'R03';
  }
  for (const { subject, test } of conditions) {
    if (test.kind !== 'list' || !/^interactions$/i.test(subject.dataset.text)) continue;
    const given = test.operands.flatMap((one) =>
      one.kind === 'parameter' ? (request.values[one.name] ?? []) : [],
    );
    if (given.length > 1 && given.includes('*')) return 'R03';
  }
  const counts: Expression[] = [];
  for (const expression of expressions) {
    const asked = [...expression.where.flat(), ...expression.when].flatMap(({ test }) =>
      (test.kind === 'list' ? test.operands : [test.operand]).flatMap((one) =>
        one.kind === 'parameter' ? [one.name] : [],
      ),
    );
    const lacks = asked.some((name) => request.values[name] === undefined);
    if (lacks && expression.action === 'INCLUDE') return 'R01';
    if (!lacks && expression.when.every((condition) => world.holds(condition, request.user ?? '', false)))
      counts.push(expression);
  }
  const fits = (expression: Expression, id: string): boolean =>
    expression.where.some((side) => side.every((condition) => world.holds(condition, id, ofItems)));
  const includes = counts.filter(({ action }) => action === 'INCLUDE');
  const excludes = counts.filter(({ action }) => action === 'EXCLUDE');
  return world
    .ids(ofItems ? 'ITEM_ID' : 'USER_ID')
    .filter((id) => includes.length === 0 || includes.some((one) => fits(one, id)))
    .filter((id) => !excludes.some((one) => fits(one, id)));
}

class World {
  constructor(
    readonly fixture: Fixture,
    readonly request: PlainRequest,
  ) {}

  ids(key: 'ITEM_ID' | 'USER_ID'): string[] {
    const { items = [], users = [], interactions = [] } = this.fixture;
    const own = key === 'ITEM_ID' ? items : users;
    return [...new Set([...own, ...interactions].map((row) => String(row[key])))];
  }

  /** Whether a condition is true of an item or user; behind IF, of the request's user. */
  holds({ subject, test }: Condition, id: string, ofItems: boolean): boolean {
    if (/^interactions$/i.test(subject.dataset.text)) return this.#happened(test, id, ofItems);
    const field = subject.field.text;
    if (test.kind === 'compare') {
      const [own] = this.#values(ofItems, id, field);
      const [other] = this.#operand(test.operand);
      if (test.operator === '!=') return !(own !== undefined && other !== undefined && own === other);
      if (typeof own !== 'number' || typeof other !== 'number') return false;
      return {
        '=': own === other,
        '<': own < other,
        '<=': own <= other,
        '>': own > other,
        '>=': own >= other,
      }[test.operator];
    }
    const operands = test.kind === 'list' ? test.operands : [test.operand];
    const listed = operands.flatMap((operand) =>
      operand.kind === 'parameter' ? [...this.request.values[operand.name]] : this.#operand(operand),
    );
    return (
      this.#values(ofItems, id, field).some((value) => listed.includes(value)) !==
      (test.operator === 'NOT IN')
    );
  }

  #happened(test: Condition['test'], id: string, ofItems: boolean): boolean {
    if (test.kind !== 'list') throw new Error('Event types are listed');
    const wanted = test.operands.flatMap((operand): readonly string[] => {
      if (operand.kind === 'star') return ['*'];
      if (operand.kind === 'string') return [operand.value];
      return operand.kind === 'parameter' ? this.request.values[operand.name] : [];
    });
    const any = wanted.length === 1 && wanted[0] === '*';
    const rows = this.#window(ofItems ? (this.request.user ?? '') : id);
    return rows.some((row) => {
      if (ofItems && row.ITEM_ID !== id) return false;
      const type = String(row.EVENT_TYPE).toLowerCase();
      return (any || wanted.some((one) => one.toLowerCase() === type)) !== (test.operator === 'NOT IN');
    });
  }

  /** A user's newest events of each type. */
  #window(user: string): FixtureRow[] {
    const rows = (this.fixture.interactions ?? []).map((row, at) => ({ row, at }));
    const newest = rows
      .filter(({ row }) => row.USER_ID === user)
      .sort((a, b) => Number(b.row.TIMESTAMP) - Number(a.row.TIMESTAMP) || b.at - a.at);
    const type = ({ row }: { row: FixtureRow }): string => String(row.EVENT_TYPE).toLowerCase();
    return newest
      .filter(
        (one, i) =>
          newest.slice(0, i).filter((other) => type(other) === type(one)).length < this.request.limit,
      )
      .map(({ row }) => row);
  }

  #operand(operand: Operand): readonly Value[] {
    switch (operand.kind) {
      case 'string':
      case 'number':
        return [operand.value];
      case 'parameter':
        return this.request.values[operand.name].map(Number);
      case 'reference':
        return this.#values(true, this.request.item ?? '', operand.reference.field.text);
      case 'star':
        throw new Error('Only event types are compared with *');
    }
  }

  /** The values of a field: several where the schema says that a bar parts them, none for null. */
  #values(ofItems: boolean, id: string, name: string): readonly Value[] {
    const key = ofItems ? 'ITEM_ID' : 'USER_ID';
    const schema = ofItems ? this.fixture.schemas?.items : this.fixture.schemas?.users;
    const field = schema?.fields.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (field?.name === key) return this.ids(key).includes(id) ? [id] : [];
    const rows = (ofItems ? this.fixture.items : this.fixture.users) ?? [];
    const value = rows.find((row) => row[key] === id)?.[field?.name ?? ''] ?? null;
    if (value === null) return [];
    if (field?.categorical !== true) return [value];
    return String(value)
      .split('|')
      .flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  }
}
