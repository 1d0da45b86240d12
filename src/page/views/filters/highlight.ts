import { operatorTokens, tokenize } from '../../../filters/grammar';

/** A stretch of an expression that looks the same all along. */
export interface Run {
  readonly text: string;
  readonly kind: 'keyword' | 'text' | 'plain';
  readonly mark: 'fault' | 'doubt' | null;
  /** The list of proposals stands under the beginning of this one. */
  readonly anchor: boolean;
}
/** From `start` to `end`, offsets in the whole text. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: 'fault' | 'doubt';
}

const keyword = new RegExp(
  `^(${['include', 'exclude', 'where', 'and', 'or', 'if', ...operatorTokens().words].join('|')})$`,
  'i',
);

/**
 * An expression line by line for the picture behind the field: keywords, texts, and what the checker has marked. The
 * runs of a line make up the line, letter by letter. A fault at the very end marks a space there.
 *
 * @param anchor offset of the place that proposals are for; a run begins there.
 */
export function highlight(
  text: string,
  marks: readonly Mark[],
  anchor: number | null,
): readonly (readonly Run[])[] {
  const tokens = tokenize(text).filter(({ kind }) => kind !== 'end');
  const cuts = new Set([0, text.length]);
  for (const { start, end } of [...tokens, ...marks]) cuts.add(start).add(end);
  if (anchor !== null) cuts.add(anchor);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) cuts.add(at).add(at + 1);
  const ends = [...cuts].filter((at) => at <= text.length).sort((a, b) => a - b);
  const lines: Run[][] = [[]];
  let token = 0;
  ends.forEach((start, i) => {
    const end = ends.at(i + 1) ?? start;
    const piece = text.slice(start, end);
    const isEnd = start === text.length;
    const atEnd = isEnd && marks.some((one) => one.start === start);
    if (isEnd && !atEnd && start !== anchor) return;
    if (piece === '\n') {
      if (start === anchor) lines[lines.length - 1].push(run('', 'plain', marks, start, true));
      lines.push([]);
      return;
    }
    while (token < tokens.length && tokens[token].end <= start) token++;
    const inside = tokens.at(token);
    const holds = inside !== undefined && inside.start <= start && start < inside.end;
    const isText = holds && /^["']/.test(inside.text);
    const kind = isText ? 'text' : holds && keyword.test(inside.text) ? 'keyword' : 'plain';
    lines[lines.length - 1].push(run(atEnd ? '\u00a0' : piece, kind, marks, start, start === anchor));
  });
  return lines;
}

function run(text: string, kind: Run['kind'], marks: readonly Mark[], start: number, anchor: boolean): Run {
  const over = marks.filter((one) => one.start <= start && (start < one.end || one.start === one.end));
  const mark = over.some((one) => one.kind === 'fault') ? 'fault' : (over.at(0)?.kind ?? null);
  return { text, kind, mark, anchor };
}
