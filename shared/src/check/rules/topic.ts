import type { Destination } from '../../catalog/model.js';
import { destinationPath } from '../../catalog/paths.js';
import { quoted } from '../../catalog/quote.js';
import { allTopics, longestTopic } from '../../catalog/topics.js';
import type { CatalogIndex } from '../catalog-index.js';
import type { Rule, RuleContext } from '../rule.js';

const topics: CatalogIndex = {
  id: 'topics',
  adds: {
    destination: (destination, name) => allTopics(name, destination).map((topic) => [topic, name] as const),
  },
};

/** Of two with one topic, the one to be told: who has chosen it, else the later one. */
function yields(name: string, destination: Destination, other: string, { catalog }: RuleContext): boolean {
  if (other === name) return false;
  const isChosen = destination.topic !== undefined;
  const isOtherChosen = catalog.destinations.get(other)?.topic !== undefined;
  return isChosen === isOtherChosen ? other < name : isChosen;
}

export const topic: Rule = {
  id: 'topic',
  purpose: 'Every destination has topics of its own, with names that NSQ takes.',
  severity: 'error',
  firm: true,
  handlers: {
    *destination(destination, context, name) {
      const file = destinationPath(name);
      const pointer = destination.topic === undefined ? '' : '/topic';
      for (const one of allTopics(name, destination)) {
        if (one.length > longestTopic) {
          yield {
            file,
            pointer,
            message: `The topic ${quoted(one)} has ${one.length} characters; NSQ takes at most ${longestTopic}.`,
            fix: 'Set a shorter topic. A warehouse has two more beside its own, ".notes" and ".asks".',
          };
          return;
        }
        const others = context.find(topics, one).map((entry) => entry.name);
        const first = others.find((other) => yields(name, destination, other, context));
        if (first === undefined) continue;
        yield {
          file,
          pointer,
          message: `The destination ${quoted(first)} has the topic ${quoted(one)} already; each would get what is meant for the other.`,
          fix: 'Set another topic, or send the events to the one destination.',
        };
        return;
      }
    },
  },
};
