import type { Result } from '../../domain/result.ts';

/** The value of an answer that must not be a refusal. */
export function granted<Value>(result: Result<Value, { readonly code: string; readonly detail: string }>): Value {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.detail}`);
  return result.value;
}
