import type { Hour } from './hour.js';

/** The folder names by which an hour is found in the warehouse: Hive's, so that engines prune by them. */
export function hourFolder(hour: Hour): string {
  return `dt=${hour.slice(0, 10)}/hour=${hour.slice(11, 13)}`;
}

export function eventFolder(event: string, hour: Hour): string {
  return `events/${event}/${hourFolder(hour)}`;
}

export function quarantineFolder(hour: Hour): string {
  return `quarantine/${hourFolder(hour)}`;
}

export function manifestPath(writer: string, hour: Hour): string {
  return `_hours/${hourFolder(hour)}/${writer}.json`;
}
