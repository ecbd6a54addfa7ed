import { type Child, html, type Html } from '../html.js';

/** What is known at a glance, beside the text; facts without a value are left out. */
export function factsBeside(about: string, facts: readonly (readonly [term: string, value: Child])[]): Html {
  return html`<aside aria-label="About ${about}">
    <dl class="facts">
      ${facts.map(
        ([term, value]) =>
          value !== undefined &&
          value !== false &&
          html`<div>
            <dt>${term}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </aside>`;
}
