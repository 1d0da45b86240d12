import { readCode } from '../../../domain/class-code';
import { classEntries, holdsTable } from '../../../domain/class-entries';
import { CLASS_THINGS, classSetFault } from '../../../domain/class-set';
import { asAppError, type AppError } from '../../../domain/errors';
import { listed } from '../../../domain/numbers';
import type { JobId } from '../../../domain/resources';
import type { AppState } from '../../state/app';
import * as say from '../../../words/messages/class';
import { fileOfText } from '../home/dropped-files';
import type { ClassGame, Refused } from './class-game.svelte';
import type { ClassLesson } from './class-lesson.svelte';
import { qrInPicture } from './read-qr';
import { refusalWords } from './refusals';
import { randomId } from '../../../domain/random-id';

/** How answers come in: typed, scanned or in files, and what of them could not be taken. */
export class Collecting {
  typed = $state('');
  #told = $state.raw<() => string>(() => '');
  /** Files of which nothing could be taken, and why. */
  unread = $state.raw<readonly { readonly file: string; readonly why: string }[]>([]);
  error = $state.raw<AppError | null>(null);

  constructor(
    private readonly app: Pick<AppState, 'api' | 'announcer'>,
    private readonly game: ClassGame,
    private readonly lesson: Pick<ClassLesson, 'called' | 'names'>,
  ) {}

  /** What came of the last answers, in the language at hand. */
  get told(): string {
    return this.#told();
  }

  take(): void {
    this.unread = [];
    if (this.isTable(this.typed)) return void this.#takeTyped();
    const taken = this.game.take(this.typed);
    // What could not be taken stays, to be put right.
    this.typed = this.game.refused.map(entryText).join('\n');
    this.#tell(() => say.taken({ taken }));
  }

  /** Rows copied from a spreadsheet. */
  isTable(text: string): boolean {
    return holdsTable(text, this.game.set);
  }

  async #takeTyped(): Promise<void> {
    const text = this.typed;
    await this.takeFiles([fileOfText(text).file]);
    if (this.unread.length === 0 && this.error === null && this.typed === text) this.typed = '';
  }

  takeAnyway(one: Refused): void {
    const { game } = this;
    const others = game.refused.filter((other) => other !== one);
    if ('meant' in one.why) game.take(entryText({ ...one, code: one.why.meant }));
    else game.take(entryText(one), true);
    game.refused = others;
    this.typed = others.map(entryText).join('\n');
  }

  /** What a camera has read. @returns what its dialog says of it. */
  takeRead(text: string): string {
    const { game, lesson } = this;
    const [entry] = classEntries(text, game.set);
    const read = entry === undefined ? null : readCode(entry.code, game.set);
    if (read === null || 'kind' in read) return read === null ? say.noQr() : refusalWords(read);
    const taken = game.take(text) === 1;
    const at = game.answered.findLastIndex(({ code }) => code === read.code);
    if (at < 0) return game.refused.map(({ why }) => refusalWords(why)).join(' ');
    const name = lesson.called[at];
    return taken ? say.cameraTook({ name }) : say.cameraSame({ name });
  }

  /** Pictures of codes, and tables of answers. */
  async takeFiles(files: readonly File[]): Promise<void> {
    this.error = null;
    const found: string[] = [];
    const failed: { file: string; why: string }[] = [];
    for (const file of files.filter(isPicture)) {
      const text = await qrInPicture(file);
      if (text === null) failed.push({ file: file.name, why: say.noQr() });
      else found.push(text);
    }
    if (found.length > 0 || failed.length > 0) {
      const taken = this.game.take(found.join('\n'));
      this.#tell(() => say.taken({ taken }));
    }
    for (const file of files.filter((one) => !isPicture(one))) {
      const why = await this.#takeTable(file);
      if (why !== null) failed.push({ file: file.name, why });
    }
    this.unread = failed;
    // The list of them is further down, where nobody looks who was not told.
    if (failed.length > 0) this.app.announcer.say(failed.map(({ file, why }) => `${file}: ${why}`).join(' '));
  }

  /** @returns why nothing could be taken; null: something was. */
  async #takeTable(file: File): Promise<string | null> {
    const { game, lesson } = this;
    try {
      const id = randomId() as JobId;
      const survey = await this.app.api.readSurvey(id, [{ path: file.name, file }], () => undefined);
      if (survey === null) return say.noSurvey();
      const titles = survey.things.slice(0, CLASS_THINGS.most);
      const isNew =
        game.answered.length === 0 && classSetFault(titles) === null && game.fits(survey, lesson.names) === 0;
      const tally = isNew
        ? game.takeSurvey({ ...survey, things: titles }, lesson.names, { titles })
        : game.takeSurvey(survey, lesson.names, null);
      if (tally === null) return say.otherThings({ things: listed(survey.things.slice(0, 5)) });
      this.#tell(() => say.surveyTaken(tally));
    } catch (fault) {
      this.error = asAppError(fault);
    }
    return null;
  }

  #tell(words: () => string): void {
    this.#told = words;
    this.app.announcer.say(words());
  }
}

/** As it is written into the field. */
export function entryText({ name, code }: Pick<Refused, 'name' | 'code'>): string {
  return name === null ? code : `${name}: ${code}`;
}

function isPicture({ type, name }: File): boolean {
  return type.startsWith('image/') || /\.(png|jpe?g|webp|gif|avif|heic)$/i.test(name);
}
