import { useState } from 'react';
import { attachmentKind, attachmentMaxBytes } from '../../../domain/campaign.ts';
import { call } from '../../api.ts';
import { uploadFile } from '../../shared/upload.ts';
import { useWords } from '../../text.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import type { Draft } from '../use-draft.ts';

export type Attaching = ReturnType<typeof useAttaching>;
type Sending = { readonly fileName: string; readonly sentBytes: number; readonly bytes: number };

/** Reads in the attachment of a draft, whichever way it comes. */
export function useAttaching(draft: Draft) {
  const { text, format } = useWords();
  const ask = useAsk();
  const [sending, setSending] = useState<Sending | null>(null);
  /** The file that was refused, and why, in words. */
  const [problem, setProblem] = useState<{ readonly title: string; readonly why: string } | null>(null);
  const { id } = draft.detail;

  const attach = async (file: File) => {
    const kind = attachmentKind(file.type);
    if (file.size > attachmentMaxBytes[kind]) {
      const most = format.bytes(attachmentMaxBytes[kind]);
      setProblem({ title: text('campaign.message.tooLarge', { file: file.name, most }), why: '' });
      return;
    }
    setProblem(null);
    const progress = (sentBytes: number) => setSending({ fileName: file.name, sentBytes, bytes: file.size });
    progress(0);
    const uploaded = await uploadFile(file, progress);
    const mimeType = file.type === '' ? 'application/octet-stream' : file.type;
    const result = uploaded.ok ? await call('campaign:attach', { id, uploadId: uploaded.value, mimeType }) : uploaded;
    setSending(null);
    if (!result.ok) {
      setProblem({ title: file.name, why: text(`failure.${result.failure.code}`) });
      return;
    }
    draft.take(result.value);
  };

  const detach = async () => {
    const detail = await ask('campaign:detach', { id });
    if (detail === null) return;
    draft.take(detail);
  };
  return { sending, problem, attach, detach };
}
