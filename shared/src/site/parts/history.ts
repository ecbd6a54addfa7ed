import type { Contract } from '../../catalog/model.js';
import { declarationOf, type Holder } from '../../catalog/resolve.js';
import { typeText } from '../../catalog/describe.js';
import type { Book } from '../book.js';
import { html, type Html } from '../html.js';
import { inlineMarkdown } from '../markdown.js';
import { type ContractChange, contractChanges } from './contract-changes.js';
import { narrowing } from './field-table.js';
import { counted } from './labels.js';

const signs = { added: '+', changed: '~', gone: '−' } as const;

/** Every version of a holder, the newest first: why it came, and what it says otherwise than the one before it. */
export function history(book: Book, holder: Holder, anchor: string): Html {
  const contracts = [...holder.contracts.values()];
  const notes = 'versions' in holder.card ? holder.card.versions : undefined;
  return html`<ol class="history" reversed>
    ${contracts
      .map((contract, index) => {
        const before = contracts[index - 1];
        const note = notes?.[String(contract.version)];
        return html`<li id="${anchor}${contract.version}">
          <h3>
            Version ${contract.version}
            ${note !== undefined && html`<span class="status ${note.status}">${note.status}</span>`}
          </h3>
          ${contract.note !== undefined && html`<p class="words">${inlineMarkdown(contract.note)}</p>`}
          ${note !== undefined && html`<p class="note">${note.status} since <time>${note.since}</time>: ${note.reason}</p>`}
          ${before === undefined ? beginning(contract) : changeList(contractChanges(before, contract), before, contract)}
          ${whole(book, holder, contract)}
        </li>`;
      })
      .reverse()}
  </ol>`;
}

function beginning(contract: Contract): Html {
  const fields = Object.values(contract.fields);
  const required = fields.filter((use) => use.required === true).length;
  return html`<p class="begin">Begins with ${counted(fields.length, 'field')}, ${required} required.</p>`;
}

function changeList(changes: readonly ContractChange[], before: Contract, after: Contract): Html {
  const opened = (before.open === true) !== (after.open === true);
  if (changes.length === 0 && !opened) return html`<p class="begin">No field was changed.</p>`;
  return html`<ul class="changes">
    ${opened && html`<li class="changed"><span aria-hidden="true">~</span> ${after.open === true ? 'Open to fields that it does not name' : 'Closed to fields that it does not name'}</li>`}
    ${changes.map(
      ({ kind, field, words }) =>
        html`<li class="${kind}">
          <span aria-hidden="true">${signs[kind]}</span> <code>${field}</code> ${words}
        </li>`,
    )}
  </ul>`;
}

function whole(book: Book, holder: Holder, contract: Contract): Html | undefined {
  const uses = Object.entries(contract.fields);
  if (uses.length === 0) return undefined;
  return html`<details>
    <summary>All of version ${contract.version}</summary>
    <ul class="uses">
      ${uses.map(
        ([name, use]) =>
          html`<li>
            <code>${name}</code>
            <span class="type">${typeText(declarationOf(book.catalog, holder, name))}</span>
            <span class="mark">${use.required === true ? 'required' : 'optional'}</span>
            ${narrowing(use, undefined)}
          </li>`,
      )}
    </ul>
  </details>`;
}
