import { resolvedSvg } from './picture-svg';
import { element, rounded, type Attributes } from './picture-write';

/** A drawing that stands alone: no styles, classes, tokens or fonts of the page are needed to show it. */
export interface Picture {
  readonly svg: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** Paper around what is drawn. */
const MARGIN = 16;
/** Controls and what is only for a screen reader or for now: no part of a picture. */
const LEFT_OUT = 'button,input,select,textarea,.tools,.readout,.vh,[aria-live],[data-no-picture]';

/**
 * What an element looks like, as SVG on light paper: rules, backgrounds and words of its HTML, and its drawings with
 * all styles written out. Reads the layout, so the element must be on screen; nothing is changed when this returns.
 */
export function pictureOf(root: HTMLElement, title: string): Picture {
  const html = document.documentElement;
  const theme = html.dataset.theme;
  // Styles are read in the light theme; nothing is painted before the old one is back.
  html.dataset.theme = 'light';
  try {
    const box = root.getBoundingClientRect();
    const width = Math.ceil(box.width) + 2 * MARGIN;
    const height = Math.ceil(box.height) + 2 * MARGIN;
    const paper = getComputedStyle(html).getPropertyValue('--page').trim() || '#ffffff';
    const pen = new Pen(MARGIN - box.left, MARGIN - box.top);
    pen.draw(root);
    const svg = element(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        width: String(width),
        height: String(height),
        viewBox: `0 0 ${width} ${height}`,
        role: 'img',
      },
      [
        element('title', {}, [title], true),
        element('rect', { width: String(width), height: String(height), fill: paper }),
        ...pen.parts,
      ],
    );
    return { svg, width, height };
  } finally {
    if (theme === undefined) delete html.dataset.theme;
    else html.dataset.theme = theme;
  }
}

/** Words that stand in one line. */
interface Line {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  words: string;
}

class Pen {
  readonly parts: string[] = [];

  constructor(
    private readonly dx: number,
    private readonly dy: number,
  ) {}

  draw(node: Element): void {
    if (node.matches(LEFT_OUT)) return;
    const style = getComputedStyle(node);
    if (style.display === 'none' || style.visibility === 'hidden') return;
    const box = node.getBoundingClientRect();
    if (node instanceof SVGSVGElement) {
      this.parts.push(resolvedSvg(node, box.left + this.dx, box.top + this.dy));
      return;
    }
    // A highlight may run over the end of a line, and is painted as an image of its own.
    if (node.localName === 'mark') {
      const fill = style.getPropertyValue('--marker').trim();
      for (const part of node.getClientRects()) this.#rect(part, fill);
    } else this.#surface(box, style);
    for (const child of node.childNodes) {
      if (child instanceof Element) this.draw(child);
      else if (child instanceof Text) this.#words(child, style);
    }
  }

  #surface(box: DOMRect, style: CSSStyleDeclaration): void {
    const { backgroundColor } = style;
    if (!/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor)) this.#rect(box, backgroundColor);
    const sides: readonly (readonly [string, DOMRect])[] = [
      ['top', new DOMRect(box.left, box.top, box.width, width(style, 'top'))],
      [
        'bottom',
        new DOMRect(box.left, box.bottom - width(style, 'bottom'), box.width, width(style, 'bottom')),
      ],
      ['left', new DOMRect(box.left, box.top, width(style, 'left'), box.height)],
      ['right', new DOMRect(box.right - width(style, 'right'), box.top, width(style, 'right'), box.height)],
    ];
    for (const [side, edge] of sides) {
      if (edge.width > 0 && edge.height > 0) this.#rect(edge, style.getPropertyValue(`border-${side}-color`));
    }
  }

  #rect(box: DOMRect, fill: string): void {
    if (box.width <= 0 || box.height <= 0) return;
    this.parts.push(
      element('rect', {
        x: rounded(box.left + this.dx),
        y: rounded(box.top + this.dy),
        width: rounded(box.width),
        height: rounded(box.height),
        fill,
      }),
    );
  }

  /** Words that stand in one line become one text; what an ellipsis hides is left out. */
  #words(text: Text, style: CSSStyleDeclaration): void {
    const edge = edgeOf(text.parentElement);
    let cut = false;
    let line: Line | null = null;
    for (const match of text.data.matchAll(/\S+/gu)) {
      const range = document.createRange();
      range.setStart(text, match.index);
      range.setEnd(text, match.index + match[0].length);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || cut) continue;
      cut = box.right > edge + 1;
      const word = cut ? '…' : match[0];
      if (cut && box.left >= edge) continue;
      if (line !== null && Math.abs(box.top - line.top) < 2) line.words += cut ? word : ` ${word}`;
      else {
        this.#line(line, style);
        line = { top: box.top, left: box.left, height: box.height, words: word };
      }
    }
    this.#line(line, style);
  }

  #line(line: Readonly<Line> | null, style: CSSStyleDeclaration): void {
    if (line === null) return;
    const size = parseFloat(style.fontSize);
    const attributes: Attributes = {
      x: rounded(line.left + this.dx),
      // A line box of words is as high as the font; four fifths of it stand on the baseline.
      y: rounded(line.top + this.dy + line.height / 2 + 0.34 * size),
      fill: style.color,
      'font-family': style.fontFamily,
      'font-size': style.fontSize,
      'font-weight': style.fontWeight,
    };
    this.parts.push(element('text', attributes, [line.words], true));
  }
}

/** Where what holds the words cuts them off; Infinity: nothing does. */
function edgeOf(parent: Element | null): number {
  if (parent === null) return Infinity;
  const holder = getComputedStyle(parent).textOverflow === 'ellipsis' ? parent : parent.parentElement;
  if (holder === null || holder.scrollWidth <= holder.clientWidth + 1) return Infinity;
  const cuts = holder === parent || getComputedStyle(holder).textOverflow === 'ellipsis';
  return cuts ? holder.getBoundingClientRect().right : Infinity;
}

function width(style: CSSStyleDeclaration, side: string): number {
  const drawn = style.getPropertyValue(`border-${side}-style`);
  return drawn === 'none' || drawn === 'hidden'
    ? 0
    : parseFloat(style.getPropertyValue(`border-${side}-width`)) || 0;
}
