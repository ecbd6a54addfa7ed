import { isDate, parseTimestamp } from '../../event/timestamp.js';

/** How deep values are looked into; deeper ones are json. */
const deepest = 6;
const mostProperties = 200;
/** A text with more different values than this is no enumeration. */
const mostDistinct = 40;
const mostExamples = 3;
const longestExample = 60;

const uuid = /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/u;
const wholeNumber = /^-?(0|[1-9][0-9]*)$/u;
const anyNumber = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/u;

export type ObservedKind = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** What every text seen so far is. */
interface TextForms {
  uuid: boolean;
  date: boolean;
  time: boolean;
  integer: boolean;
  number: boolean;
  boolean: boolean;
}

/** What has been seen of one value, in bounded memory however much there was. */
export class ValueObservation {
  readonly kinds = new Map<ObservedKind, number>();
  readonly forms: TextForms = {
    uuid: true,
    date: true,
    time: true,
    integer: true,
    number: true,
    boolean: true,
  };
  readonly properties = new Map<string, ValueObservation>();
  readonly examples: string[] = [];
  /** Texts with how often each was seen; undefined once there are too many. */
  distinct: Map<string, number> | undefined = new Map();
  items: ValueObservation | undefined;
  smallest = Infinity;
  largest = -Infinity;
  /** Too many keys, or too deep. */
  isUnwieldy = false;
  readonly #depth: number;

  constructor(depth = 0) {
    this.#depth = depth;
  }

  get seen(): number {
    return [...this.kinds.values()].reduce((sum, count) => sum + count, 0);
  }

  /** @param isTime whether a text is a time, as its file writes times */
  add(value: unknown, isTime: (text: string) => boolean = isTimestamp): void {
    const kind = kindOf(value);
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
    this.#addExample(value);
    if (typeof value === 'number') {
      this.smallest = Math.min(this.smallest, value);
      this.largest = Math.max(this.largest, value);
    } else if (typeof value === 'string') {
      this.#addText(value, isTime);
    } else if (Array.isArray(value)) {
      if (!this.#isTooDeep())
        for (const item of value) (this.items ??= new ValueObservation(this.#depth + 1)).add(item, isTime);
    } else if (typeof value === 'object' && value !== null) {
      this.#addObject(value, isTime);
    }
  }

  #isTooDeep(): boolean {
    this.isUnwieldy ||= this.#depth >= deepest;
    return this.isUnwieldy;
  }

  #addObject(value: object, isTime: (text: string) => boolean): void {
    if (this.#isTooDeep()) return;
    for (const [name, inner] of Object.entries(value)) {
      let property = this.properties.get(name);
      if (property === undefined) {
        if (this.properties.size === mostProperties) {
          this.isUnwieldy = true;
          this.properties.clear();
          return;
        }
        property = new ValueObservation(this.#depth + 1);
        this.properties.set(name, property);
      }
      property.add(inner, isTime);
    }
  }

  #addText(text: string, isTime: (text: string) => boolean): void {
    const { forms } = this;
    forms.uuid &&= uuid.test(text);
    forms.date &&= isDate(text);
    forms.time &&= isTime(text);
    forms.integer &&= wholeNumber.test(text) && Number.isSafeInteger(Number(text));
    forms.number &&= anyNumber.test(text) && Number.isFinite(Number(text));
    forms.boolean &&= /^(true|false)$/iu.test(text);
    if (forms.number) {
      this.smallest = Math.min(this.smallest, Number(text));
      this.largest = Math.max(this.largest, Number(text));
    }
    if (this.distinct === undefined) return;
    this.distinct.set(text, (this.distinct.get(text) ?? 0) + 1);
    if (this.distinct.size > mostDistinct) this.distinct = undefined;
  }

  #addExample(value: unknown): void {
    // Lists and objects show themselves by what is inside of them.
    if (typeof value === 'object' || this.examples.length === mostExamples) return;
    const text = JSON.stringify(value);
    const shown = text.length > longestExample ? `${text.slice(0, longestExample)}…` : text;
    if (!this.examples.includes(shown)) this.examples.push(shown);
  }
}

function isTimestamp(text: string): boolean {
  return parseTimestamp(text) !== undefined;
}

function kindOf(value: unknown): ObservedKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'string' || typeof value === 'boolean') return typeof value as ObservedKind;
  return 'object';
}
