/** The part of the language that screens may use: reading and writing expressions, without data or schemas. */
export type { Action, Condition, Expression, Operand, Syntax } from './ast';
export { isMembership, isOperator, operatorTokens, type Operator } from './operators';
export { parseFilter } from './parse';
export { printCondition, printFilter, quoted } from './print';
export { tokenize } from './tokens';
