/** The name of an event's table in a database, where a dot would be read as a schema's. */
export function tableName(event: string): string {
  return event.replaceAll('.', '__');
}
