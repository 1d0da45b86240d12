import { fileName } from '../../charts/save-file';
import { language } from '../../domain/language';
import * as say from '../../words/lesson';

/** A drawing that stands alone, and what it shows. */
export interface WorkPicture {
  readonly title: string;
  readonly svg: string;
}

/** What a student takes home. Everything is text; empty texts are left out. */
export interface Work {
  /** The class or the lesson: the title of the page. */
  readonly title: string;
  /** Where it comes from: step, data, person. */
  readonly where: readonly string[];
  readonly seed: number;
  readonly heading: string;
  readonly text: string;
  /** The question that was guessed at, and the guess. */
  readonly guess: { readonly asked: string; readonly said: string } | null;
  readonly answer: string;
  /** What the figures say, once revealed. */
  readonly says: string;
  readonly pictures: readonly WorkPicture[];
}

const STYLE =
  'body{font:1rem/1.5 Georgia,serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}' +
  'h1,h2,small{font-family:system-ui,sans-serif}h2{font-size:1rem;margin-top:1.5rem}' +
  'blockquote{margin:0;border-left:3px solid #111;padding-left:1rem;white-space:pre-wrap}' +
  'figure{margin:1.5rem 0}svg{max-width:100%;height:auto}';

/** One page that needs nothing else: answer, guess, seed and pictures. Nothing in it runs or loads, and nothing is sent. */
export function workPage(work: Work): string {
  const { title, where, seed, heading, text, guess, answer, says, pictures } = work;
  const parts = [
    `<p><small>${[title, ...where, say.seed({ seed: String(seed) })].filter(Boolean).map(escaped).join(' · ')}</small></p>`,
    `<h1>${escaped(heading)}</h1>`,
    paragraph(text),
    guess === null
      ? ''
      : `<h2>${say.myGuess()}</h2><p>${escaped(guess.asked)} <b>${escaped(guess.said)}</b></p>`,
    answer.trim() === ''
      ? ''
      : `<h2>${say.myAnswer()}</h2><blockquote>${escaped(answer.trim())}</blockquote>`,
    says === '' ? '' : `<h2>${say.whatItSays()}</h2>${paragraph(says)}`,
    ...pictures.map(({ title: caption, svg }) => `<figure><h2>${escaped(caption)}</h2>${svg}</figure>`),
  ].filter(Boolean);
  return `<!doctype html>
<html lang="${language()}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(say.myWorkOn({ title }))}</title>
<style>${STYLE}</style></head>
<body><main>
${parts.join('\n')}
</main></body></html>
`;
}

/** A picture of something on screen. Reads its layout; what is shown does not change. */
export async function drawn(figure: HTMLElement, title: string): Promise<WorkPicture> {
  const { pictureOf } = await import('../../charts/picture');
  return { title, svg: pictureOf(figure, title).svg };
}

/** `ten-minutes-rows` → the name of its file. */
export function workFile(of: string): string {
  return `${fileName(of)}-my-work.html`;
}

const paragraph = (text: string): string => (text === '' ? '' : `<p>${escaped(text)}</p>`);

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
