/** Events that travel in one request. */
export interface Batch {
  /** One JSON text for each event. */
  readonly events: readonly Buffer[];
  readonly bytes: number;
}

export interface BatchLimits {
  readonly events: number;
  /** Before packing, newlines included. */
  readonly bytes: number;
}

/** Gathers events, in their order, as many as fit into one request. One that is too large travels by itself. */
export async function* inBatches(events: AsyncIterable<Buffer>, limits: BatchLimits): AsyncGenerator<Batch> {
  let gathered: Buffer[] = [];
  let bytes = 0;
  for await (const event of events) {
    const size = event.length + 1;
    if (gathered.length > 0 && (gathered.length >= limits.events || bytes + size > limits.bytes)) {
      yield { events: gathered, bytes };
      gathered = [];
      bytes = 0;
    }
    gathered.push(event);
    bytes += size;
  }
  if (gathered.length > 0) yield { events: gathered, bytes };
}

/** The same events in two requests, for a collector that takes less at once. */
export function halves(batch: Batch): readonly Batch[] {
  const middle = Math.ceil(batch.events.length / 2);
  return [batch.events.slice(0, middle), batch.events.slice(middle)]
    .filter((events) => events.length > 0)
    .map((events) => ({ events, bytes: events.reduce((sum, event) => sum + event.length + 1, 0) }));
}
