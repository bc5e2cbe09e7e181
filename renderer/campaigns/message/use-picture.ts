import { useEffect, useState } from 'react';
import type { CampaignDetail, CommandOutput } from '../../../domain/contract.ts';
import { call } from '../../api.ts';

type Picture = CommandOutput<'campaign:picture'>;

/** The attached picture and whether the file says a place, also of a draft that was opened again. Null until it is read. */
export function usePicture({ id, attachment }: Pick<CampaignDetail, 'id' | 'attachment'>): Picture {
  const [read, setRead] = useState<{ readonly hash: string; readonly picture: Picture } | null>(null);
  const hash = attachment?.hash ?? null;
  useEffect(() => {
    if (hash === null) return;
    let isCurrent = true;
    void call('campaign:picture', { id }).then((result) => {
      if (isCurrent) setRead({ hash, picture: result.ok ? result.value : null });
    });
    return () => {
      isCurrent = false;
    };
  }, [id, hash]);
  return read?.hash === hash ? read.picture : null;
}
