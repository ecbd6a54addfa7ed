import { pointerTo } from '../../catalog/pointer.js';
import { shown } from '../../catalog/quote.js';
import type { ForeignBook, ForeignEvent, Unread } from '../foreign.js';
import { isYaml, parseDocument } from '../parse-document.js';
import { isRecord, listOf, recordOf, textOf, type Keywords } from '../schema/keywords.js';

/*
 * metrics.yaml of Mozilla's Glean: categories of metrics, of which those of type `event` are events with `extra_keys`
 * (https://mozilla.github.io/glean/book/reference/metrics/event.html). Every extra is optional.
 */
const types: Readonly<Record<string, string>> = { string: 'string', boolean: 'boolean', quantity: 'integer' };

export function readGlean(files: ReadonlyMap<string, string>): ForeignBook {
  const problems: Unread[] = [];
  const skipped: Unread[] = [];
  const events: ForeignEvent[] = [];
  for (const [file, text] of files) {
    if (!isYaml(file)) {
      skipped.push({ file, pointer: '', reason: 'It is no YAML.' });
      continue;
    }
    const parsed = parseDocument(file, text);
    if ('problem' in parsed || !isRecord(parsed.value)) {
      const reason =
        'problem' in parsed
          ? parsed.problem
          : `Expected categories of metrics, found ${shown(parsed.value)}.`;
      problems.push({ file, pointer: '', reason });
      continue;
    }
    for (const [category, metrics] of Object.entries(parsed.value)) {
      // $schema, $tags, no_lint
      if (!isRecord(metrics) || category.startsWith('$')) continue;
      for (const [name, metric] of Object.entries(metrics)) {
        const pointer = pointerTo('', category, name);
        const type = isRecord(metric) ? textOf(metric, 'type') : undefined;
        if (type === undefined || !isRecord(metric)) {
          problems.push({ file, pointer, reason: 'Expected a metric with a "type".' });
        } else if (type !== 'event') {
          skipped.push({ file, pointer, reason: `A metric of type ${type} is no event.` });
        } else {
          events.push(foreignEvent(category, name, metric, file, pointer, problems));
        }
      }
    }
  }
  return { events, problems, skipped };
}

function foreignEvent(
  category: string,
  name: string,
  metric: Keywords,
  file: string,
  pointer: string,
  problems: Unread[],
): ForeignEvent {
  const properties: [string, object][] = [];
  for (const [key, extra] of Object.entries(recordOf(metric, 'extra_keys') ?? {})) {
    const given = isRecord(extra) ? (textOf(extra, 'type') ?? 'string') : 'string';
    const type = Object.hasOwn(types, given) ? types[given] : undefined;
    const description = isRecord(extra) ? textOf(extra, 'description')?.trim() : undefined;
    if (type === undefined) {
      const reason = `Expected one of ${Object.keys(types).join(', ')}, found ${shown(given)}.`;
      problems.push({ file, pointer: pointerTo(pointer, 'extra_keys', key, 'type'), reason });
    }
    properties.push([
      key,
      { ...(type === undefined ? {} : { type }), ...(description === undefined ? {} : { description }) },
    ]);
  }
  const description = textOf(metric, 'description')?.trim() ?? '';
  const tags = listOf(recordOf(metric, 'metadata') ?? {}, 'tags') ?? [];
  const shownName = `${category}.${name}`;
  return {
    name: [...category.split('.'), name],
    shownName,
    ...(description === '' ? {} : { description }),
    tags: tags
      .filter((tag): tag is string => typeof tag === 'string' && tag !== '')
      .map((tag) => tag.slice(0, 60)),
    versions: [
      {
        label: '1',
        origin: `glean:${shownName}`,
        file,
        pointer,
        schema: { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) },
      },
    ],
  };
}
