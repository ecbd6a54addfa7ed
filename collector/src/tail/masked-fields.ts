import type { Catalog, PrivacyClass, PropertyShape, ValueShape } from '@eventbook/shared/catalog/model';
import { declarationOf } from '@eventbook/shared/catalog/resolve';

/** What stands for a value that is nobody's business. */
const mask = '***';

type Declared = ValueShape & { readonly privacy?: PrivacyClass };

/**
 * An event's fields as whoever watches may see them: what is personal or sensitive is masked, and so is what the catalog
 * does not know or gives no class, because nobody has said that it is harmless.
 */
export function maskedFields(
  catalog: Catalog,
  eventName: string,
  environmentName: string,
  fields: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const event = catalog.events.get(eventName);
  const environment = catalog.environments.get(environmentName);
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const declared = [event, environment].flatMap((holder) => {
        const found = holder === undefined ? undefined : declarationOf(catalog, holder, name);
        return found === undefined ? [] : [found];
      });
      const isOpen = declared.length > 0 && declared.every(({ privacy }) => isHarmless(privacy));
      return [name, isOpen ? maskedInside(declared[0], value) : mask];
    }),
  );
}

function isHarmless(privacy: PrivacyClass | undefined): boolean {
  return privacy === 'none' || privacy === 'pseudonymous';
}

/** A property without a class of its own has that of its field. */
function maskedInside(shape: Declared | undefined, value: unknown): unknown {
  if (shape === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => maskedInside(shape.items, item));
  const properties: Readonly<Record<string, PropertyShape>> = shape.properties ?? {};
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const isOpen = property?.privacy === undefined || isHarmless(property.privacy);
      return [name, isOpen ? maskedInside(property, inner) : mask];
    }),
  );
}
