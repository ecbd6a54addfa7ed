/** A JSON Schema (draft 2020-12) for values on the wire; made by us, never one that came from outside. */
export type JsonSchema = Readonly<Record<string, unknown>>;
