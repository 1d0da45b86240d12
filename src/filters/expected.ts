import { operatorsInOrder, operatorTokens, type Operator } from './operators';

const fixed = [
  ...(['INCLUDE', 'EXCLUDE', 'ItemID', 'UserID', 'ActionID', 'WHERE', 'AND', 'OR', 'IF'] as const),
  ...(['CurrentItem', '.', '(', ')', ',', '|', '*'] as const),
] as const;
/** What can stand at a place: a word or sign as it is written, or a kind of thing. */
export type Expected =
  | (typeof fixed)[number]
  | Operator
  | 'dataset'
  | 'field'
  | 'text'
  | 'number'
  | 'parameter'
  | 'end';

const asCalled: ReadonlySet<string> = new Set([...fixed, ...operatorsInOrder(), ...operatorTokens().words]);

/** Whether it is written as it is called, such as `WHERE`. */
export function isFixed(expected: Expected): boolean {
  return asCalled.has(expected);
}
