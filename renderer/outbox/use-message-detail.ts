import { useEffect, useState } from 'react';
import type { FailureCode, MessageDetail } from '../../domain/contract.ts';
import { call } from '../api.ts';
import { useStore } from '../store/use-store.ts';

/** The message as main knows it, asked for again whenever it changed. Never another one than asked for. */
export function useMessageDetail(id: number) {
  const version = useStore((store) => store.openMessageVersion);
  const [detail, setDetail] = useState<MessageDetail | null>(null);
  const [failed, setFailed] = useState<{ readonly id: number; readonly code: FailureCode } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the reason to ask again
  useEffect(() => {
    let isCurrent = true;
    void call('message:get', { id }).then((result) => {
      if (!isCurrent) return;
      if (result.ok) setDetail(result.value);
      else setFailed({ id, code: result.failure.code });
    });
    return () => {
      isCurrent = false;
    };
  }, [id, version]);
  return {
    detail: detail?.id === id ? detail : null,
    failure: failed?.id === id ? failed.code : null,
    put: setDetail,
  };
}
