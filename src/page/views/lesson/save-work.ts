import { fileName } from '../../charts/save-file';
import { escaped } from '../../charts/picture-write';
import { language } from '../../../domain/language';
import { readWork, type SavedStep, type SavedWork } from '../../../domain/saved-work';
import * as say from '../../../words/messages/lesson';

/** A drawing that stands alone, and what it shows. */
export interface WorkPicture {
  readonly title: string;
  readonly svg: string;
}

/** What a student takes home. */
export interface Work {
  readonly saved: SavedWork;
  /** Where it comes from beside the data: version, person. Empty texts are left out. */
  readonly where: readonly string[];
  readonly seed: number;
  /** By step. */
  readonly pictures: ReadonlyMap<string, readonly WorkPicture[]>;
}

/** The page carries its own facts under this name, for whoever reads a class's pages together. */
const CARRIES = 'foretaste-work';

const STYLE =
  'body{font:1rem/1.5 Georgia,serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}' +
  'h1,h2,h3,small{font-family:system-ui,sans-serif}h2{margin-top:2.5rem}h3{font-size:1rem;margin-top:1.5rem}' +
  'blockquote{margin:0;border-left:3px solid #111;padding-left:1rem;white-space:pre-wrap}' +
  'figure{margin:1.5rem 0;break-inside:avoid}svg{max-width:100%;height:auto}';

/**
 * One page that needs nothing else: every step with guess, answer and pictures. Nothing in it runs or loads, and nothing
 * is sent.
 */
export function workPage({ saved, where, seed, pictures }: Work): string {
  const { title, name, data } = saved;
  const line = [data, ...where, say.seed({ seed: String(seed) })].filter(Boolean).map(escaped).join(' · ');
  const parts = [
    `<h1>${escaped(title)}</h1>`,
    `<p>${name === '' ? '' : `<b>${escaped(name)}</b> `}<small>${line}</small></p>`,
    ...saved.steps.map((step) => stepPart(step, pictures.get(step.step) ?? [])),
  ];
  return `<!doctype html>
<html lang="${language()}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(say.myWorkOn({ title }))}</title>
<meta name="${CARRIES}" content="${escaped(JSON.stringify(saved))}">
<style>${STYLE}</style></head>
<body><main>
${parts.join('\n')}
</main></body></html>
`;
}

function stepPart(step: SavedStep, pictures: readonly WorkPicture[]): string {
  const { heading, text, asked, answer, says } = step;
  const said = asked?.said ?? null;
  const parts = [
    `<h2>${escaped(heading)}</h2>`,
    paragraph(text),
    asked === null || said === null
      ? ''
      : `<h3>${say.myGuess()}</h3><p>${escaped(asked.prompt)} <b>${escaped(asked.choices[said])}</b></p>`,
    answer.trim() === ''
      ? ''
      : `<h3>${say.myAnswer()}</h3><blockquote>${escaped(answer.trim())}</blockquote>`,
    says === '' ? '' : `<h3>${say.whatItSays()}</h3>${paragraph(says)}`,
    ...pictures.map(({ title, svg }) => `<figure><h3>${escaped(title)}</h3>${svg}</figure>`),
  ];
  return `<section>${parts.filter(Boolean).join('\n')}</section>`;
}

/** The work that a saved page carries; null: this page carries none. */
export function workIn(page: string): SavedWork | null {
  const carried = new DOMParser().parseFromString(page, 'text/html').querySelector(`meta[name=${CARRIES}]`);
  const content = carried?.getAttribute('content') ?? null;
  return content === null ? null : readWork(content);
}

/** A picture of something on screen. Reads its layout; what is shown does not change. */
export async function drawn(figure: HTMLElement, title: string): Promise<WorkPicture> {
  const { pictureOf } = await import('../../charts/picture');
  return { title, svg: pictureOf(figure, title).svg };
}

/** `ten-minutes-ana-my-work.html` */
export function workFile(lesson: string, name: string): string {
  return `${fileName([lesson, name].filter(Boolean).join('-'))}-my-work.html`;
}

const paragraph = (text: string): string => (text === '' ? '' : `<p>${escaped(text)}</p>`);
