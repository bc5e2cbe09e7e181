// Runs in the page's isolated world: the preload's side of contextBridge, and its ipcRenderer. Self-contained: its
// text is injected into the page.

export type IsolatedWorldSetup = { secret: string; binding: string };
export type Coding = { encode(value: unknown): string; decode(text: string): unknown };
type Callable = (...args: unknown[]) => unknown;
type ToPreload = { push: string; args: unknown[] } | { id: number; value?: unknown; error?: string };

/** Returns what the preload's `require('electron')` gives. */
export function isolatedWorld({ secret, binding }: IsolatedWorldSetup, { encode, decode }: Coding): unknown {
  const target = document;
  const functions = new Map<number, Callable>();
  const proxies = new Map<number, Callable>();
  let last = 0;

  const isPlain = (v: unknown): v is Record<string, unknown> =>
    typeof v === 'object' && v !== null && Object.getPrototypeOf(v) === Object.prototype;
  const mapValues = (v: Record<string, unknown>, change: (x: unknown) => unknown) =>
    Object.fromEntries(Object.entries(v).map(([key, x]) => [key, change(x)]));
  const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));
  const send = (detail: unknown) => target.dispatchEvent(new CustomEvent(`${secret}:main`, { detail }));

  const outwards = (v: unknown): unknown => {
    if (typeof v === 'function') {
      functions.set(++last, v as Callable);
      return { $function: last };
    }
    if (v instanceof Promise) {
      const settle = ++last;
      v.then(
        (value) => send({ settle, value: outwards(value) }),
        (error) => send({ settle, error: asError(error) }),
      );
      return { $promise: settle };
    }
    if (Array.isArray(v)) return v.map(outwards);
    return isPlain(v) ? mapValues(v, outwards) : v;
  };
  const inwards = (v: unknown): unknown => {
    if (Array.isArray(v)) return v.map(inwards);
    if (!isPlain(v)) return v;
    const id = v.$function as number | undefined;
    if (id === undefined) return mapValues(v, inwards);
    const proxy = proxies.get(id) ?? ((...args: unknown[]) => void send({ callback: id, args: outwards(args) }));
    proxies.set(id, proxy);
    return proxy;
  };
  target.addEventListener(`${secret}:preload`, (event) => {
    const { call, args } = (event as CustomEvent<{ call: number; args: unknown }>).detail;
    try {
      send({ reply: { value: outwards(functions.get(call)?.(...(inwards(args) as unknown[]))) } });
    } catch (error) {
      send({ reply: { error: asError(error) } });
    }
  });

  const post = (globalThis as unknown as Record<string, (text: string) => void>)[binding];
  if (!post) throw new Error('no IPC binding in this world');
  const invocations = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, Set<Callable>>();
  const clone = (args: unknown[]) => {
    try {
      return structuredClone(args);
    } catch {
      throw new Error('An object could not be cloned.');
    }
  };
  const ipcRenderer = {
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const id = ++last;
      const text = encode({ id, channel, args: clone(args) });
      const promise = Promise.withResolvers<unknown>();
      invocations.set(id, promise);
      post(text);
      return promise.promise;
    },
    send(channel: string, ...args: unknown[]): void {
      post(encode({ channel, args: clone(args) }));
    },
    on(channel: string, listener: Callable) {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(listener));
      return ipcRenderer;
    },
    off(channel: string, listener: Callable) {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
    removeListener: (channel: string, listener: Callable) => ipcRenderer.off(channel, listener),
  };
  const receive = (message: ToPreload) => {
    if ('push' in message) {
      for (const listener of [...(listeners.get(message.push) ?? [])])
        listener({ sender: ipcRenderer }, ...message.args);
      return;
    }
    const promise = invocations.get(message.id);
    invocations.delete(message.id);
    if (message.error === undefined) promise?.resolve(message.value);
    else promise?.reject(new Error(message.error));
  };
  Object.defineProperty(globalThis, '__hostDeliver', {
    value: (text: string) => receive(decode(text) as ToPreload),
  });

  // Electron's browser process sees what a hand does, before the page does; not what the page makes up.
  const inputs = {
    keydown: 'keyDown',
    keyup: 'keyUp',
    mousedown: 'mouseDown',
    mouseup: 'mouseUp',
    mousemove: 'mouseMove',
  };
  for (const [name, input] of Object.entries(inputs))
    addEventListener(name, (event) => event.isTrusted && post(encode({ input })), { capture: true });

  // The application menu's shortcuts get the keys that the page did not keep for itself.
  addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
    if (repeat || !(ctrlKey || metaKey || altKey || /^F\d+$/.test(key))) return;
    const afterThePage = () => {
      if (!event.defaultPrevented) post(encode({ key: { key, ctrlKey, metaKey, altKey, shiftKey } }));
    };
    setTimeout(afterThePage);
  });
  const exposeInMainWorld = (expose: string, api: unknown) => void send({ expose, api: outwards(api) });
  return { contextBridge: { exposeInMainWorld }, ipcRenderer };
}
