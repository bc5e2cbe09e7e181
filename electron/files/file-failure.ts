import { errorCode } from '../../db/open.ts';
import type { CommandResult, FailureCode } from '../../domain/contract.ts';
import { errorText, refuse } from '../../domain/result.ts';
import { openingProblem } from '../../domain/state/storage-problem.ts';

const known: Readonly<Record<string, FailureCode>> = {
  EDQUOT: 'disk_full',
  EACCES: 'cannot_write_file',
  EROFS: 'cannot_write_file',
  EPERM: 'cannot_write_file',
  EBUSY: 'cannot_write_file',
  ENOENT: 'unreadable_file',
  SQLITE_READONLY: 'cannot_write_file',
};

/** An error of the disk as a failure that has words for the operator. */
export function fileFailure(error: unknown): CommandResult<never> {
  const detail = errorText(error);
  const code = errorCode(error);
  return refuse(openingProblem(code) === 'disk_full' ? 'disk_full' : (known[code] ?? 'internal'), detail);
}
