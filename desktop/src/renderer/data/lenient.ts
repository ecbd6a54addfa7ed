import { readJson } from '@eventbook/shared/catalog/json-text';

/**
 * Files are shown while they are being typed, so nothing can be taken for granted about what they hold: these take out
 * of a JSON value what is there, and nothing where something else is.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What a text says; undefined where it cannot be read. */
export function jsonOf(text: string | null | undefined): unknown {
  return text === null || text === undefined ? undefined : readJson(text, () => false).value;
}

export function objectIn(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
