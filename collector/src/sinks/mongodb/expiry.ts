import { type Collection, type Db, MongoServerError } from 'mongodb';

/** Whatever else is indexed is somebody else's. */
const indexName = 'eventbook_keep_days';
const namespaceNotFound = 26;

/** Has the server remove what was received longer ago than so many days; with `undefined`, nothing. */
export async function expireAfter(db: Db, collection: Collection, days: number | undefined): Promise<void> {
  const found = (await indexesOf(collection)).find(({ name }) => name === indexName);
  if (days === undefined) {
    if (found !== undefined) await collection.dropIndex(indexName);
    return;
  }
  const expireAfterSeconds = days * 24 * 60 * 60;
  if (found === undefined)
    await collection.createIndex({ _received_at: 1 }, { name: indexName, expireAfterSeconds }, {});
  else if (found.expireAfterSeconds !== expireAfterSeconds)
    await db.command({
      collMod: collection.collectionName,
      index: { name: indexName, expireAfterSeconds },
    });
}

async function indexesOf(
  collection: Collection,
): Promise<{ readonly name?: string; readonly expireAfterSeconds?: number }[]> {
  try {
    return await collection.indexes();
  } catch (error) {
    if (error instanceof MongoServerError && error.code === namespaceNotFound) return [];
    throw error;
  }
}
