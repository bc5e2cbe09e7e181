import { useEffect, useRef } from 'react';
import { isWithControl, useIsMac } from '../shared/control-key.ts';
import { useNewCampaign } from '../shared/use-new-campaign.ts';
import { sidebarScreens } from '../store/route.ts';
import { useStore } from '../store/use-store.ts';
import { isLetterKey } from '../ui/hooks/letter-key.ts';
import { isAnythingFloating } from '../ui/hooks/use-key.ts';

/** Ctrl/Cmd with 1…6, N and `,`. Search (F) and Esc belong to the screens that have something to find or close. */
export function useShortcuts(): void {
  const isMac = useIsMac();
  const open = useStore((store) => store.open);
  const newCampaign = useNewCampaign();
  const actionFor = (event: KeyboardEvent): (() => void) | null => {
    const { key } = event;
    const screen = sidebarScreens[Number(key) - 1];
    if (screen !== undefined) return () => open({ screen });
    if (key === ',') return () => open({ screen: 'settings' });
    return isLetterKey(event, 'n') ? () => void newCampaign() : null;
  };
  const latest = useRef({ isMac, actionFor });
  latest.current = { isMac, actionFor };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isWithControl(event, latest.current.isMac)) return;
      const act = latest.current.actionFor(event);
      if (act === null) return;
      // Even where nothing is done: the application menu has the same keys and takes whatever the page leaves.
      event.preventDefault();
      if (!event.repeat && !isAnythingFloating()) act();
    };
    // In the capture phase: a dialog or menu that this key closes must still be there to be seen.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
