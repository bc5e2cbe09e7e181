/** The page's IndexedDB. `chats`, `messages` and `outbox` are the client's; `taken` and `journal` the network's. */
type StoreName = 'state' | 'chats' | 'messages' | 'outbox' | 'taken' | 'journal';

const databaseName = 'practice';

export interface Database {
  /** Resolves with the request's result. */
  read<Value>(store: StoreName, request: (store: IDBObjectStore) => IDBRequest<Value>): Promise<Value>;
  /** One transaction over the named stores; resolves with what `work` returned when all of it is durable. */
  write<Value>(
    stores: readonly StoreName[],
    work: (store: (name: StoreName) => IDBObjectStore) => Value,
  ): Promise<Value>;
}

export async function openDatabase(): Promise<Database> {
  const connection = await connect();
  return {
    read: (name, request) => settled(request(connection.transaction(name, 'readonly').objectStore(name))),
    write: (names, work) =>
      new Promise((resolve, reject) => {
        const transaction = connection.transaction([...names], 'readwrite');
        const value = work((name) => transaction.objectStore(name));
        transaction.oncomplete = () => resolve(value);
        transaction.onabort = () => reject(transaction.error ?? new Error('the transaction was aborted'));
      }),
  };
}

function connect(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  request.onupgradeneeded = () => {
    const connection = request.result;
    connection.createObjectStore('state');
    connection.createObjectStore('chats', { keyPath: 'id' });
    connection.createObjectStore('messages', { keyPath: 'key' }).createIndex('chat', ['chat', 'order']);
    connection.createObjectStore('outbox', { keyPath: 'key' });
    connection.createObjectStore('taken', { keyPath: 'key' }).createIndex('open', 'open');
    connection.createObjectStore('journal', { keyPath: 'key' }).createIndex('undelivered', 'undelivered');
  };
  return settled(request);
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the request failed'));
  });
}
