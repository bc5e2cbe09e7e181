import { useEffect, useRef, useState } from 'react';
import type { AppCommand } from '../../domain/contract.ts';
import { ShortcutsDialog } from '../shared/shortcuts-dialog.tsx';
import { useNewCampaign } from '../shared/use-new-campaign.ts';
import { useStore } from '../store/use-store.ts';
import { useKey } from '../ui/hooks/use-key.ts';

/** What the application menu asks of the window, and the list of shortcuts, which `?` opens too. */
export function AppCommands() {
  const open = useStore((store) => store.open);
  const newCampaign = useNewCampaign();
  const [isListOpen, setListOpen] = useState(false);
  const act = (command: AppCommand) => {
    if (command === 'newCampaign') void newCampaign();
    else if (command === 'shortcuts') setListOpen(true);
    else open({ screen: command });
  };
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => window.sendonce.events['app:command']((command) => latest.current(command)), []);
  useKey(
    (event) => event.key === '?' || event.key === '؟',
    () => setListOpen(true),
  );
  return <ShortcutsDialog open={isListOpen} onClose={() => setListOpen(false)} />;
}
