import Database from 'better-sqlite3';

const spins = 5_000;

type Method = (this: unknown, ...given: readonly unknown[]) => unknown;
type Methods = Record<string, Method>;

/** The calls that are slowed down, and by how many milliseconds each. */
export type Planted = { readonly statement?: number; readonly json?: number };

/**
 * Does work while every statement of SQLite, or every text of JSON, takes longer. The delay uses the processor, as slow
 * code would. The peers that a goal is compared with are not slowed down.
 */
export async function whilePlanted<Value>(
  { statement: statementMs = 0, json: jsonMs = 0 }: Planted,
  work: () => Promise<Value> | Value,
): Promise<Value> {
  const statements: Methods = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1'));
  const restore = [
    ...(statementMs > 0 ? slowDown(statements, ['get', 'all', 'run', 'iterate'], statementMs) : []),
    ...(jsonMs > 0 ? slowDown(JSON as unknown as Methods, ['parse', 'stringify'], jsonMs) : []),
  ];
  try {
    return await work();
  } finally {
    for (const one of restore) one();
  }
}

/** Returns functions that restore the original speed. */
function slowDown(of: Methods, names: readonly string[], ms: number): (() => void)[] {
  return names.map((name) => {
    const plain = of[name] as Method;
    of[name] = slowed(plain, ms);
    return () => {
      of[name] = plain;
    };
  });
}

function slowed(work: Method, ms: number): Method {
  return function slow(...given) {
    const since = process.threadCpuUsage();
    for (;;) {
      const { user, system } = process.threadCpuUsage(since);
      if (user + system >= ms * 1_000) return work.call(this, ...given);
      // Between two looks at the processor's clock, which take as long.
      for (let turn = 0; turn < spins; turn += 1) Math.sqrt(turn);
    }
  };
}
