import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandResult, Failure, ListReport } from '../../../domain/contract.ts';
import { call } from '../../api.ts';
import { uploadFile } from '../../shared/upload.ts';

export type ImportPhase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'uploading'; readonly fileName: string; readonly sentBytes: number; readonly bytes: number }
  | { readonly kind: 'inspecting' }
  | { readonly kind: 'reading'; readonly rows: number; readonly totalRows: number | null }
  /** The name of a file that is not the draft list's own. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly fileName?: string };

export const idle: ImportPhase = { kind: 'idle' };

/** A quick change shows no progress, so that nothing moves. */
const quietMs = 400;

type TakenIn<Answer> = { readonly uploadId: string; readonly answer: Answer };
type SetPhase = (next: ImportPhase | ((now: ImportPhase) => ImportPhase)) => void;

export type Work = ReturnType<typeof useWork>;

/** One piece of work at a time, with its progress and a way to stop it. */
export function useWork(reread: () => Promise<void>) {
  const [phase, setPhase] = useState<ImportPhase>(idle);
  const { takeIn, stopUpload } = useUpload(setPhase);
  const { run, follow, unfollow, stopReading } = useReading(setPhase, reread);
  const stop = () => {
    stopUpload();
    setPhase((now) => (now.kind === 'inspecting' ? idle : now));
    stopReading();
  };
  return { phase, setPhase, takeIn, run, follow, unfollow, stop };
}

/** Uploads files one at a time: a new file replaces the one on its way. */
function useUpload(setPhase: SetPhase) {
  const upload = useRef<AbortController | null>(null);
  useEffect(() => () => upload.current?.abort(), []);

  /** Uploads a file and asks about it. Null when it was stopped, failed, or was replaced by another file. */
  const takeIn = async <Answer>(
    chosen: File,
    ask: (uploadId: string) => Promise<CommandResult<Answer>>,
  ): Promise<TakenIn<Answer> | null> => {
    upload.current?.abort();
    const controller = new AbortController();
    upload.current = controller;
    const show = (next: ImportPhase) => {
      if (upload.current === controller) setPhase(next);
    };
    const progress = (sentBytes: number) =>
      show({ kind: 'uploading', fileName: chosen.name, sentBytes, bytes: chosen.size });
    progress(0);
    const uploaded = await uploadFile(chosen, progress, controller.signal);
    if (!uploaded.ok) {
      show(uploaded.failure.code === 'cancelled' ? idle : { kind: 'failed', ...uploaded, fileName: chosen.name });
      return null;
    }
    show({ kind: 'inspecting' });
    // An operator who stops, or chooses another file, does not wait for what main is doing with this one.
    const cancel = () => void call('list:cancelImport', { uploadId: uploaded.value });
    controller.signal.addEventListener('abort', cancel, { once: true });
    const asked = await ask(uploaded.value);
    controller.signal.removeEventListener('abort', cancel);
    if (asked.ok && !controller.signal.aborted) return { uploadId: uploaded.value, answer: asked.value };
    void call('file:dropUpload', { uploadId: uploaded.value });
    const isStopped = asked.ok || controller.signal.aborted;
    show(isStopped ? idle : { kind: 'failed', failure: asked.failure, fileName: chosen.name });
    return null;
  };
  const stopUpload = () => upload.current?.abort();
  return { takeIn, stopUpload };
}

function useReading(setPhase: SetPhase, reread: () => Promise<void>) {
  // Readings are numbered, so that an older one's answer is not shown after a newer one began.
  const reading = useRef<{ number: number; uploadId: string | null }>({ number: 0, uploadId: null });

  useEffect(
    () =>
      window.sendonce.events['list:progress'](({ uploadId, rows, totalRows }) =>
        setPhase((now) =>
          now.kind === 'reading' && uploadId === reading.current.uploadId ? { kind: 'reading', rows, totalRows } : now,
        ),
      ),
    [setPhase],
  );

  /**
   * Makes a list for the draft and returns it; null when that failed. `uploadId` names the work for progress and
   * stopping. `quietly`: progress is shown only when it takes a while.
   */
  const run = async (
    uploadId: string,
    totalRows: number | null,
    work: () => Promise<CommandResult<ListReport>>,
    quietly = false,
  ): Promise<ListReport | null> => {
    reading.current = { number: reading.current.number + 1, uploadId };
    const { number } = reading.current;
    const show = () => setPhase({ kind: 'reading', rows: 0, totalRows });
    const timer = quietly ? setTimeout(show, quietMs) : undefined;
    if (!quietly) show();
    const result = await work();
    clearTimeout(timer);
    if (number !== reading.current.number) return null;
    await reread();
    setPhase(result.ok || result.failure.code === 'cancelled' ? idle : { kind: 'failed', failure: result.failure });
    return result.ok ? result.value : null;
  };
  /** Shows work that was begun before this screen was opened. */
  const follow = useCallback(
    (uploadId: string) => {
      reading.current = { number: reading.current.number + 1, uploadId };
      setPhase({ kind: 'reading', rows: 0, totalRows: null });
    },
    [setPhase],
  );
  const unfollow = useCallback(
    (uploadId: string) => {
      if (reading.current.uploadId === uploadId) setPhase(idle);
      // If it led to no list, the file is not needed any more.
      void call('file:dropUpload', { uploadId });
    },
    [setPhase],
  );
  const stopReading = () => {
    const { uploadId } = reading.current;
    if (uploadId !== null) void call('list:cancelImport', { uploadId });
  };
  return { run, follow, unfollow, stopReading };
}
