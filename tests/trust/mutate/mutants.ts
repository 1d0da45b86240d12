/** The changes that are made to code, one at a time. */
import ts from 'typescript';
import type { Bundle } from './bundle';

export interface Mutant {
  readonly file: string;
  readonly line: number;
  /** What the change is, to be read. */
  readonly change: string;
  /** Where in the bundle it is. */
  readonly position: number;
  /** Name in the bundle's scope that takes the value of `code`, the changed function or constant. */
  readonly name: string;
  readonly code: string;
  /** Whether the code runs as the module is loaded, and not in a function. */
  readonly isStatic: boolean;
}

const K = ts.SyntaxKind;
/** An operator by those that take its place. */
const operators: ReadonlyMap<ts.SyntaxKind, readonly string[]> = new Map([
  [K.PlusToken, ['-']],
  [K.MinusToken, ['+']],
  [K.AsteriskToken, ['/']],
  [K.SlashToken, ['*']],
  [K.PercentToken, ['*']],
  [K.LessThanToken, ['<=', '>=']],
  [K.LessThanEqualsToken, ['<', '>']],
  [K.GreaterThanToken, ['>=', '<=']],
  [K.GreaterThanEqualsToken, ['>', '<']],
  [K.EqualsEqualsEqualsToken, ['!==']],
  [K.ExclamationEqualsEqualsToken, ['===']],
  [K.AmpersandAmpersandToken, ['||']],
  [K.BarBarToken, ['&&']],
  [K.QuestionQuestionToken, ['&&']],
  [K.AmpersandToken, ['|']],
  [K.BarToken, ['&']],
  [K.CaretToken, ['&']],
  [K.LessThanLessThanToken, ['>>']],
  [K.GreaterThanGreaterThanToken, ['<<']],
  [K.GreaterThanGreaterThanGreaterThanToken, ['<<']],
  [K.PlusEqualsToken, ['-=']],
  [K.MinusEqualsToken, ['+=']],
  [K.AsteriskEqualsToken, ['/=']],
  [K.SlashEqualsToken, ['*=']],
]);
const comparisons: ReadonlySet<ts.SyntaxKind> = new Set([
  K.LessThanToken,
  K.LessThanEqualsToken,
  K.GreaterThanToken,
  K.GreaterThanEqualsToken,
  K.EqualsEqualsEqualsToken,
  K.ExclamationEqualsEqualsToken,
]);
const methods: Readonly<Record<string, string>> = {
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  some: 'every',
  every: 'some',
};

interface Edit {
  readonly node: ts.Node;
  readonly text: string;
}

/** Changes at one node; none for texts, which are told and not computed. */
function editsAt(node: ts.Node): Edit[] {
  if (ts.isBinaryExpression(node)) {
    const token = node.operatorToken;
    if (token.kind === K.PlusToken && [node.left, node.right].some(isText)) return [];
    return (operators.get(token.kind) ?? []).map((text) => ({ node: token, text }));
  }
  if (ts.isNumericLiteral(node)) return [{ node, text: `(${node.text} + 1)` }];
  if (node.kind === K.TrueKeyword) return [{ node, text: 'false' }];
  if (node.kind === K.FalseKeyword) return [{ node, text: 'true' }];
  if (ts.isPrefixUnaryExpression(node) && [K.ExclamationToken, K.MinusToken].includes(node.operator))
    return [{ node, text: `(${node.operand.getText()})` }];
  if (ts.isPropertyAccessExpression(node) && ts.isCallExpression(node.parent)) {
    const put = methods[node.name.text];
    return put && node.parent.expression === node ? [{ node: node.name, text: put }] : [];
  }
  if (ts.isExpressionStatement(node)) return [{ node, text: ';' }];
  if (ts.isContinueStatement(node) || ts.isBreakStatement(node))
    return inSwitch(node) ? [] : [{ node, text: ';' }];
  const condition =
    ts.isIfStatement(node) || ts.isWhileStatement(node)
      ? node.expression
      : ts.isConditionalExpression(node)
        ? node.condition
        : null;
  // A comparison is turned round as an operator, a negation as such.
  if (condition && !ts.isPrefixUnaryExpression(condition) && !isComparison(condition))
    return [{ node: condition, text: `!(${condition.getText()})` }];
  return [];
}

function isText(node: ts.Node): boolean {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateExpression(node) ||
    (ts.isBinaryExpression(node) && [node.left, node.right].some(isText))
  );
}

function isComparison(node: ts.Expression): boolean {
  return ts.isBinaryExpression(node) && comparisons.has(node.operatorToken.kind);
}

function inSwitch(node: ts.Node): boolean {
  return ts.isBreakStatement(node) && ts.isCaseOrDefaultClause(node.parent);
}

/** What is said of an error, and what limits loops, is none of the code under test. */
function isLeftOut(node: ts.Node): boolean {
  return ts.isThrowStatement(node) || (ts.isIfStatement(node) && node.getText().startsWith('if (--__left'));
}

/** All changes of the code under test, in the order of the bundle. */
export function mutantsOf(bundle: Bundle): Mutant[] {
  const found: Mutant[] = [];
  for (const statement of bundle.statements) {
    for (const { name, value } of bindingsOf(statement)) {
      const visit = (node: ts.Node, isStatic: boolean): void => {
        if (isLeftOut(node)) return;
        for (const edit of editsAt(node)) {
          const [from, to] = [value.getStart(), edit.node.getStart()];
          const text = value.getText();
          const code = text.slice(0, to - from) + edit.text + text.slice(edit.node.end - from);
          const change = `${shown(edit.node)} → ${edit.text}`;
          found.push({ ...bundle.originOf(to), change, position: to, name, code, isStatic });
        }
        // A function that is handed to a call of the module's own is run by it.
        const isLater = ts.isFunctionLike(node) && !ts.isCallExpression(node.parent);
        ts.forEachChild(node, (child) => visit(child, isStatic && !isLater));
      };
      visit(value, true);
    }
  }
  return found;
}

/** The line around a short piece says more than the piece. */
function shown(node: ts.Node): string {
  const text = node.getText().replaceAll('{ if (--__left < 0) __spent(); ', '').replace(/\s+/g, ' ');
  if (ts.isExpressionStatement(node)) return text.slice(0, 80);
  const around = node.parent.getText().replaceAll('{ if (--__left < 0) __spent(); ', '').replace(/\s+/g, ' ');
  return `${text.slice(0, 60)} in ${around.slice(0, 60)}`;
}

function bindingsOf(statement: ts.Statement): { name: string; value: ts.Node }[] {
  if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name)
    return [{ name: statement.name.text, value: statement }];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    ts.isIdentifier(name) && initializer ? [{ name: name.text, value: initializer }] : [],
  );
}
