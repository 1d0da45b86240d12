import { requiredProperties } from '../../../domain/event-properties';
import type { ProjectState } from '../../../domain/resources';
import type { PromotionForm } from './promotion';
import { fieldsOf, fieldType, type SchemaField } from '../../../domain/schema';
import { titleOfSchema } from '../../../domain/title-field';

/** What the person has typed into the console. */
export interface ConsoleForm {
  readonly userId: string;
  readonly itemId: string;
  /** Ids, separated by blanks or commas. */
  readonly inputList: string;
  readonly numResults: number;
  /** Empty: no filter. */
  readonly filterArn: string;
  /** By parameter of the filter, without `$`. */
  readonly filterValues: { readonly [parameter: string]: string };
  /** By column of the Interactions; empty: not given. */
  readonly context: { readonly [field: string]: string };
  readonly promotion: PromotionForm;
  readonly eventType: string;
  readonly eventItem: string;
  /** As typed; empty or absent: the event has none. */
  readonly eventValue?: string;
}

/** The parameters of a filter expression, in their order, each once and without `$`. */
export function parametersOf(expression: string): readonly string[] {
  const outsideTexts = expression.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
  return [...new Set(Array.from(outsideTexts.matchAll(/\$(\w+)/g), ([, name]) => name))];
}

/** What the schema of the interactions wants of every event beside user, item, type and time. */
export function requiredOf({ datasets }: ProjectState): readonly SchemaField[] {
  return requiredProperties({ fields: fieldsOf(datasets, 'INTERACTIONS') });
}

/** Whether events have a value here, and whether the schema wants one of each. */
export function valueOfEvents({ datasets }: ProjectState): 'none' | 'optional' | 'wanted' {
  const field = fieldsOf(datasets, 'INTERACTIONS').find(({ name }) => name === 'EVENT_VALUE');
  if (field === undefined) return 'none';
  return fieldType(field).nullable ? 'optional' : 'wanted';
}

/** The member of an event that says its value; nothing where none is given. */
export function eventValueOf({ eventValue = '' }: Pick<ConsoleForm, 'eventValue'>): {
  readonly eventValue?: number;
} {
  const value = Number(eventValue);
  return eventValue.trim() === '' || !Number.isFinite(value) ? {} : { eventValue: value };
}

/** What the form says of the moment, of fields that the schema has now; undefined where that is nothing. */
export function contextOf(
  { context }: Pick<ConsoleForm, 'context'>,
  { datasets }: ProjectState,
): { [field: string]: string } | undefined {
  const fields = fieldsOf(datasets, 'INTERACTIONS');
  const given = Object.entries(context).filter(
    ([field, value]) => value !== '' && fields.some(({ name }) => name === field),
  );
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** The Items column by which people know an item; null where there is none. */
export function titleColumn({ datasets }: ProjectState): string | null {
  return titleOfSchema(fieldsOf(datasets, 'ITEMS'));
}
