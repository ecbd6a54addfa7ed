/** How a body is read: one JSON value, a line each, or whichever of the two it turns out to be. */
export type BodyForm = 'json' | 'ndjson' | 'either';

const forms: Readonly<Record<string, BodyForm>> = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  // What navigator.sendBeacon and simple cross-origin requests can send without asking first.
  'text/plain': 'either',
};

/** The form that a Content-Type header names, or undefined for one that is not understood. */
export function bodyForm(header: string): BodyForm | undefined {
  if (header === 'application/x-ndjson') return 'ndjson';
  if (header === 'application/json') return 'json';
  const [type = '', ...parameters] = header.toLowerCase().split(';');
  for (const parameter of parameters) {
    const charset = /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(parameter)?.[1];
    if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii')
      return undefined;
  }
  const name = type.trim();
  return Object.hasOwn(forms, name) ? forms[name] : undefined;
}
