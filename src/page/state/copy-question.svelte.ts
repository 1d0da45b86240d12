import type { PersonalChoice, PersonalColumn } from '../../domain/personal';
import type { ProjectSummary } from '../../domain/resources';

interface Asked {
  readonly project: ProjectSummary;
  /** Those that say who people are, and that the copy can go without. */
  readonly columns: readonly PersonalColumn[];
}

/** What a copy of a project should hold, asked before it is made; a newer question takes the place of an older one. */
export class CopyQuestion {
  asked = $state.raw<Asked | null>(null);
  #settle: ((choice: PersonalChoice | null) => void) | null = null;

  /** @returns null where the person wants no copy after all. */
  ask(asked: Asked): Promise<PersonalChoice | null> {
    this.answer(null);
    this.asked = asked;
    return new Promise((resolve) => (this.#settle = resolve));
  }

  answer(choice: PersonalChoice | null): void {
    const settle = this.#settle;
    this.#settle = this.asked = null;
    settle?.(choice);
  }
}
