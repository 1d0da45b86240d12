/** Drawings that a student's work may take along, as they were last seen: a sheet is closed when the work is saved. */
export class KeptPictures {
  #last: { readonly title: string; readonly svg: string } | null = null;

  /** The last reason that was looked at. */
  get why(): { readonly title: string; readonly svg: string } | null {
    return this.#last;
  }

  keepWhy(title: string, svg: string): void {
    this.#last = { title, svg };
  }
}
