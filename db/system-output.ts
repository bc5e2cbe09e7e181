import { execFileSync } from 'node:child_process';
import { limits } from '../domain/limits.ts';

/**
 * What a program of the system says on its output; '' where it is not there, fails, or takes longer than a start may.
 */
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
