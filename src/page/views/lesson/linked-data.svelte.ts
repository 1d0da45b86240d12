import type { AppState } from '../../state/app';
import { addressForPhones } from '../../state/class-link';
import { writeExpected } from '../../state/linked-data';
import { query } from '../../state/query.svelte';
import { studentRoute, type StudentLinkChoices } from './student-link';

/** The data that links to a lesson are made on: whoever opens one must know which they are. */
export class LinkedData {
  readonly #checksum;
  readonly #outer = query(() => 'phones', addressForPhones);
  readonly #project = $derived.by(() => this.app.workspace.project?.project ?? null);
  /** Own data, which a link cannot bring. */
  readonly own = $derived(this.#project !== null && !this.#project.simulated);

  /** To be made while a screen is set up. */
  constructor(private readonly app: AppState) {
    const { api, workspace } = app;
    this.#checksum = query(
      () => (this.own ? workspace.dataKey : null),
      () => api.dataChecksum(),
    );
  }

  /** Null for the sample, and until the checksum is known, or known not to be had. */
  readonly #expects = $derived.by(() => {
    const { value, error } = this.#checksum;
    if (!this.own || this.#project === null || (value === null && error === null)) return null;
    const { name, interactions } = this.#project;
    return writeExpected({ name, rows: interactions, checksum: value ?? '' });
  });
  /** Before, a link to own data would say nothing of which they are. */
  readonly isKnown = $derived(!this.own || this.#expects !== null);

  addressOf(choices: Omit<StudentLinkChoices, 'expects'>): string {
    const { origin, pathname } = location;
    const route = studentRoute({ ...choices, expects: this.#expects });
    return (this.#outer.value ?? origin + pathname) + this.app.route.href(route);
  }
}
