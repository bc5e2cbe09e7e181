import { useState } from 'react';
import { attachmentKind, attachmentMaxBytes } from '../../../domain/campaign.ts';
import { call } from '../../api.ts';
import { uploadFile } from '../../shared/upload.ts';
import { useWords } from '../../text.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import type { Draft } from '../use-draft.ts';

/** The file that goes out with a text: handed over, or why not. */
export type Attaching = {
  /** A file on its way in. */
  readonly sending: { readonly fileName: string; readonly sentBytes: number; readonly bytes: number } | null;
  /** Why the last one was not taken, in words. */
  readonly problem: string | null;
  readonly attach: (file: File) => Promise<void>;
  readonly detach: () => Promise<void>;
};

/** Takes a file in for a draft, however it comes. */
export function useAttaching(draft: Draft): Attaching {
  const { text, format } = useWords();
  const ask = useAsk();
  const [sending, setSending] = useState<Attaching['sending']>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { id } = draft.detail;

  const attach = async (file: File) => {
    const kind = attachmentKind(file.type);
    if (file.size > attachmentMaxBytes[kind]) {
      const most = format.bytes(attachmentMaxBytes[kind]);
      setProblem(text('campaign.message.tooLarge', { file: file.name, most }));
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
      setProblem(text(`failure.${result.failure.code}`));
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
