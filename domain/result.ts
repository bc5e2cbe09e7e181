import type { FailureCode } from './failure.ts';

/** An expected outcome: a value, or a failure that names its reason. Programmer errors throw instead. */
export type Result<Value, Failure> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

/** An outcome with a value. */
export function succeed<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** An outcome that is a failure, with its reason. */
export function fail<Failure>(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}

/** A command that is refused, and why. `detail` helps whoever looks into it; it is no text for the operator. */
export function refuse<Code extends FailureCode>(code: Code, detail = '') {
  return fail({ code, detail });
}

/** States what must hold. A failure here is a bug in this program, never a mistake of the operator. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}

/** What an error says; whatever else was thrown, as text. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What a text says, or undefined where it is no JSON. */
export function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
