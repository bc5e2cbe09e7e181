import { useCallback, useEffect, useRef, useState } from 'react';
import type { FailureCode, ReplyFilter, ReplyRow } from '../../domain/contract.ts';
import { call } from '../api.ts';

/** Who wrote back, asked for again whenever somebody writes or is answered. Null until it is known. */
export function useReplies({ campaignId, account, search, group }: ReplyFilter) {
  const [rows, setRows] = useState<readonly ReplyRow[] | null>(null);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const newest = useRef(0);
  const again = useCallback(async () => {
    newest.current += 1;
    const number = newest.current;
    const result = await call('replies:list', { campaignId, account, search, group });
    if (number !== newest.current) return;
    setFailure(result.ok ? null : result.failure.code);
    if (result.ok) setRows(result.value);
  }, [campaignId, account, search, group]);
  useEffect(() => {
    void again();
    return window.sendonce.events['replies:changed'](() => void again());
  }, [again]);
  return { rows, failure, again };
}
