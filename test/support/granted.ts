import type { Result } from '../../domain/result.ts';

/** The value of a result that must not be a failure. */
export function granted<Value>(
  result: Result<Value, { readonly detail: string } & ({ readonly code: string } | { readonly reason: string })>,
): Value {
  if (!result.ok) {
    const { failure } = result;
    throw new Error(`${'code' in failure ? failure.code : failure.reason}: ${failure.detail}`);
  }
  return result.value;
}
