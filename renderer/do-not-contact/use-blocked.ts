import { useCallback, useEffect, useState } from 'react';
import type { CommandOutput, CommandResult } from '../../domain/contract.ts';
import { call } from '../api.ts';

export type Blocked = ReturnType<typeof useBlocked>;

/** The do-not-contact list; null until it is read, and where it cannot be. */
export function useBlocked() {
  const [answer, setAnswer] = useState<CommandResult<CommandOutput<'doNotContact:list'>> | null>(null);
  const reread = useCallback(async () => setAnswer(await call('doNotContact:list', undefined)), []);
  useEffect(() => void reread(), [reread]);
  return {
    entries: answer?.ok ? answer.value : null,
    failure: answer?.ok === false ? answer.failure.code : null,
    reread,
  };
}
