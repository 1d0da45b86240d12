/**
 * The way from data to a first list in one press: "Train" beside new data starts the training with its defaults, and
 * when it is done the list opens. Asked for once, and forgotten when it has been taken up; never part of an address,
 * which must not start work when it is opened again.
 */
export class FirstRun {
  #asked = $state(false);

  get asked(): boolean {
    return this.#asked;
  }

  ask(): void {
    this.#asked = true;
  }

  /** What was asked for is being done, or not wanted any more. */
  forget(): void {
    this.#asked = false;
  }
}
