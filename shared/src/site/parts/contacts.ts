import type { Owner } from '../../catalog/model.js';
import { html, type Html } from '../html.js';

/** Where a team is reached. Members' own addresses are for git, and stand on no page. */
export function contactList(owner: Owner): Html | undefined {
  const { email, chat } = owner.contacts ?? {};
  if (email === undefined && chat === undefined) return undefined;
  return html`<ul class="contacts">
    ${email !== undefined && html`<li><a href="mailto:${encodeURI(email)}">${email}</a></li>`}
    ${chat !== undefined && html`<li>#${chat}</li>`}
  </ul>`;
}
