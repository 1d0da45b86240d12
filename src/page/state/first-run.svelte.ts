import type { ProjectId } from '../../domain/resources';
import { StoredText } from './stored';

/**
 * The way from data to a first list in one press: "Train" beside new data starts the training with its defaults, and
 * when it is done the list opens. Asked for once, and forgotten when it has been taken up; never part of an address,
 * which must not start work when it is opened again. One that a closed page has cut off leads there when it is resumed.
 */
export class FirstRun {
  /** The project whose training is to lead to the list. */
  readonly #begun = new StoredText('firstRun');
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

  /** Its training begins, and may outlive the page. */
  begin(project: ProjectId): void {
    this.#begun.write(project);
  }

  /** The training that was cut off in this project was to lead to the list. */
  wasBegunIn(project: ProjectId): boolean {
    return this.#begun.read() === project;
  }

  /** It came to its end, or another training is wanted instead. */
  end(): void {
    this.#begun.write(null);
  }
}
