// Runs in the page's own world and builds there what the preload exposed. The two worlds talk by DOM events whose
// `detail` Chromium structured-clones between them, as Electron's contextBridge does. Self-contained: its text is
// injected into the page.

type Reply = { value?: unknown; error?: Error };
type FromPreload =
  | { expose: string; api: unknown }
  | { reply: Reply }
  | { callback: number; args: unknown }
  | { settle: number; value?: unknown; error?: Error };

export function mainWorld(secret: string): void {
  const target = document;
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const callbacks = new Map<number, (...args: unknown[]) => unknown>();
  const callbackIds = new WeakMap<object, number>();
  let last = 0;
  let reply: Reply | undefined;

  const isPlain = (v: unknown): v is Record<string, unknown> =>
    typeof v === 'object' && v !== null && Object.getPrototypeOf(v) === Object.prototype;
  const mapValues = (v: Record<string, unknown>, change: (x: unknown) => unknown) =>
    Object.fromEntries(Object.entries(v).map(([key, x]) => [key, change(x)]));

  const outwards = (v: unknown): unknown => {
    if (typeof v === 'function') {
      const id = callbackIds.get(v) ?? ++last;
      callbackIds.set(v, id);
      callbacks.set(id, v as (...args: unknown[]) => unknown);
      return { $function: id };
    }
    if (Array.isArray(v)) return v.map(outwards);
    return isPlain(v) ? mapValues(v, outwards) : v;
  };
  const inwards = (v: unknown): unknown => {
    if (Array.isArray(v)) return v.map(inwards);
    if (!isPlain(v)) return v;
    const { $function, $promise } = v as { $function?: number; $promise?: number };
    if ($function !== undefined) return (...args: unknown[]) => call($function, args);
    if ($promise === undefined) return mapValues(v, inwards);
    const promise = Promise.withResolvers<unknown>();
    waiting.set($promise, promise);
    return promise.promise;
  };
  const call = (id: number, args: unknown[]): unknown => {
    reply = undefined;
    target.dispatchEvent(new CustomEvent(`${secret}:preload`, { detail: { call: id, args: outwards(args) } }));
    const got = reply as Reply | undefined;
    if (!got) throw new Error('the preload world is gone');
    if (got.error) throw got.error;
    return inwards(got.value);
  };
  const freeze = (v: object): object => {
    for (const x of Object.values(v)) if (typeof x === 'object' && x !== null) freeze(x);
    return Object.freeze(v);
  };
  const receive = (message: FromPreload) => {
    if ('expose' in message) {
      const key = message.expose;
      if (key in window) throw new Error(`cannot bind an API on top of an existing property: ${key}`);
      Object.defineProperty(window, key, { value: freeze(inwards(message.api) as object), enumerable: true });
    } else if ('reply' in message) {
      reply = message.reply;
    } else if ('callback' in message) {
      callbacks.get(message.callback)?.(...(inwards(message.args) as unknown[]));
    } else {
      const promise = waiting.get(message.settle);
      waiting.delete(message.settle);
      if (message.error) promise?.reject(message.error);
      else promise?.resolve(inwards(message.value));
    }
  };
  target.addEventListener(`${secret}:main`, (event) => receive((event as CustomEvent<FromPreload>).detail));
}
