type Kind<Kept> = abstract new (...given: never[]) => Kept;

/** What screens have on show, by project, for the life of the tab: it is there again when the person comes back. */
export class TabKeeps {
  readonly #kept = new Map<unknown, Map<string, object>>();

  /** What was kept of this kind in a project; made at the first time. */
  of<Kept extends object>(kind: Kind<Kept>, project: string, make: () => Kept): Kept {
    const byProject = this.#kept.get(kind) ?? new Map<string, object>();
    this.#kept.set(kind, byProject);
    const found = byProject.get(project);
    if (found instanceof kind) return found;
    const made = make();
    byProject.set(project, made);
    return made;
  }
}
