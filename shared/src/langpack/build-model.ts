import type { Language } from '../catalog/langpack-settings.js';
import type { Catalog, Contract, Environment, Event } from '../catalog/model.js';
import { declarationOf, fieldsNamed, isLocal, type Holder } from '../catalog/resolve.js';
import { didYouMean } from '../catalog/suggest.js';
import { AppError } from '../errors/app-error.js';
import type { Conventions } from './conventions.js';
import type { EventModel, FieldModel, FieldSetModel, LangpackModel } from './model.js';
import { NameScope } from './name-scope.js';
import { deprecationNotice, isWithdrawn } from './notices.js';
import { packageName } from './package-names.js';
import { commonStem, eventStem, fileStem } from './type-names.js';
import { memberNames, TypeTable } from './type-table.js';
import { valueModel } from './value-model.js';

/** What a model is built for. */
export interface ModelTarget {
  readonly environment: string;
  readonly language: Language;
  readonly conventions: Conventions;
  /** Only this event, for a look at its code. Names are those that it has among all. */
  readonly event?: string;
  /** Whether drafts are shown too; no snapshot has any. */
  readonly drafts?: boolean;
}

/**
 * The langpack of one environment in one language. The same catalog gives the same model, whatever the order of its files.
 * Throws environment_not_found and event_not_found.
 */
export function buildModel(catalog: Catalog, target: ModelTarget): LangpackModel {
  const environment = catalog.environments.get(target.environment);
  if (environment === undefined) throw notFound('environment', target.environment, catalog.environments);
  const { settings } = catalog;
  const { card } = environment;
  const builder = new Builder(catalog, environment, target);
  const events = builder.events();
  const common = builder.common();
  return {
    catalog: settings.name,
    environment: {
      name: environment.name,
      title: card.title,
      description: card.description,
      owner: card.owner,
      kind: card.kind,
      isOnDevice: card.kind === 'frontend' || card.kind === 'mobile',
    },
    collectors: settings.langpack?.collectors ?? [],
    license: settings.langpack?.license,
    homepage: settings.langpack?.homepage,
    packageName: packageName(target.language, settings.name, settings.langpack, environment.name),
    common,
    events,
    types: builder.sharedTypes(),
  };
}

class Builder {
  readonly #catalog: Catalog;
  readonly #environment: Environment;
  readonly #conventions: Conventions;
  readonly #target: ModelTarget;
  readonly #types: TypeTable;
  readonly #classes: NameScope;

  constructor(catalog: Catalog, environment: Environment, target: ModelTarget) {
    this.#catalog = catalog;
    this.#environment = environment;
    this.#target = target;
    this.#conventions = target.conventions;
    this.#classes = new NameScope(target.conventions.reservedTypes);
    this.#types = new TypeTable(target.conventions, this.#classes);
  }

  /** In the order of their names; stems are claimed for all before anything else is named. */
  events(): EventModel[] {
    const stems = new NameScope(new Set([commonStem.toLowerCase()]));
    const files = new NameScope(this.#conventions.reservedMembers);
    const named = sortedByName(this.#catalog.events.values())
      .filter((event) => this.#isSent(event))
      .map((event) => ({ event, stem: eventStem(stems, event.name) }))
      .map((one) => ({ ...one, file: files.claim(fileStem(one.event.name), one.event.name) }));
    const wanted = this.#target.event;
    const shown = wanted === undefined ? named : named.filter(({ event }) => event.name === wanted);
    if (wanted !== undefined && shown.length === 0) {
      throw notFound('event', wanted, new Map(named.map(({ event }) => [event.name, event])));
    }
    const sets = shown.map((one) => ({
      ...one,
      versions: this.#versions(one.event, one.stem, versionsOf(one.event)),
    }));
    return sets.map(({ event, stem, file, versions }) => ({
      name: event.name,
      stem,
      fileStem: file,
      title: event.card.title,
      description: event.card.description,
      owner: event.card.owner,
      versions,
      types: this.#types.declaredBy(stem),
    }));
  }

  common(): FieldSetModel[] {
    return this.#versions(this.#environment, commonStem, inOrder(this.#environment.contracts));
  }

  sharedTypes(): LangpackModel['types'] {
    return [...this.#types.declaredBy(undefined), ...this.#types.declaredBy(commonStem)];
  }

  #isSent({ card, contracts, ...event }: Event): boolean {
    if (!Object.hasOwn(card.environments, this.#environment.name)) return false;
    if (card.status === 'draft' && this.#target.drafts !== true) return false;
    return versionsOf({ ...event, card, contracts }).length > 0;
  }

  #versions(holder: Holder, stem: string, contracts: readonly Contract[]): FieldSetModel[] {
    const members = memberNames(fieldsNamed(holder), this.#conventions);
    return contracts.map((contract) => ({
      version: contract.version,
      className: this.#className(holder, stem, contract),
      note: contract.note,
      deprecation: isEvent(holder) ? deprecationNotice(holder, contract, this.#environment) : undefined,
      isOpen: contract.open === true,
      fields: Object.keys(contract.fields).map((name) => this.#field(holder, stem, contract, name, members)),
    }));
  }

  #className(holder: Holder, stem: string, { version }: Contract): string {
    const name = `${holder.name}/${version}`;
    const claimed = this.#classes.claim(`${stem}V${version}`, name);
    for (const ending of this.#conventions.companions ?? []) this.#classes.claim(claimed + ending, name);
    return claimed;
  }

  #field(
    holder: Holder,
    stem: string,
    contract: Contract,
    name: string,
    members: ReadonlyMap<string, string>,
  ): FieldModel {
    const declaration = declarationOf(this.#catalog, holder, name) ?? { type: 'json' };
    const use = contract.fields[name] ?? {};
    const { title, description, unit, privacy, owner, examples = [] } = declaration;
    const declared = { stem: isLocal(holder, name) ? stem : undefined, path: [name], title, description };
    return {
      name,
      member: members.get(name) ?? name,
      title,
      description,
      unit,
      privacy,
      owner,
      examples,
      isRequired: use.required === true,
      isNullable: use.nullable === true,
      value: valueModel(declaration, use, declared, this.#types),
    };
  }
}

function isEvent(holder: Holder): holder is Event {
  return 'environments' in holder.card;
}

function versionsOf(event: Event): Contract[] {
  return inOrder(event.contracts).filter((contract) => !isWithdrawn(event, contract));
}

function inOrder(contracts: ReadonlyMap<number, Contract>): Contract[] {
  return [...contracts.values()].sort((one, other) => one.version - other.version);
}

function sortedByName<Named extends { readonly name: string }>(all: Iterable<Named>): Named[] {
  return [...all].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function notFound(
  kind: 'environment' | 'event',
  name: string,
  known: ReadonlyMap<string, unknown>,
): AppError {
  const hint = didYouMean(name, known.keys()) ?? `There are: ${[...known.keys()].slice(0, 20).join(', ')}.`;
  const code = kind === 'event' ? 'event_not_found' : 'environment_not_found';
  return new AppError('user', code, `There is no ${kind} ${JSON.stringify(name)} to send from there.`, {
    hint,
  });
}
