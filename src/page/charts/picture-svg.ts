import { element, rounded, escaped } from './picture-write';

/** What style sheets may say of a mark, and what goes without saying. */
const STYLES: { readonly [property: string]: string } = {
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'stroke-opacity': '1',
  'paint-order': 'normal',
  opacity: '1',
};
const TEXT_STYLES = ['font-family', 'font-size', 'font-weight', 'text-anchor'];
/** Attributes that only the page can use; what styles say is written anew. */
const DROPPED = /^(class|style|aria-.*|role|tabindex|data-.*|xmlns|width|height|viewBox)$/;

/** A drawing of the page with all its styles written out, as a group at this place. */
export function resolvedSvg(svg: SVGSVGElement, x: number, y: number): string {
  const marks = [...svg.children].map(resolved);
  return element('g', { transform: `translate(${rounded(x)} ${rounded(y)})` }, marks);
}

function resolved(node: Element): string {
  const style = getComputedStyle(node);
  if (style.display === 'none' || style.visibility === 'hidden') return '';
  const attributes: Record<string, string> = {};
  for (const { name, value } of node.attributes) if (!DROPPED.test(name)) attributes[name] = value;
  if (/^(rect|image|use|svg)$/.test(node.tagName)) {
    for (const name of ['width', 'height']) {
      const value = node.getAttribute(name);
      if (value !== null) attributes[name] = value;
    }
  }
  const isGroup = node.tagName === 'g' || node.tagName === 'clipPath';
  for (const [property, usual] of Object.entries(STYLES)) {
    // Groups hand everything but their opacity down, and each mark says it for itself.
    if (isGroup && property !== 'opacity') continue;
    const value = style.getPropertyValue(property);
    if (value === '' || value === usual) delete attributes[property];
    else attributes[property] = value;
  }
  if (node.tagName === 'text' || node.tagName === 'tspan') {
    for (const property of TEXT_STYLES) attributes[property] = style.getPropertyValue(property);
  }
  const children = [...node.childNodes].map((child) =>
    child instanceof Element ? resolved(child) : child instanceof Text ? escaped(child.data) : '',
  );
  return element(node.tagName, attributes, children);
}
