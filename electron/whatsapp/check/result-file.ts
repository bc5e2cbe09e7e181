import type { Found } from './found.ts';

export type StepResult = Required<Found> & { readonly step: string };

export function resultOf(step: string, { word, why, values = {} }: Found): StepResult {
  return { step, word, why, values };
}

/** The contents of the file besides the steps. */
type ReportHead = {
  readonly app: string;
  /** WhatsApp's version; '' where its page did not say. */
  readonly version: string;
  readonly platform: string;
  readonly atMs: number;
  readonly isPractice: boolean;
};

/** The file that can be sent to the developers of SendOnce: it contains only what `Found` can say. */
export function reportText({ atMs, ...head }: ReportHead, results: readonly StepResult[]): string {
  const day = new Date(atMs).toISOString().slice(0, 10);
  return `${JSON.stringify({ about: 'SendOnce: check of WhatsApp', day, ...head, results }, null, 2)}\n`;
}
