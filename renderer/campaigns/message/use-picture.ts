import { useEffect, useState } from 'react';
import type { CampaignDetail } from '../../../domain/contract.ts';
import { call } from '../../api.ts';

type Picture = { readonly hash: string; readonly url: string | null };

/** The attached picture as an address for an image, also of a draft that was opened again. Null until it is read. */
export function usePicture({ id, attachment }: Pick<CampaignDetail, 'id' | 'attachment'>): string | null {
  const [picture, setPicture] = useState<Picture | null>(null);
  const hash = attachment?.kind === 'image' ? attachment.hash : null;
  useEffect(() => {
    if (hash === null) return;
    let isCurrent = true;
    void call('campaign:picture', { id }).then((result) => {
      if (isCurrent) setPicture({ hash, url: result.ok ? result.value : null });
    });
    return () => {
      isCurrent = false;
    };
  }, [id, hash]);
  return picture?.hash === hash ? picture.url : null;
}
