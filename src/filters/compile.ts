import type { Tables } from '../domain/columns';
import { AppError } from '../domain/errors';
import { add, emptySet, fullSet, intersect, subtract, unite, type Bitset } from './bitset';
import type { Target } from './ast';
import { readsEvents, type CheckedCondition, type CheckedExpression, type CheckedFilter } from './checked';
import { Entities } from './entities';
import { defaultWindow, EventHistory, type Window } from './history';
import { listOperator, numberOperator, type Comparison, type Membership } from './operators';
import { numberOf, readFilterValues, type FilterValues } from './values';

/** What a filter needs to know about one request. */
export interface FilterRequest {
  /** Dense index of the request's user; −1 = a user without any data; absent or null = no userId given. */
  readonly userIdx?: number | null;
  /** Dense index of the request's item, −1 = unknown. Only for RELATED_ITEMS requests; absent otherwise. */
  readonly itemIdx?: number;
  readonly values?: FilterValues;
  readonly maxInteractionsPerUserPerEventType?: number;
}

export interface CompiledFilter {
  readonly filter: CheckedFilter;
  /**
   * The items that may be recommended, one bit per index of `tables.itemIds`, or the actions in their places. The
   * caller owns the result. @throws AppError R01 … R07.
   */
  itemsFor(request: FilterRequest, wanted?: 'ItemID' | 'ActionID'): Bitset;
  /** The users that may be in a segment, one bit per index of `tables.userIds`. @throws AppError R01 … R07. */
  usersFor(request: Pick<FilterRequest, 'values' | 'maxInteractionsPerUserPerEventType'>): Bitset;
  /**
   * Whether any of its expressions counts for the request: one whose IF does not hold does not, nor an EXCLUDE without
   * its value. @throws AppError R01 … R07.
   */
  applies(request: FilterRequest): boolean;
}

/** Indices over tables that all their filters share; tables never change once made. */
interface FilterIndex {
  readonly items: Entities;
  readonly users: Entities;
  readonly history: EventHistory;
}
const indices = new WeakMap<Tables, FilterIndex>();
/** Those of items by their ids: tables in which only events have come have them in common. */
const itemsBy = new WeakMap<readonly string[], Entities>();

function itemEntities({ itemIds, items }: Tables, idField: string): Entities {
  const known = itemsBy.get(itemIds);
  if (known?.table === items && known.idField === idField) return known;
  const made = new Entities(itemIds, items, idField);
  itemsBy.set(itemIds, made);
  return made;
}

/** @param target what is chosen: of tables with actions in the places of items, those are. */
export function filterIndex(tables: Tables, target?: Target): FilterIndex {
  let index = indices.get(tables);
  if (!index) {
    index = {
      items: itemEntities(tables, target === 'ActionID' ? 'ACTION_ID' : 'ITEM_ID'),
      users: new Entities(tables.userIds, tables.users, 'USER_ID'),
      history: new EventHistory(tables.interactions, tables.userIds.length),
    };
    indices.set(tables, index);
  }
  return index;
}

/** A request with its values read. */
interface Call {
  readonly userIdx: number;
  readonly itemIdx: number;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly limit: number;
}

class Compiled implements CompiledFilter {
  readonly #index: FilterIndex;
  /** Sets of conditions that depend on the tables alone, each computed once. */
  readonly #fixed: Map<CheckedCondition, Bitset>;

  constructor(
    readonly filter: CheckedFilter,
    tables: Tables,
    evaluated: Map<CheckedCondition, Bitset>,
  ) {
    this.#index = filterIndex(tables, filter.target);
    this.#fixed = evaluated;
  }

  itemsFor(request: FilterRequest, wanted: 'ItemID' | 'ActionID' = 'ItemID'): Bitset {
    const { target, needsUser, needsItem } = this.filter;
    if (target !== wanted) throw new AppError('R07', { reason: 'target', target, wanted });
    const userIdx = request.userIdx ?? null;
    if (needsUser && userIdx === null) throw new AppError('R04');
    if (needsItem && request.itemIdx === undefined) throw new AppError('R05');
    return this.#run(this.#index.items, request, userIdx ?? -1);
  }

  usersFor(request: Pick<FilterRequest, 'values' | 'maxInteractionsPerUserPerEventType'>): Bitset {
    const { target } = this.filter;
    if (target !== 'UserID') throw new AppError('R07', { reason: 'target', target, wanted: 'UserID' });
    return this.#run(this.#index.users, request, -1);
  }

  applies(request: FilterRequest): boolean {
    const call = this.#call(request, request.userIdx ?? -1);
    return this.filter.expressions.some((one) => this.#supplied(one, call) && this.#active(one, call));
  }

  #call(request: FilterRequest, userIdx: number): Call {
    return {
      userIdx,
      itemIdx: request.itemIdx ?? -1,
      values: readFilterValues(this.filter, request.values ?? {}),
      limit: request.maxInteractionsPerUserPerEventType ?? defaultWindow,
    };
  }

  #run(entities: Entities, request: FilterRequest, userIdx: number): Bitset {
    const call = this.#call(request, userIdx);
    let included: Bitset | null = null;
    const excluded = emptySet(entities.size);
    for (const expression of this.filter.expressions) {
      if (!this.#supplied(expression, call) || !this.#active(expression, call)) continue;
      const set = this.#where(expression, entities, call);
      if (expression.action === 'EXCLUDE') unite(excluded, set);
      else included = included ? unite(included, set) : set;
    }
    return subtract(included ?? fullSet(entities.size), excluded);
  }

  /** Whether all parameters have values. @throws AppError R01 when an INCLUDE lacks one. */
  #supplied({ action, where, when }: CheckedExpression, call: Call): boolean {
    for (const { test } of [...where.flat(), ...when]) {
      if (test.kind !== 'in-parameter' && test.kind !== 'compare-parameter') continue;
      if (call.values.has(test.parameter)) continue;
      if (action === 'INCLUDE') throw new AppError('R01', { parameter: test.parameter });
      return false;
    }
    return true;
  }

  #active({ when }: CheckedExpression, call: Call): boolean {
    return when.every((condition) => this.#holdsForUser(condition, call));
  }

  /** The set of an expression; a new one each time. */
  #where({ where }: CheckedExpression, entities: Entities, call: Call): Bitset {
    const set = emptySet(entities.size);
    for (const conjunction of where) {
      const all = this.#condition(conjunction[0], entities, call).slice();
      for (const condition of conjunction.slice(1))
        intersect(all, this.#condition(condition, entities, call));
      unite(set, all);
    }
    return set;
  }

  #condition(condition: CheckedCondition, entities: Entities, call: Call): Bitset {
    const fixed = this.#fixed.get(condition);
    if (fixed) return fixed;
    if (readsEvents(condition.subject)) return this.#events(condition, entities, call);
    const { field, test } = condition;
    switch (test.kind) {
      case 'in':
        return this.#keep(condition, entities.withText(field, test.operator, test.values));
      case 'compare':
        return this.#keep(condition, entities.withNumber(field, test.operator, test.value));
      case 'in-parameter':
        return entities.withText(field, test.operator, call.values.get(test.parameter) ?? []);
      case 'compare-parameter':
        return entities.withNumber(field, test.operator, this.#number(test.parameter, call));
      case 'in-item':
        return entities.withText(field, test.operator, this.#index.items.textOf(call.itemIdx, test.field));
      case 'compare-item':
        return entities.withNumber(
          field,
          test.operator,
          this.#index.items.numberOf(call.itemIdx, test.field),
        );
      case 'any':
        throw new RangeError('Only event types can be compared with *');
    }
  }

  #keep(condition: CheckedCondition, set: Bitset): Bitset {
    this.#fixed.set(condition, set);
    return set;
  }

  #number(parameter: string, call: Call): number {
    return numberOf(parameter, call.values.get(parameter) ?? []);
  }

  /** Items with which the request's user, or users who, have an event in their window that passes the test. */
  #events({ test }: CheckedCondition, entities: Entities, call: Call): Bitset {
    const { history, users } = this.#index;
    const passes = this.#eventTest(test, call);
    const set = emptySet(entities.size);
    if (this.filter.target !== 'UserID') {
      const { items, types } = history.window(call.userIdx, call.limit);
      for (let i = 0; i < items.length; i++) if (passes(types[i])) add(set, items[i]);
      return set;
    }
    for (let user = 0; user < users.size; user++) {
      const window: Window = history.window(user, call.limit);
      if (window.types.some((type) => passes(type))) add(set, user);
    }
    return set;
  }

  #eventTest(test: CheckedCondition['test'], call: Call): (type: number) => boolean {
    const { types } = this.#index.history;
    const listed = (operator: Membership, values: readonly string[]) => {
      const { fits, negated = false } = listOperator(operator);
      const passing = types
        .map(fits(values.map((value) => value.toLowerCase())))
        .map((fit) => fit !== negated);
      return (type: number) => (type < 0 ? negated : passing[type]);
    };
    switch (test.kind) {
      case 'any':
        return () => !test.negated;
      case 'in':
        return listed(test.operator, test.values);
      case 'in-parameter': {
        const values = call.values.get(test.parameter) ?? [];
        if (values.length === 1 && values[0] === '*') return () => true;
        return listed(test.operator, values);
      }
      default:
        throw new RangeError('Event types can only be listed');
    }
  }

  /** An IF condition, on the Users row of the request's user. */
  #holdsForUser({ field, test }: CheckedCondition, call: Call): boolean {
    const { users } = this.#index;
    const listed = (operator: Membership, values: readonly string[]) => {
      const { fits, negated = false } = listOperator(operator);
      return users.textOf(call.userIdx, field).some(fits(values)) !== negated;
    };
    const compared = (operator: Comparison, value: number) => {
      const { holds, negated = false } = numberOperator(operator);
      const own = users.numberOf(call.userIdx, field);
      return (own !== null && holds(own, value)) !== negated;
    };
    switch (test.kind) {
      case 'in':
        return listed(test.operator, test.values);
      case 'in-parameter':
        return listed(test.operator, call.values.get(test.parameter) ?? []);
      case 'compare':
        return compared(test.operator, test.value);
      case 'compare-parameter':
        return compared(test.operator, this.#number(test.parameter, call));
      default:
        throw new RangeError(`IF cannot hold a test of kind ${test.kind}`);
    }
  }
}

/**
 * Binds a checked filter to tables. Cheap itself: conditions are evaluated when first needed, those without
 * parameters or request data only once, and indices over the tables are shared between filters.
 * A request costs O(rows) per condition that depends on it, and O(items / 32) for the rest.
 *
 * @param evaluated sets of conditions by the condition itself, shared by filters of one target over the same tables
 *   that have conditions in common; added to.
 */
export function compileFilter(
  filter: CheckedFilter,
  tables: Tables,
  evaluated = new Map<CheckedCondition, Bitset>(),
): CompiledFilter {
  return new Compiled(filter, tables, evaluated);
}
