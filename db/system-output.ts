import { execFileSync } from 'node:child_process';
import { limits } from '../domain/limits.ts';

/** The output of a program of the system; '' where the program is missing, fails, or takes longer than a start may. */
export function systemOutput(program: string, ...args: string[]): string {
  try {
    return execFileSync(program, args, {
      encoding: 'utf8',
      timeout: limits.systemProgramMs,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return '';
  }
}
