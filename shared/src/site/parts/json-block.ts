import { Html, escapeHtml, html } from '../html.js';

/** JSON that can be read and copied; keys apart from values by colour. */
export function jsonBlock(id: string, value: unknown): Html {
  return html`<div class="code">
    <button type="button" class="copy" data-copy="${id}" hidden>Copy</button>
    <pre id="${id}" tabindex="0">${coloured(value)}</pre>
  </div>`;
}

function coloured(value: unknown): Html {
  const lines = JSON.stringify(value, null, 2).split('\n');
  return new Html(
    lines
      .map((line) => {
        const key = /^(\s*)("(?:[^"\\]|\\.)*")(: ?)(.*)$/u.exec(line);
        if (key === null) return escapeHtml(line);
        const [, indent = '', name = '', colon = '', rest = ''] = key;
        return `${indent}<span class="json-key">${escapeHtml(name)}</span>${colon}${escapeHtml(rest)}`;
      })
      .join('\n'),
  );
}
