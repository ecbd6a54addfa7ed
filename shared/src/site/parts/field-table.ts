import { allowedValues, narrowingWords, typeText } from '../../catalog/describe.js';
import type { Contract, FieldUse, Scalar, ValueShape } from '../../catalog/model.js';
import { declarationOf, fieldsNamed, type Holder, isLocal } from '../../catalog/resolve.js';
import type { Book } from '../book.js';
import { html, type Html } from '../html.js';
import { inlineMarkdown } from '../markdown.js';
import { pageOf } from '../places.js';
import { breakable, privacyLabel } from './labels.js';

const mostValues = 12;
/** More versions than this do not fit beside each other; the newest are shown, the others stand in the history. */
const mostVersions = 6;

/**
 * Every field that a holder's contracts name, and beside each other which version requires it. What the newest version
 * says stands in full; what it no longer names comes last.
 */
export function fieldTable(book: Book, root: string, holder: Holder, anchor: string): Html {
  const contracts = [...holder.contracts.values()].reverse();
  const newest = contracts[0];
  if (newest === undefined) return html`<p class="none">There is no contract yet.</p>`;
  const shown = contracts.slice(0, mostVersions).reverse();
  const names = [
    ...Object.keys(newest.fields),
    ...[...fieldsNamed(holder)].filter((name) => !Object.hasOwn(newest.fields, name)),
  ];
  if (names.length === 0)
    return html`<p class="none">
      No fields${newest.open === true ? ' are named; others are kept in _extra' : ''}.
    </p>`;
  return html`<table class="fields" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">Field</th>
          <th role="columnheader" scope="col">Type</th>
          <th role="columnheader" scope="col">Privacy</th>
          ${shown.map(
            ({ version }) =>
              html`<th role="columnheader" scope="col" class="version">
                <a href="#${anchor}${version}">v${version}</a>
              </th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${names.map((name) => fieldRow(book, root, holder, name, shown, newest))}
      </tbody>
    </table>
    <p class="key" aria-hidden="true">
      <span>${dot('required')} required</span><span>${dot('optional')} optional</span
      ><span>${dot('absent')} not there</span>
    </p>
    ${newest.open === true && html`<p class="note">Open: fields that are not named here are kept, as text, in <code>_extra</code>.</p>`}`;
}

function fieldRow(
  book: Book,
  root: string,
  holder: Holder,
  name: string,
  shown: readonly Contract[],
  newest: Contract,
): Html {
  const declaration = declarationOf(book.catalog, holder, name);
  const use = Object.hasOwn(newest.fields, name) ? newest.fields[name] : undefined;
  const local = isLocal(holder, name);
  const title =
    declaration === undefined || local
      ? html`<span class="name">${breakable(name)}</span>`
      : html`<a class="name" href="${root}${pageOf('field', name)}">${breakable(name)}</a>`;
  return html`<tr role="row" id="field-${name}" class="${use === undefined ? 'gone' : 'held'}">
    <th role="rowheader" scope="row">
      ${title} ${declaration?.title !== undefined && html`<span class="title">${declaration.title}</span>`}
      ${declaration?.description !== undefined && html`<div class="words">${inlineMarkdown(declaration.description)}</div>`}
      ${use !== undefined && narrowing(use, declaration)}
      ${declaration !== undefined && properties(declaration)}
    </th>
    <td role="cell" class="type">
      ${shortType(declaration)}${declaration?.unit !== undefined && html` <span class="unit">${declaration.unit}</span>`}
    </td>
    <td role="cell">${privacyLabel(declaration?.privacy)}</td>
    ${shown.map((contract) => versionCell(contract, name))}
  </tr>`;
}

function versionCell(contract: Contract, name: string): Html {
  const use = Object.hasOwn(contract.fields, name) ? contract.fields[name] : undefined;
  const state = use === undefined ? 'absent' : use.required === true ? 'required' : 'optional';
  const words = { absent: 'not there', required: 'required', optional: 'optional' }[state];
  return html`<td role="cell" class="version" data-version="v${contract.version}">
    ${dot(state)}<span class="unseen">in version ${contract.version} ${words}</span>
  </td>`;
}

function dot(state: 'required' | 'optional' | 'absent'): Html {
  return html`<svg class="dot ${state}" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
    <circle cx="6" cy="6" r="${state === 'absent' ? 1.5 : 4.25}" />
  </svg>`;
}

/** What a contract lets through, in words; nothing where it is all that the type has. */
export function narrowing(use: FieldUse, shape: ValueShape | undefined): Html | undefined {
  const words = narrowingWords(use);
  const values = allowedValues(use, shape);
  if (words.length === 0 && values === undefined) return undefined;
  return html`<div class="narrowed">
    ${words.map((word) => html`<span>${word}</span>`)} ${values !== undefined && valueList(values)}
  </div>`;
}

/** The allowed values; a long list folded. */
export function valueList(values: readonly Scalar[]): Html {
  const chips = (some: readonly Scalar[]): Html =>
    html`${some.map((value) => html`<code>${String(value)}</code> `)}`;
  if (values.length <= mostValues) return html`<span class="values">${chips(values)}</span>`;
  return html`<details class="values">
    <summary>${values.length} values: ${chips(values.slice(0, 4))}…</summary>
    ${chips(values)}
  </details>`;
}

function shortType(shape: ValueShape | undefined): string {
  if (shape?.type === 'object') return 'object';
  if (shape?.type === 'array' && shape.items?.type === 'object') return 'array of object';
  return typeText(shape);
}

/** The inside of an object, or of a list of objects, at any depth. */
export function properties(shape: ValueShape): Html | undefined {
  const inner = shape.type === 'array' ? shape.items : shape;
  const entries = Object.entries(inner?.properties ?? {});
  if (entries.length === 0) return inner?.type === 'array' ? properties(inner) : undefined;
  return html`<ul class="properties">
    ${entries.map(
      ([name, property]) =>
        html`<li>
          <span class="name">${name}</span> <span class="type">${shortType(property)}</span>
          ${property.required === true && html`<span class="mark">required</span>`}
          ${property.nullable === true && html`<span class="mark">may be null</span>`}
          ${property.title !== undefined && html`<span class="title">${property.title}</span>`}
          ${property.description !== undefined && html`<span class="words">${inlineMarkdown(property.description)}</span>`}
          ${property.privacy !== undefined && property.privacy !== 'none' && privacyLabel(property.privacy)}
          ${property.values !== undefined && valueList(property.values)} ${properties(property)}
        </li>`,
    )}
  </ul>`;
}
