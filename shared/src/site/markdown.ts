import markdownIt from 'markdown-it';
import { Html } from './html.js';

/**
 * Descriptions come from people. HTML in them is shown as text, never passed on; links lead only to http, https, mailto
 * and places of the site; pictures become links, because a page of the site asks nobody else for anything.
 */
const renderer = markdownIt({ html: false, linkify: true, typographer: false });
renderer.validateLink = (url) => /^(https?:\/\/|mailto:|#|\.{0,2}\/)/iu.test(url.trim());
renderer.renderer.rules['image'] = (tokens, index) => {
  const token = tokens[index];
  const source = renderer.utils.escapeHtml(String(token?.attrGet('src') ?? ''));
  return `<a href="${source}" rel="noreferrer nofollow">${renderer.utils.escapeHtml(token?.content ?? '')}</a>`;
};
renderer.renderer.rules['link_open'] = (tokens, index, options, _environment, self) => {
  tokens[index]?.attrSet('rel', 'noreferrer nofollow');
  return self.renderToken(tokens, index, options);
};
// A page has its own headings; those of a description begin below them.
for (const rule of ['heading_open', 'heading_close']) {
  renderer.renderer.rules[rule] = (tokens, index) => {
    const closing = rule === 'heading_close' ? '/' : '';
    const level = Math.min(Number(tokens[index]?.tag.slice(1)) + 3, 6);
    return `<${closing}h${level}>`;
  };
}

/** Paragraphs. */
export function markdown(text: string | undefined): Html {
  return new Html(text === undefined || text === '' ? '' : renderer.render(text));
}

/** One line, for tables and lists: no paragraphs, no headings. */
export function inlineMarkdown(text: string | undefined): Html {
  if (text === undefined || text === '') return new Html('');
  return new Html(renderer.renderInline(text.replaceAll(/\s+/gu, ' ')));
}

/** The first sentence or so, without its marks, for the head of a page and for lists. */
export function plainSummary(text: string | undefined, length = 160): string {
  const flat = (text ?? '')
    .replaceAll(/[`*_#>]|\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  if (flat.length <= length) return flat;
  const cut = flat.slice(0, length);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1))} …`;
}
