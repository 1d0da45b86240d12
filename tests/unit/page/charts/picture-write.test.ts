import { describe, expect, it } from 'vitest';
import { element, escaped } from '../../../../src/page/charts/picture-write';

describe('SVG as text', () => {
  it('escapes what XML would read and drops what it has no place for', () => {
    expect(escaped('a<b & "c"\u0000\u0008 𝄞')).toBe('a&lt;b &amp; &quot;c&quot; 𝄞');
    expect(element('text', { x: '1', title: '"' }, ['<i>'], true)).toBe(
      '<text x="1" title="&quot;">&lt;i&gt;</text>',
    );
    expect(element('g', {}, [element('rect', { width: '2' })])).toBe('<g><rect width="2"/></g>');
    expect(element('g', {})).toBe('<g/>');
  });
});
