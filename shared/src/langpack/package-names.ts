import type { Language, LangpackSettings } from '../catalog/langpack-settings.js';

/** What every langpack of an environment is called, apart from what it begins with. */
function baseName(environment: string): string {
  return `events-${environment}`;
}

/** The name under which a language's registry knows a langpack: `@shop/events-site`, `shop-events-site` … */
export function packageName(
  language: Language,
  catalog: string,
  settings: LangpackSettings | undefined,
  environment: string,
): string {
  const prefix = settings?.packages?.[language];
  const base = baseName(environment);
  switch (language) {
    case 'typescript':
      return `${prefix ?? `@${catalog}`}/${base}`;
    case 'python':
      return `${prefix ?? catalog}-${base}`;
    case 'php':
      return `${prefix ?? catalog}/${base}`;
    case 'go':
      // Reserved for names that lead nowhere (RFC 6761): good for a look at the code, and `check` asks for a real one.
      return `${prefix ?? `${catalog}.invalid`}/${base}`;
  }
}
