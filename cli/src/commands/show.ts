import type { Catalog, Contract, Event, FieldUse } from '@eventbook/shared/catalog/model';
import { declarationOf, newestContract } from '@eventbook/shared/catalog/resolve';
import { didYouMean } from '@eventbook/shared/catalog/suggest';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Command } from '../command.js';
import { catalogDirectory, textOption, usage } from '../options.js';
import type { Paint } from '../printers/paint.js';
import { plain } from '@eventbook/shared/catalog/plain';
import { table } from '../printers/table.js';
import { readCatalog } from '../read-catalog.js';

export const show: Command = {
  description:
    'Shows who answers for the event, where it may be sent from and who receives it, and each version with its ' +
    'fields: type, whether it is required, how it is narrowed.',
  arguments: [{ name: '<event>', description: 'the name of the event' }],
  options: [{ flags: '--catalog <dir>', description: 'the catalog; the current folder unless named' }],
  examples: [{ line: 'eventbook show checkout.order_paid', purpose: 'everything about one event' }],
  async run(invocation) {
    const [name] = invocation.arguments;
    if (name === undefined) throw usage('Name an event.');
    const directory = catalogDirectory(invocation.context, textOption(invocation, 'catalog'));
    const catalog = await readCatalog(directory);
    const event = catalog.events.get(name);
    if (event === undefined) throw unknownEvent(name, catalog);
    invocation.printer.report({
      data: dataOf(catalog, event),
      text: (paint) => textOf(catalog, event, paint),
    });
    return 0;
  },
};

function unknownEvent(name: string, catalog: Catalog): AppError {
  const names = [...catalog.events.keys()];
  const begun = names.filter((one) => one.startsWith(name)).slice(0, 10);
  const hint =
    didYouMean(name, names) ??
    (begun.length > 0
      ? `There are: ${begun.join(', ')}.`
      : `The catalog has ${names.length} events; none is near.`);
  return new AppError('user', 'event_not_found', `The catalog has no event ${JSON.stringify(name)}.`, {
    hint,
  });
}

function dataOf(catalog: Catalog, event: Event): unknown {
  const versions = [...event.contracts.values()].map((contract) => ({
    ...contract,
    fields: Object.entries(contract.fields).map(([field, use]) => ({
      name: field,
      use,
      declaration: declarationOf(catalog, event, field) ?? null,
    })),
  }));
  return { name: event.name, card: event.card, versions };
}

function textOf(catalog: Catalog, event: Event, paint: Paint): string {
  const { card } = event;
  const owner = catalog.owners.get(card.owner);
  const lines: [string, string][] = [
    ['Status', statusOf(event)],
    ['Owner', owner === undefined ? card.owner : `${card.owner} (${owner.title})`],
    ['Sent from', Object.entries(card.environments).map(environmentText).join(', ')],
    ['Common fields', commonFields(catalog, event)],
    ['Received by', card.destinations.join(', ')],
    ['Tags', (card.tags ?? []).join(', ')],
    ['Renamed from', card.renamed_from ?? ''],
  ];
  const facts = lines
    .filter(([, value]) => value !== '')
    .map(([title, value]) => `  ${paint('dim', title.padEnd(13))}  ${plain(value)}\n`)
    .join('');
  const description = card.description === undefined ? '' : `\n${indented(card.description)}`;
  const versions = [...event.contracts.values()]
    .reverse()
    .map((one) => versionText(catalog, event, one, paint));
  return `${paint('bold', plain(event.name))}  ${plain(card.title)}\n${description}\n${facts}${versions.join('')}`;
}

function statusOf({ card }: Event): string {
  const { deprecation } = card;
  if (deprecation === undefined) return card.status;
  const replacement = deprecation.replacement === undefined ? '' : `; use ${deprecation.replacement}`;
  const sunset = deprecation.sunset === undefined ? '' : `; accepted until ${deprecation.sunset}`;
  return `${card.status} since ${deprecation.since}: ${deprecation.reason}${replacement}${sunset}`;
}

function environmentText([name, { ended }]: [string, { readonly ended?: string }]): string {
  return ended === undefined ? name : `${name} (ended ${ended})`;
}

/** What every event from there carries beside its own fields, by the newest contract of each environment. */
function commonFields(catalog: Catalog, event: Event): string {
  const texts = Object.keys(event.card.environments).flatMap((name) => {
    const environment = catalog.environments.get(name);
    const uses = Object.entries((environment && newestContract(environment)?.fields) ?? {});
    if (uses.length === 0) return [];
    const fields = uses.map(([field, use]) => (use.required === true ? `${field} (required)` : field));
    return [`${fields.join(', ')} from ${name}`];
  });
  return texts.join('; ');
}

function versionText(catalog: Catalog, event: Event, contract: Contract, paint: Paint): string {
  const note = event.card.versions?.[String(contract.version)];
  const status = note === undefined ? '' : `  ${note.status} since ${note.since}: ${note.reason}`;
  const rows = Object.entries(contract.fields).map(([name, use]) => {
    const declaration = declarationOf(catalog, event, name);
    const unit = declaration?.unit === undefined ? '' : ` [${declaration.unit}]`;
    return [
      name,
      typeText(declaration),
      use.required === true ? 'required' : '',
      narrowingText(use, declaration?.values),
      `${declaration?.title ?? ''}${unit}${declaration?.description === undefined ? '' : `: ${declaration.description}`}`,
    ];
  });
  const open = contract.open === true ? '  Open: other fields are kept in _extra.\n' : '';
  const head = `${paint('bold', `version ${contract.version}`)}${paint('yellow', plain(status))}  ${paint('dim', plain(contract.note ?? ''))}`;
  return `\n${head.trimEnd()}\n${table(['field', 'type', '', 'narrowed to', 'what it is'], rows, paint)}${open}`;
}

function typeText(shape: ReturnType<typeof declarationOf>): string {
  if (shape === undefined) return 'not declared';
  if (shape.type === 'decimal') return `decimal(${shape.precision ?? 0},${shape.scale ?? 0})`;
  if (shape.type === 'array') return `array of ${typeText(shape.items)}`;
  if (shape.type === 'object') return `object {${Object.keys(shape.properties ?? {}).join(', ')}}`;
  return shape.type;
}

function narrowingText(use: FieldUse, values: readonly unknown[] | undefined): string {
  const narrowing = Object.entries(use).filter(([key]) => key !== 'required');
  const parts = narrowing.map(([key, value]) =>
    value === true ? key : `${key} ${Array.isArray(value) ? value.join(' | ') : String(value)}`,
  );
  if (use.enum === undefined && values !== undefined) parts.unshift(values.join(' | '));
  return parts.join(', ');
}

function indented(text: string): string {
  return plain(text)
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join('');
}
