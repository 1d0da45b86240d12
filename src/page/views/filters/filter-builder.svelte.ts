import type { FilterStepCount } from '../../../domain/filter-check';
import type { Condition, Expression, Operator, Syntax } from '../../../filters/grammar';
import { query } from '../../state/query.svelte';
import * as say from '../../../words/messages/filters';
import {
  printLines,
  readCondition,
  rightOf,
  withAlternative,
  withCondition,
  withExpression,
  withOneMore,
  type Place,
} from './builder';
import type { FilterDesk } from './desk.svelte';
import { firstCondition, toBeginWith, vocabularyOf, type FieldChoice, type Vocabulary } from './vocabulary';

const NOTHING: Vocabulary = { where: [], when: [], hasAnswers: false };

/** The filter of a desk in words: what can be chosen for it, and the changes of its text that the choices make. */
export class FilterBuilder {
  readonly target = $derived.by(() => this.#desk.readable?.check.target ?? 'ItemID');
  readonly syntax = $derived.by(() => this.#desk.readable?.syntax ?? null);
  /** The text cannot be read. The checker is a few milliseconds behind: what it has not refused is not frozen yet. */
  readonly refused = $derived.by(() => {
    const { text, isReadable, checked, check } = this.#desk;
    return text.trim() !== '' && !isReadable && checked === text && check?.error !== null;
  });
  readonly #known;

  /** To be made while its screen is set up. */
  constructor(private readonly deskOf: () => FilterDesk) {
    // Nothing can be offered where it fails, and the text goes on to work; the desk tells faults of the worker.
    this.#known = query(
      () => this.target,
      (wanted) => vocabularyOf(wanted, (text) => this.#desk.ask(text)),
      { keep: true },
    );
  }

  get #desk(): FilterDesk {
    return this.deskOf();
  }
  /** The fields that conditions can be about. */
  get vocabulary(): Vocabulary {
    return this.#known.value ?? NOTHING;
  }

  /** There is no field that a condition could be about; not said before the data have been asked. */
  get isBare(): boolean {
    const isTold = this.#known.of !== null || this.#known.error !== null;
    return isTold && this.vocabulary.where.length === 0;
  }

  put(next: Syntax): void {
    this.#desk.write(printLines(next));
  }

  /** The field that a new condition begins with: one of the dataset that the others of its expression use. */
  fieldsFor(expression: Expression | null, part: Place['part'], conditions: number): readonly FieldChoice[] {
    if (part === 'when') return this.vocabulary.when;
    const dataset = expression?.where[0][0].subject.dataset.text.toLowerCase();
    if (dataset === undefined || conditions < 1) return this.vocabulary.where;
    return this.vocabulary.where.filter(({ path }) => path.toLowerCase().startsWith(`${dataset}.`));
  }
  async addExpression() {
    const field = toBeginWith(this.vocabulary.where);
    const condition = field === undefined ? null : await this.#begin(field, 'where');
    if (condition !== null)
      this.put(withExpression(this.syntax, this.syntax === null ? 'INCLUDE' : 'EXCLUDE', condition));
  }
  async addCondition(at: number, part: Place['part'], how: 'and' | 'or') {
    if (this.syntax === null) return;
    const expression = this.syntax.expressions[at];
    const used = (part === 'when' ? expression.when : expression.where.flat()).map(
      ({ subject }) => `${subject.dataset.text}.${subject.field.text}`,
    );
    const fields = this.fieldsFor(expression, part, 1);
    const field = toBeginWith(fields.filter(({ path }) => !used.includes(path))) ?? fields[0];
    const condition = await this.#begin(field, part);
    if (condition === null) return;
    if (how === 'or') this.put(withAlternative(this.syntax, at, condition));
    else {
      const conjunction = part === 'when' ? 0 : expression.where.length - 1;
      this.put(withOneMore(this.syntax, { expression: at, part, conjunction }, condition));
    }
  }
  async turn(place: Place, path: string, operator: string | null) {
    if (this.syntax === null) return;
    const expression = this.syntax.expressions[place.expression];
    const list = place.part === 'when' ? expression.when : expression.where[place.conjunction];
    const old = list[place.condition];
    const choices = place.part === 'when' ? this.vocabulary.when : this.vocabulary.where;
    const field = choices.find((choice) => choice.path === path);
    if (field === undefined) return;
    const kept = operator === null ? null : this.#keepRight(old, path, operator);
    const condition =
      kept ??
      (await this.#begin(
        field,
        place.part,
        field.operators.find((each) => each === operator),
      ));
    if (condition !== null) this.put(withCondition(this.syntax, place, condition));
  }
  /** The same under another operator; null where it cannot stand there, such as a parameter behind NOT IN. */
  #keepRight(old: Condition, path: string, operator: string): Condition | null {
    const isParameter =
      old.test.kind === 'list' && old.test.operands.some(({ kind }) => kind === 'parameter');
    return isParameter ? null : readCondition(`${path} ${operator} ${rightOf(old)}`);
  }
  change(place: Place, text: string) {
    const condition = readCondition(text);
    if (this.syntax !== null && condition !== null) this.put(withCondition(this.syntax, place, condition));
  }
  async values(part: Place['part'], path: string, operator: string, begun: string) {
    const found = await this.#desk.ask(
      `${this.#before(part)}${path} ${operator} ("${begun.replace(/["\\]/g, '\\$&')}`,
    );
    return found.proposals.flatMap(({ kind, label }) => (kind === 'value' ? [label] : []));
  }

  /** What a condition takes away: known where its step is of it alone, or of its side of OR and it is the last there. */
  takenBy({ expression, part, conjunction, condition }: Place, one: Expression): number | null {
    const check = this.#desk.readable?.check;
    if (!check || part === 'when' || check.remaining === null) return null;
    const isHere = (step: FilterStepCount): boolean =>
      step.expressions.includes(expression) &&
      (step.conjunction === null
        ? expression === step.expressions.at(-1) && conjunction === one.where.length - 1
        : step.conjunction === conjunction) &&
      (step.condition ?? one.where[conjunction].length - 1) === condition;
    const at = check.steps.findIndex(isHere);
    if (at < 0) return null;
    return (at === 0 ? check.total : check.steps[at - 1].remaining) - check.steps[at].remaining;
  }
  /** Filters that most services have, on the fields of these data. */
  get starts(): readonly { readonly label: string; readonly text: string }[] {
    const texts = this.vocabulary.where.filter(({ operators }) => operators.includes('IN'));
    const field = toBeginWith(
      texts.filter(({ path }) => path.startsWith('Items.') && !path.endsWith('_ID')),
    )?.path;
    const had = 'EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (*)';
    const answered = 'EXCLUDE ActionID WHERE Action_Interactions.EVENT_TYPE IN (*)';
    const given = `INCLUDE ItemID WHERE ${field} IN ($${field?.split('.')[1].toUpperCase()})`;
    return [
      { label: say.notSeenYet(), text: had },
      ...(field === undefined
        ? []
        : [{ label: say.givenPerRequest({ field: field.split('.')[1] }), text: given }]),
      ...(this.vocabulary.hasAnswers ? [{ label: say.notAnsweredYet(), text: answered }] : []),
    ];
  }

  /** What stands before a condition, as far as its proposals depend on it. */
  #before(part: Place['part']): string {
    return `INCLUDE ${this.target} WHERE ${part === 'where' ? '' : 'Interactions.EVENT_TYPE IN (*) IF '}`;
  }

  async #begin(field: FieldChoice, part: Place['part'], operator?: Operator): Promise<Condition | null> {
    const ask = (text: string) => this.#desk.ask(text);
    return readCondition(await firstCondition(this.#before(part), field, ask, operator));
  }
}
