import type { LessonFact } from '../../../domain/lesson-facts';
import { LESSON_EPOCHS } from './lesson-context';

/** What is played with in a step: how far a training has been taken, and which neighbours are looked at. */
export class LessonRun {
  epochs = $state(0);
  playing = $state(false);
  #chosen = $state.raw<readonly string[] | null>(null);
  #chosenBefore = $state.raw<readonly string[] | null>(null);

  constructor(private readonly factOf: () => LessonFact | null) {}

  /** Neighbours that were chosen by hand; null: the nearest. */
  get chosen(): readonly string[] | null {
    return this.#chosen;
  }
  get chosenBefore(): readonly string[] | null {
    return this.#chosenBefore;
  }
  /** The epochs that were asked for are there, and the next one is due. */
  get isNextDue(): boolean {
    const fact = this.factOf();
    return this.playing && fact?.kind === 'training' && fact.points.length >= this.epochs;
  }

  /** Swaps a neighbour in for the last of the chosen. */
  swap(userId: string): void {
    const fact = this.factOf();
    if (fact?.kind !== 'neighbours') return;
    const now = fact.neighbours.filter(({ chosen }) => chosen).map((one) => one.userId);
    this.#chosenBefore = now;
    this.#chosen = [...now.slice(0, -1), userId];
  }
  /** Back to where nothing is learned. */
  restart(): void {
    this.epochs = 0;
    this.playing = false;
  }
  /** One epoch more; nothing once the run is at its end. */
  oneEpoch(): void {
    const fact = this.factOf();
    const done = fact?.kind === 'training' ? fact.points.length : 0;
    this.epochs = Math.min(LESSON_EPOCHS, Math.max(this.epochs, done) + 1);
    if (this.epochs === LESSON_EPOCHS) this.playing = false;
  }
}
