import { useActions } from '../store/use-store.ts';
import { useWords } from '../text.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useOneAtATime } from '../ui/hooks/use-one-at-a-time.ts';

/** Makes a draft and opens it in the wizard. If it is called twice in a row, it makes one. */
export function useNewCampaign(): () => Promise<void> {
  const ask = useAsk();
  const { text, format } = useWords();
  const { open, leave, fromHere } = useActions();
  const make = useOneAtATime(async () => {
    const goOn = fromHere();
    const draft = await ask('campaign:create', {
      name: text('shell.newCampaignName', { date: format.dayAndMonth(Date.now()) }),
    });
    if (draft !== null) goOn(() => open({ screen: 'campaign', id: draft.id, step: 'recipients' }));
  });
  return async () => {
    // The operator is asked about unsaved changes first, so that staying makes no draft.
    await leave(make);
  };
}
