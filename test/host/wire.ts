// Encodes structured-cloneable values as text. Self-contained: the `toString()` of these two functions is also injected
// into the page's isolated world, so neither may refer to anything outside itself.

/** Tags: u undefined, n bigint, f not finite, d Date, e Error, m Map, s Set, b bytes, o object. */
export function encode(value: unknown): string {
  const bytesToText = (bytes: Uint8Array): string => {
    const chunk = 0x8000; // String.fromCharCode takes a limited number of arguments.
    let binary = '';
    for (let i = 0; i < bytes.length; i += chunk) binary += String.fromCharCode(...bytes.subarray(i, i + chunk));
    return btoa(binary);
  };
  const walk = (v: unknown): unknown => {
    if (v === undefined) return { $: 'u' };
    if (typeof v === 'bigint') return { $: 'n', v: String(v) };
    if (typeof v === 'number' && !Number.isFinite(v)) return { $: 'f', v: String(v) };
    if (v === null || typeof v !== 'object') return v;
    if (v instanceof Date) return { $: 'd', v: v.getTime() };
    if (v instanceof Error) return { $: 'e', v: [v.name, v.message] };
    if (v instanceof Map) return { $: 'm', v: [...v].map((entry) => entry.map(walk)) };
    if (v instanceof Set) return { $: 's', v: [...v].map(walk) };
    if (v instanceof ArrayBuffer) return { $: 'b', v: bytesToText(new Uint8Array(v)) };
    if (ArrayBuffer.isView(v)) return { $: 'b', v: bytesToText(new Uint8Array(v.buffer, v.byteOffset, v.byteLength)) };
    if (Array.isArray(v)) return v.map(walk);
    return { $: 'o', v: Object.entries(v).map(([key, x]) => [key, walk(x)]) };
  };
  return JSON.stringify(walk(value));
}

/** Decodes what `encode` wrote. Bytes come back as a Uint8Array, whatever view they were. */
export function decode(text: string): unknown {
  const walk = (v: unknown): unknown => {
    if (v === null || typeof v !== 'object') return v;
    if (Array.isArray(v)) return v.map(walk);
    const tagged = v as { $: string; v: string & [string, string] & unknown[] };
    const entries = () =>
      (tagged.v as unknown as [unknown, unknown][]).map(([key, x]) => [walk(key), walk(x)] as const);
    if (tagged.$ === 'n') return BigInt(tagged.v);
    if (tagged.$ === 'f') return Number(tagged.v);
    if (tagged.$ === 'd') return new Date(tagged.v);
    if (tagged.$ === 'e') return Object.assign(new Error(tagged.v[1]), { name: tagged.v[0] });
    if (tagged.$ === 'm') return new Map(entries());
    if (tagged.$ === 's') return new Set((tagged.v as unknown[]).map(walk));
    if (tagged.$ === 'b') return Uint8Array.from(atob(tagged.v), (character) => character.charCodeAt(0));
    if (tagged.$ === 'o') return Object.fromEntries(entries());
    return undefined;
  };
  return walk(JSON.parse(text));
}
