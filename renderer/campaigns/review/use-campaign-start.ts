import { useCallback, useEffect, useRef } from 'react';
import { noNarrowing } from '../../store/outbox-view.ts';
import { useStore } from '../../store/use-store.ts';
import { useText } from '../../text.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { useToast } from '../../ui/toast.tsx';
import type { Draft } from '../use-draft.ts';
import { useStartCountdown } from './use-start-countdown.ts';

/** Send, the seconds to undo, and the start itself. Leaving the page meanwhile starts nothing, and says so. */
export function useCampaignStart(draft: Draft, checkAgain: () => Promise<void>) {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  const putCampaign = useStore((store) => store.putCampaign);
  const showOutbox = useStore((store) => store.showOutbox);
  const { id } = draft.detail;
  const isWithTeam = useRef(false);
  const { state, press, undo } = useStartCountdown(async () => {
    if (!(await draft.flush())) return;
    const started = await ask(isWithTeam.current ? 'teamCampaign:start' : 'campaign:start', { id });
    if (started === null) {
      await checkAgain();
      return;
    }
    putCampaign(started);
    showOutbox({ ...noNarrowing, campaignId: id, tab: 'pending' });
  });
  const isCounting = useRef(false);
  isCounting.current = state.kind === 'counting';
  const sayUndone = useCallback(() => toast('good', text('campaign.check.undone')), [toast, text]);
  const latest = useRef(sayUndone);
  latest.current = sayUndone;
  useEffect(
    () => () => {
      if (isCounting.current) latest.current();
    },
    [],
  );
  return {
    state,
    press: (withTeam: boolean) => {
      isWithTeam.current = withTeam;
      press();
    },
    undo: () => {
      if (undo()) sayUndone();
    },
  };
}
