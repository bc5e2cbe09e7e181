import { inWords } from '../measure.ts';
import type { Cost } from './pairs.ts';

/** A line of the table: a measured value, in the unit of its name, and the goal that it must not exceed. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly goal: number;
  readonly met: boolean;
  /** A figure that is the same on every computer fails the bench; one by the clock only informs. */
  readonly isBinding: boolean;
  /** Measured along with it, such as the time by the clock beside that on the processor. */
  readonly beside: string;
};

const digits = 1_000;

function figure(name: string, value: number, goal: number, isBinding: boolean, beside: string): Figure {
  return { name, value: Math.round(value * digits) / digits, goal, met: value <= goal, isBinding, beside };
}

/**
 * Processor time, scaled to the pace of the computer on which the goals were set. The figure is the same on a slow or
 * busy computer, so it binds.
 */
export function paced(name: string, { pacedMs, cpuMs, wallMs }: Cost, goal: number, beside = ''): Figure {
  const here = `${inWords(cpuMs)} here, ${inWords(wallMs)} by the clock`;
  return figure(name, pacedMs, goal, true, beside === '' ? here : `${beside}; ${here}`);
}

/** A time by the clock, or an amount of memory, on this computer. */
export function absolute(name: string, value: number, goal: number, beside = ''): Figure {
  return figure(name, value, goal, false, beside);
}

/** A figure that must hold on every computer: a count, or a ratio to a peer that was measured beside it. */
export function binding(name: string, value: number, goal: number, beside = ''): Figure {
  return figure(name, value, goal, true, beside);
}

/** The amounts of a run. */
export type Size = {
  /** Messages in the folder of the large installation. */
  readonly stored: number;
  /** Rows of a list and of a report. */
  readonly rows: number;
  /** Messages that are followed from the claim to the acknowledgement. */
  readonly sends: number;
  /** How often each of a pair is measured. */
  readonly rounds: number;
  /** How long the main thread is watched while everything runs at once. */
  readonly watchedMs: number;
  /** Messages that become due one after the other. */
  readonly dueMessages: number;
  /** Messages of the campaign that is sent completely. */
  readonly campaignMessages: number;
  /** How long the outbox is watched while its rows change. */
  readonly outboxMs: number;
};

export const largeSize: Size = {
  stored: 1_000_000,
  rows: 100_000,
  sends: 2_000,
  rounds: 5,
  watchedMs: 30_000,
  dueMessages: 100,
  campaignMessages: 2_000,
  outboxMs: 60_000,
};
