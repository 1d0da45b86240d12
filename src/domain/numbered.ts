/** Texts and their places in a list: known ones keep theirs, new ones follow. The list given stays as it is. */
export class Numbered {
  #grown: string[] | null = null;
  #places: Map<string, number> | null = null;

  constructor(private readonly known: readonly string[] = []) {}

  /** The list given, where nothing new has come. */
  get list(): readonly string[] {
    return this.#grown ?? this.known;
  }

  /** Where a text stands; one that is new is added. */
  placeOf(text: string): number {
    this.#places ??= new Map(this.known.map((each, place) => [each, place]));
    const there = this.#places.get(text);
    if (there !== undefined) return there;
    this.#grown ??= [...this.known];
    const place = this.#grown.push(text) - 1;
    this.#places.set(text, place);
    return place;
  }
}
