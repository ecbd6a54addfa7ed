import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { html, joinHtml } from './html.js';
import { inlineMarkdown, markdown, plainSummary } from './markdown.js';

test('what stands in a template is escaped unless it is markup', () => {
  const hostile = `<b>"&'`;
  expect(
    html`<a title="${hostile}">${hostile}${html`<i>${1}</i>`}${[hostile, undefined, false]}</a>`.text,
  ).toBe(
    '<a title="&lt;b&gt;&quot;&amp;&#39;">&lt;b&gt;&quot;&amp;&#39;<i>1</i>&lt;b&gt;&quot;&amp;&#39;</a>',
  );
  expect(joinHtml(['<', html`<br />`], ' & ').text).toBe('&lt; &amp; <br />');
});

test('the indentation of a template is dropped, the white space of a value is kept', () => {
  // Under another name, so that the formatter leaves the template alone.
  const template = html;
  expect(
    template`<p>
    ${'a\n  b'}
  </p>`.text,
  ).toBe('<p>\na\n  b\n</p>');
});

it.each([
  ['<script>alert(1)</script>'],
  ['<img src=x onerror=alert(1)>'],
  ['[x](javascript:alert(1))'],
  ['[x](JaVaScRiPt:alert(1))'],
  ['[x](data:text/html,<script>alert(1)</script>)'],
  ['[x](vbscript:x)'],
  ['![x](javascript:alert(1))'],
  ['![x" onerror="alert(1)](https://a.example/"onerror="alert(1))'],
  ['<https://a.example/"onmouseover="alert(1)>'],
  ['[x](https://a.example "a" onmouseover="alert(1)")'],
  ['<a href="javascript:alert(1)">x</a>'],
  ['```html" onmouseover="alert(1)\n<script>\n```'],
  ['# <script>alert(1)</script>'],
])('Markdown runs nothing: %s', (text) => {
  for (const { text: made } of [markdown(text), inlineMarkdown(text)]) {
    expect(made).not.toMatch(/<(script|img|iframe|object|style|svg)/iu);
    expect(made.replaceAll(/"[^"]*"/gu, '""')).not.toMatch(/<[^>]*\son\w+\s*=/iu);
    expect(made).not.toMatch(/href="(?!https?:|mailto:|#|\.{0,2}\/)/iu);
  }
});

test('no Markdown makes an element or an attribute that is not its own', () => {
  const piece = fc.constantFrom(
    ...[
      '<',
      '>',
      '"',
      "'",
      '`',
      '[',
      ']',
      '(',
      ')',
      '!',
      '*',
      '_',
      '#',
      '\n',
      ' ',
      '&',
      '\\',
      ':',
      '//',
      '=',
    ],
    ...['javascript', 'https://a.example', 'onerror', 'script', 'img', 'a', 'x'],
  );
  const known =
    /^<\/?(p|a|em|strong|code|pre|ul|ol|li|h[456]|blockquote|hr|br|s|table|thead|tbody|tr|th|td)\b/u;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      for (const [tag] of markdown(pieces.join('')).text.matchAll(/<[^>]*>/gu)) {
        expect(tag).toMatch(known);
        expect(tag.replaceAll(/"[^"]*"/gu, '""')).toMatch(
          /^<\/?\w+( (href|rel|title|class|style|start)="")* ?\/?>$/u,
        );
      }
    }),
  );
});

test('Markdown does what it is for', () => {
  expect(markdown('*a* `b` [c](https://d.example)\n\n# e').text).toBe(
    '<p><em>a</em> <code>b</code> <a href="https://d.example" rel="noreferrer nofollow">c</a></p>\n<h4>e</h4>',
  );
  expect(markdown('![a picture](https://d.example/p.png)').text).toBe(
    '<p><a href="https://d.example/p.png" rel="noreferrer nofollow">a picture</a></p>\n',
  );
  expect(inlineMarkdown('a\nb').text).toBe('a b');
  expect(plainSummary('The *money* of [an order](https://d.example) has `come`.')).toBe(
    'The money of an order has come.',
  );
  expect(plainSummary('word '.repeat(100), 20)).toBe('word word word word …');
});
