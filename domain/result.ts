import type { FailureCode } from './failure.ts';

/** The result of something that may fail as expected: a value, or a failure with a reason. Programmer errors throw. */
export type Result<Value, Failure> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

export function succeed<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function fail<Failure>(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}

/** The refusal of a command. `detail` is for somebody who investigates it, not a text for the operator. */
export function refuse<Code extends FailureCode>(code: Code, detail = '') {
  return fail({ code, detail });
}

/** Throws unless the condition holds. A failure is a bug in this program, never a mistake of the operator. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}

/** The message of an error; anything else that was thrown, as text. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
