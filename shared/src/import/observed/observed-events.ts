import { AppError } from '../../errors/app-error.js';
import type { ForeignBook, ForeignEvent, Unread } from '../foreign.js';
import { proposeObject, proposeSchema } from './propose-schema.js';
import { ValueObservation } from './value-observation.js';

/** More kinds of event than this come from a column that names something else. */
const mostEvents = 2000;
const mostFields = 1000;
const mostProblems = 100;

/** One row of a file: an event, and what it carried. */
export interface Row {
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface ObservedOptions {
  /** What the file is called, for notes and reports. */
  readonly file: string;
  /** Whether every value came as text, as in CSV. */
  readonly fromText: boolean;
  readonly isTime?: (text: string) => boolean;
}

/** Looks at rows one by one and, at the end, proposes the events they are of. */
export class ObservedEvents {
  readonly #options: ObservedOptions;
  readonly #events = new Map<string, { rows: number; readonly fields: Map<string, ValueObservation> }>();
  readonly #problems: Unread[] = [];
  #unread = 0;

  constructor(options: ObservedOptions) {
    this.#options = options;
  }

  /** Throws usage where there are more kinds of event, or of field, than anybody has. */
  add({ event, fields }: Row): void {
    let known = this.#events.get(event);
    if (known === undefined) {
      if (this.#events.size === mostEvents) {
        throw tooMany(`more than ${mostEvents} kinds of event`, 'Does the column really name the event?');
      }
      known = { rows: 0, fields: new Map() };
      this.#events.set(event, known);
    }
    known.rows += 1;
    for (const [name, value] of Object.entries(fields)) {
      let field = known.fields.get(name);
      if (field === undefined) {
        if (known.fields.size === mostFields) {
          throw tooMany(
            `an event with more than ${mostFields} fields`,
            'Are the keys values rather than names?',
          );
        }
        field = new ValueObservation();
        known.fields.set(name, field);
      }
      field.add(value, this.#options.isTime);
    }
  }

  /** A line that is no event. */
  addProblem(line: number, reason: string): void {
    this.#unread += 1;
    if (this.#problems.length === mostProblems) return;
    this.#problems.push({ file: `${this.#options.file}:${line}`, pointer: '', reason });
  }

  book(): ForeignBook {
    const { file } = this.#options;
    const rest = this.#unread - this.#problems.length;
    const more = rest > 0 ? [{ file, pointer: '', reason: `And ${rest} more lines.` }] : [];
    return {
      events: [...this.#events.keys()].sort().map((name) => this.#foreignEvent(name)),
      problems: [...this.#problems, ...more],
      skipped: [],
    };
  }

  #foreignEvent(name: string): ForeignEvent {
    const { file, fromText } = this.#options;
    const { rows, fields } = this.#events.get(name) ?? {
      rows: 0,
      fields: new Map<string, ValueObservation>(),
    };
    const proposed = proposeObject(fields, rows, fromText);
    const described = [...fields].map(([field, seen]): [string, object] => [
      field,
      {
        ...proposeSchema(seen, fromText),
        description: `Seen as ${field} in ${file}. Say here what it means.`,
      },
    ]);
    const schema = {
      type: 'object',
      additionalProperties: false,
      ...proposed,
      properties: Object.fromEntries(described),
    };
    const version = {
      label: 'seen',
      origin: `the events seen in ${file}: ${name}`,
      file,
      pointer: '',
      schema,
    };
    return {
      name: name.split('.'),
      shownName: name,
      description: `Proposed from ${rows} rows of ${file}. Say here when it is sent and what it is for.`,
      versions: [version],
      evidence: [
        `seen ${rows} times`,
        ...[...fields].map(([field, seen]) => `${field}: ${evidenceOf(seen, rows, fromText)}`),
      ],
    };
  }
}

/** What was seen of a field, in a line. */
function evidenceOf(seen: ValueObservation, rows: number, fromText: boolean): string {
  const schema = proposeSchema(seen, fromText);
  const nulls = seen.kinds.get('null') ?? 0;
  const kinds = [...seen.kinds].map(([kind, count]) => `${kind} ${count} times`).join(', ');
  const type = schema['type'] === undefined ? `json, because it was ${kinds}` : typeName(schema);
  const count = seen.seen === rows ? 'in every row' : `in ${seen.seen} of ${rows} rows`;
  const values = Array.isArray(schema['enum']) ? `, one of ${schema['enum'].length} values` : '';
  const bounds = seen.smallest <= seen.largest ? `, from ${seen.smallest} to ${seen.largest}` : '';
  const missing = nulls === 0 ? 'never null' : `null ${nulls} times`;
  const examples = seen.examples.length === 0 ? '' : `, for example ${seen.examples.join(', ')}`;
  return `${type}${values}${bounds}, ${count}, ${missing}${examples}`;
}

function typeName({ type, format }: Readonly<Record<string, unknown>>): string {
  if (typeof format === 'string') return format.replace('eventbook-', '');
  return String(Array.isArray(type) ? type[0] : type);
}

function tooMany(what: string, hint: string): AppError {
  return new AppError('user', 'usage', `The file has ${what}.`, { hint });
}
