import type { Destination } from './model.js';

/** NSQ takes no longer name. */
export const longestTopic = 64;

/** The NSQ topic that a destination's events go to. */
export function topicOf(name: string, { topic }: Pick<Destination, 'topic'>): string {
  return topic ?? name;
}

/**
 * Where collectors tell the writers of a warehouse of their hours and snapshots (`notes`), and where those ask them
 * for what they lack (`asks`).
 */
export function sideTopics(topic: string): { readonly notes: string; readonly asks: string } {
  return { notes: `${topic}.notes`, asks: `${topic}.asks` };
}

/** Whether its events go over NSQ. A bucket has no topic: it is the copy of a warehouse. */
export function hasTopic({ kind }: Pick<Destination, 'kind'>): boolean {
  return kind !== 's3';
}

/** Every topic that a destination takes up. */
export function allTopics(name: string, destination: Destination): readonly string[] {
  if (!hasTopic(destination)) return [];
  const topic = topicOf(name, destination);
  if (destination.kind !== 'warehouse') return [topic];
  const { notes, asks } = sideTopics(topic);
  return [topic, notes, asks];
}
