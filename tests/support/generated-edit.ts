import type {
  Contract,
  EnvironmentCard,
  EventCard,
  FieldDeclaration,
  Owner,
} from '@eventbook/shared/catalog/model';
import { fileText } from './generated-catalog.js';
import { nextFields } from './generated/events.js';
import { Random } from './random.js';

export interface EditOptions {
  /** How many of the events are touched, from 0 to 1; a twentieth unless said otherwise. */
  readonly share?: number;
  /** Whether some edits are ones that `check` forbids: published things edited or deleted. */
  readonly forbidden?: boolean;
  readonly seed?: number;
}

/**
 * The files of a made-up catalog (generated-catalog.ts) some weeks later: next versions, new events and fields, grown
 * values, deprecations, routes, owners and words. Checks without errors against the catalog it came from, unless
 * `forbidden` is asked for.
 */
export function editCatalog(
  files: ReadonlyMap<string, string>,
  options: EditOptions = {},
): Map<string, string> {
  const edit = new Edit(files, new Random(options.seed ?? 2));
  const share = options.share ?? 0.05;
  for (const name of edit.events) if (edit.random.next() < share) edit.changeEvent(name);
  for (const name of edit.environments) if (edit.random.next() < share * 2) edit.changeEnvironment(name);
  for (const name of edit.fields) if (edit.random.next() < share) edit.changeField(name);
  edit.addEvent('store.basket_gifted');
  edit.changeRoutes();
  if (options.forbidden === true) edit.breakRules();
  return new Map([...edit.files].sort(([one], [other]) => (one < other ? -1 : 1)));
}

class Edit {
  readonly files: Map<string, string>;
  readonly random: Random;
  readonly events: readonly string[];
  readonly environments: readonly string[];
  readonly fields: readonly string[];

  constructor(files: ReadonlyMap<string, string>, random: Random) {
    this.files = new Map(files);
    this.random = random;
    const named = (shape: RegExp): string[] =>
      [...files.keys()].flatMap((path) => shape.exec(path)?.[1] ?? []);
    this.events = named(/^events\/(.+)\/event\.json$/u);
    this.environments = named(/^environments\/(.+)\/environment\.json$/u);
    this.fields = named(/^fields\/(.+)\.json$/u);
  }

  /** One of the things that happen to an event; most often a next version. */
  changeEvent(name: string): void {
    const path = `events/${name}/event.json`;
    const card = this.#read(path) as EventCard;
    const draw = this.random.next();
    if (draw < 0.5) this.addVersion('events', name);
    else if (draw < 0.65) this.#amend(path, { description: `${card.title}, each time.` });
    else if (draw < 0.75) this.#amend(path, { owner: 'growth' });
    else if (draw < 0.85 && card.status === 'active') this.#amend(path, deprecated);
    else if (draw < 0.95) {
      const environment = this.random.pick(this.environments);
      this.#amend(path, { environments: { [environment]: {}, ...card.environments } });
    } else this.#amend(path, { tags: ['reviewed', ...(card.tags ?? [])] });
  }

  changeEnvironment(name: string): void {
    if (this.random.next() < 0.5) {
      this.addVersion('environments', name);
      return;
    }
    const path = `environments/${name}/environment.json`;
    const { sources } = this.#read(path) as EnvironmentCard;
    this.#amend(path, { sources: { ...sources, 'night-shift': { title: 'Night shift' } } });
  }

  changeField(name: string): void {
    const path = `fields/${name}.json`;
    const { values } = this.#read(path) as FieldDeclaration;
    this.#amend(
      path,
      values === undefined
        ? { description: 'Said more exactly than before.' }
        : { values: [...values, 'returned'] },
    );
  }

  addEvent(name: string): void {
    const card: EventCard = {
      title: 'Basket given as a present',
      description: 'Somebody paid for the basket of somebody else.',
      owner: 'growth',
      status: 'active',
      environments: { [this.random.pick(this.environments)]: {} },
      destinations: ['warehouse'],
      fields: {
        present_note: {
          type: 'string',
          title: 'Note',
          description: 'What was written.',
          privacy: 'personal',
        },
      },
    };
    this.#write(`events/${name}/event.json`, card);
    this.#write(`events/${name}/1.json`, {
      version: 1,
      note: 'Asked for by growth.',
      fields: { present_note: {} },
    });
  }

  changeRoutes(): void {
    const { members } = this.#read('owners/growth.json') as Owner;
    this.#amend('owners/growth.json', { members: members.slice(1) });
    this.#amend('destinations/growth-queue.json', { takes_flagged: true, framing: 'batch' });
    this.#amend('catalog.json', { rules: { 'snake-case': 'error' } });
  }

  /** What no review should let through, once each. */
  breakRules(): void {
    const active = this.events.filter(
      (name) => (this.#read(`events/${name}/event.json`) as EventCard).status === 'active',
    );
    const [edited = '', deleted = '', unversioned = '', drafted = '', moved = ''] = active;
    this.#amend(`events/${edited}/1.json`, { fields: {} });
    for (const path of this.files.keys()) {
      if (path.startsWith(`events/${deleted}/`)) this.files.delete(path);
    }
    this.files.delete(`events/${unversioned}/1.json`);
    this.#amend(`events/${drafted}/event.json`, { status: 'draft' });
    const { environments } = this.#read(`events/${moved}/event.json`) as EventCard;
    const other = this.environments.find((name) => !Object.hasOwn(environments, name)) ?? '';
    this.#amend(`events/${moved}/event.json`, { environments: { [other]: {} } });
    const field = (ending: string): string => this.fields.find((name) => name.endsWith(ending)) ?? '';
    this.#amend(`fields/${field('_status')}.json`, { values: ['done'] });
    this.#amend(`fields/${field('_count')}.json`, { type: 'number' });
  }

  addVersion(folder: 'events' | 'environments', name: string): void {
    let last = 1;
    while (this.files.has(`${folder}/${name}/${last + 1}.json`)) last += 1;
    const contract = this.#read(`${folder}/${name}/${last}.json`) as Contract;
    const dictionary = { ofEvents: folder === 'events' ? this.fields.slice(0, 30) : [] };
    const fields = nextFields(contract.fields, dictionary, this.random);
    this.#write(`${folder}/${name}/${last + 1}.json`, { ...contract, version: last + 1, fields });
  }

  #amend(path: string, parts: object): void {
    this.#write(path, { ...(this.#read(path) as object), ...parts });
  }

  #read(path: string): unknown {
    return JSON.parse(this.files.get(path) ?? 'null');
  }

  #write(path: string, value: unknown): void {
    this.files.set(path, fileText(path, value));
  }
}

const deprecated = {
  status: 'deprecated',
  deprecation: { since: '2026-11-20', reason: 'Nobody reads it any more.' },
} as const;
