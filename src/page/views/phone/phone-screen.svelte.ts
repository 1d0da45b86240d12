import { grouped, type Liking, LIKINGS, writeCode } from '../../../domain/class-code';
import { type ClassSet, classSetHash, thingsIn } from '../../../domain/class-set';
import { StoredJson, tabStorage } from '../../state/stored';

/** As long as a name on the wall may be. */
export const NICKNAME_LETTERS = 20;

interface Kept {
  /** Of the list that was answered. */
  readonly list: number;
  readonly likings: readonly (Liking | null)[];
  readonly nickname: string;
}

/** What one pupil says, and the code of it. A phone that loads the page again in the same tab has it still. */
export class PhoneScreen {
  /** null: not answered yet. */
  likings = $state<(Liking | null)[]>([]);
  nickname = $state('');
  showsCode = $state(false);
  /** What somebody said who has handed the phone on, until the next one begins to answer. */
  #before = $state.raw<Pick<Kept, 'likings' | 'nickname'> | null>(null);
  readonly #stored: StoredJson<Kept | null>;

  constructor(readonly set: ClassSet) {
    this.#stored = new StoredJson('phone', (found) => keptOf(found, set), tabStorage);
    const kept = this.#stored.read();
    this.likings = [...(kept?.likings ?? this.blank)];
    this.nickname = kept?.nickname ?? '';
  }

  readonly answered = $derived(this.likings.filter((liking) => liking !== null).length);
  readonly rest = $derived(this.likings.length - this.answered);
  /** Something is said of something known: else there is no code. */
  readonly says = $derived(this.likings.some((liking) => liking !== null && liking > 0));
  readonly code = $derived.by(() =>
    writeCode(
      this.likings.map((liking) => liking ?? 0),
      this.set,
    ),
  );
  readonly groups = $derived(grouped(this.code));
  readonly #name = $derived(this.nickname.trim().replaceAll(/[\s:]+/g, ' '));
  /** The code with the nickname, as the teacher's page reads it. Without, it fits into the smallest QR there is. */
  readonly text = $derived(this.#name === '' ? this.code : `${this.#name}: ${this.groups.join(' ')}`);

  say(thing: number, liking: Liking): void {
    this.#before = null;
    this.likings[thing] = liking;
    this.keep();
  }

  /** The next who shares this phone begins with nothing said. */
  handOn(): void {
    this.#before = { likings: [...this.likings], nickname: this.nickname };
    this.put({ likings: this.blank, nickname: '' });
  }
  get canBringBack(): boolean {
    return this.#before !== null;
  }
  bringBack(): void {
    if (this.#before !== null) this.put(this.#before);
    this.#before = null;
  }

  private get blank(): null[] {
    return new Array<null>(thingsIn(this.set)).fill(null);
  }

  private put({ likings, nickname }: Pick<Kept, 'likings' | 'nickname'>): void {
    this.likings = [...likings];
    this.nickname = nickname;
    this.keep();
  }

  call(nickname: string): void {
    this.nickname = nickname.slice(0, NICKNAME_LETTERS);
    this.keep();
  }

  private keep(): void {
    const { likings, nickname } = this;
    this.#stored.write({ list: classSetHash(this.set), likings: [...likings], nickname });
  }
}

function keptOf(found: unknown, set: ClassSet): Kept | null {
  if (typeof found !== 'object' || found === null) return null;
  const { list, likings, nickname } = found as Partial<Kept>;
  if (list !== classSetHash(set) || !Array.isArray(likings) || likings.length !== thingsIn(set)) return null;
  const isLiking = (one: unknown): boolean => one === null || LIKINGS.some((liking) => liking === one);
  return likings.every(isLiking) && typeof nickname === 'string' ? { list, likings, nickname } : null;
}
