import { shown } from '../../catalog/quote.js';
import type { ForeignBook, ForeignEvent, Unread } from '../foreign.js';
import { isYaml, parseDocument } from '../parse-document.js';
import { isRecord, listOf, own, recordOf, textOf, type Keywords } from '../schema/keywords.js';

/*
 * Event definitions of GitLab's internal analytics, one YAML file for each event, as in its event definition guide
 * (https://docs.gitlab.com/ee/development/internal_analytics/internal_event_instrumentation/event_definition_guide.html).
 */

/** What each identifier sends along. */
const identifiers: Readonly<Record<string, readonly [name: string, schema: object]>> = {
  project: ['project_id', { type: 'integer', description: 'The project in which it happened.' }],
  user: ['user_id', { type: 'integer', description: 'The user who did it.' }],
  namespace: ['namespace_id', { type: 'integer', description: 'The namespace in which it happened.' }],
  feature_enabled_by_namespace_ids: [
    'feature_enabled_by_namespace_ids',
    { type: 'array', items: { type: 'integer' }, description: 'The namespaces that enable the feature.' },
  ],
};

/** The properties that every event may have; others are of any type. */
const builtIn: Readonly<Record<string, string>> = { label: 'string', property: 'string', value: 'number' };

export function readGitlab(files: ReadonlyMap<string, string>): ForeignBook {
  const problems: Unread[] = [];
  const skipped: Unread[] = [];
  const events = new Map<string, ForeignEvent>();
  for (const [file, text] of files) {
    if (!isYaml(file)) {
      skipped.push({ file, pointer: '', reason: 'It is no YAML.' });
      continue;
    }
    const parsed = parseDocument(file, text);
    const definition = 'value' in parsed && isRecord(parsed.value) ? parsed.value : undefined;
    const action = definition === undefined ? undefined : textOf(definition, 'action');
    if (definition === undefined || action === undefined || action === '') {
      const reason = 'problem' in parsed ? parsed.problem : 'Expected an event definition with an "action".';
      problems.push({ file, pointer: 'problem' in parsed ? '' : '/action', reason });
      continue;
    }
    const event = foreignEvent(action, definition, file, problems);
    const twin = events.get(event.shownName);
    if (twin === undefined) events.set(event.shownName, event);
    else
      problems.push({
        file,
        pointer: '/action',
        reason: `${shown(event.shownName)} stands in ${twin.versions[0]?.file ?? ''}, too.`,
      });
  }
  return { events: [...events.values()], problems, skipped };
}

function foreignEvent(action: string, definition: Keywords, file: string, problems: Unread[]): ForeignEvent {
  // Only events from before internal events have categories.
  const category = own(definition, 'internal_events') === true ? undefined : textOf(definition, 'category');
  const name = category === undefined ? [action] : [category, action];
  const description = textOf(definition, 'description')?.trim() ?? '';
  const schema = {
    type: 'object',
    additionalProperties: false,
    properties: propertiesOf(definition, file, problems),
  };
  const tags = [textOf(definition, 'product_group'), ...(listOf(definition, 'tiers') ?? [])];
  return {
    name,
    shownName: name.join('/'),
    ...(description === '' ? {} : { description }),
    tags: [...new Set(tags.filter((tag): tag is string => typeof tag === 'string' && tag !== ''))].map(
      (tag) => tag.slice(0, 60),
    ),
    versions: [
      {
        label: textOf(definition, 'milestone') ?? '1',
        origin: `gitlab:${name.join('/')}`,
        file,
        pointer: '',
        schema,
      },
    ],
  };
}

function propertiesOf(definition: Keywords, file: string, problems: Unread[]): Keywords {
  const properties = new Map<string, object>();
  for (const [index, identifier] of (listOf(definition, 'identifiers') ?? []).entries()) {
    const known =
      typeof identifier === 'string' && Object.hasOwn(identifiers, identifier)
        ? identifiers[identifier]
        : undefined;
    if (known !== undefined) properties.set(...known);
    else
      problems.push({
        file,
        pointer: `/identifiers/${index}`,
        reason: `Expected one of ${Object.keys(identifiers).join(', ')}, found ${shown(identifier)}.`,
      });
  }
  for (const [name, property] of Object.entries(recordOf(definition, 'additional_properties') ?? {})) {
    const type = Object.hasOwn(builtIn, name) ? builtIn[name] : undefined;
    const description = isRecord(property) ? textOf(property, 'description') : undefined;
    properties.set(name, {
      ...(type === undefined ? {} : { type }),
      ...(description === undefined ? {} : { description }),
    });
  }
  return Object.fromEntries(properties);
}
