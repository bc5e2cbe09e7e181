import { useStore } from '../store/use-store.ts';
import { useAsk } from '../ui/hooks/use-ask.ts';

/** Each returns whether it came about; what keeps it from coming about is said as a toast. */
type CampaignControl = {
  readonly pause: () => Promise<boolean>;
  readonly resume: () => Promise<boolean>;
  readonly cancel: () => Promise<boolean>;
};

/** Pauses, resumes and cancels a campaign. The window shows its new state at once, before main's event comes. */
export function useCampaignControl(id: number): CampaignControl {
  const ask = useAsk();
  const putCampaign = useStore((store) => store.putCampaign);
  const move = async (command: 'campaign:pause' | 'campaign:resume' | 'campaign:cancel') => {
    const moved = await ask(command, { id });
    if (moved !== null) putCampaign(moved);
    return moved !== null;
  };
  return {
    pause: () => move('campaign:pause'),
    resume: () => move('campaign:resume'),
    cancel: () => move('campaign:cancel'),
  };
}
