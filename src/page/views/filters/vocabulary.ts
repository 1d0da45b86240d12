import type { FilterTarget } from '../../../domain/facts/filters';
import type { FilterProposals } from '../../../domain/filter-check';
import { isMembership, isOperator, type Operator } from '../../../filters/grammar';

/** What the builder offers for conditions: fields by their path, and the operators that fit each. */
export interface Vocabulary {
  readonly where: readonly FieldChoice[];
  /** Behind IF. */
  readonly when: readonly FieldChoice[];
  /** Whether actions can be filtered by what people have said to them. */
  readonly hasAnswers: boolean;
}
export interface FieldChoice {
  /** `Items.GENRES` */
  readonly path: string;
  readonly operators: readonly Operator[];
  /** How many different texts it holds; null for numbers. */
  readonly values: number | null;
}

/** Texts that are shared are categories; of more than these, most are names. */
const FEW_VALUES = 100;

/** What a new condition begins with: the first field of a few values to choose from, else the first of all. */
export function toBeginWith(fields: readonly FieldChoice[]): FieldChoice | undefined {
  return fields.find(({ values }) => values !== null && values > 1 && values <= FEW_VALUES) ?? fields[0];
}

type Ask = (text: string) => Promise<FilterProposals>;

/** What the editor would propose, word by word, so that builder and text offer the same. */
export async function vocabularyOf(target: FilterTarget, ask: Ask): Promise<Vocabulary> {
  const ofActions = (await ask('EXCLUDE ActionID WHERE ')).proposals;
  const hasAnswers = ofActions.some(({ label }) => label === 'Action_Interactions');
  const where = await fieldsAt(`INCLUDE ${target} WHERE `, ask);
  const example = where.at(0);
  if (target === 'UserID' || example === undefined) return { where, when: [], hasAnswers };
  const condition = await firstCondition(`INCLUDE ${target} WHERE `, example, ask);
  return { where, when: await fieldsAt(`INCLUDE ${target} WHERE ${condition} IF `, ask), hasAnswers };
}

async function fieldsAt(before: string, ask: Ask): Promise<readonly FieldChoice[]> {
  const datasets = (await ask(before)).proposals.filter(({ kind }) => kind === 'dataset');
  const found = await Promise.all(
    datasets.map(async ({ label: dataset }) => {
      const fields = (await ask(`${before}${dataset}.`)).proposals.filter(({ kind }) => kind === 'field');
      return Promise.all(
        fields.map(async ({ label, count }) => {
          const path = `${dataset}.${label}`;
          const words = (await ask(`${before}${path} `)).proposals;
          return { path, operators: words.map((word) => word.label).filter(isOperator), values: count };
        }),
      );
    }),
  );
  // Ids last: they are for single ones.
  const isId = ({ path }: FieldChoice): number => (/\.(ITEM|USER|ACTION)_ID$/.test(path) ? 1 : 0);
  return found.flat().sort((a, b) => isId(a) - isId(b));
}

/** A whole condition on a field to begin with: its most frequent value, or from the middle of its numbers on. */
export async function firstCondition(
  before: string,
  { path, operators }: FieldChoice,
  ask: Ask,
  operator = operators.includes('>=') ? '>=' : operators[0],
): Promise<string> {
  const begun = `${path} ${operator} `;
  if (!operators.some(isMembership)) {
    const { proposals } = await ask(before + begun);
    const middle =
      proposals.find(({ point }) => point === 2) ?? proposals.find(({ kind }) => kind === 'number');
    return begun + (middle?.label ?? '0');
  }
  const { proposals } = await ask(`${before}${begun}(`);
  const value = proposals.find(({ kind }) => kind === 'value');
  return `${begun}(${value?.insert.trim() ?? '""'})`;
}
