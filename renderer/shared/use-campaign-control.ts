import type { CampaignSummary, Channel, CommandInput, CommandOutput, CommandResult } from '../../domain/contract.ts';
import { useStore } from '../store/use-store.ts';
import { useAsk } from '../ui/hooks/use-ask.ts';

/** The commands that answer with the campaign as it is afterwards. */
type OfCampaign = {
  [Name in Channel]: CommandResult<CommandOutput<Name>> extends CommandResult<CampaignSummary> ? Name : never;
}[Channel];

/** Sends a command about a campaign or its people, and shows the new state before main's event. */
export function useTellCampaign(id: number) {
  const ask = useAsk();
  const putCampaign = useStore((store) => store.putCampaign);
  return async <Name extends OfCampaign>(command: Name, input: Omit<CommandInput<Name>, 'id'>): Promise<boolean> => {
    const answered = await ask(command, { ...input, id } as CommandInput<Name>);
    if (answered !== null) putCampaign(answered);
    return answered !== null;
  };
}

/** Actions on a campaign. Each returns whether it succeeded; a failure is shown as a toast. */
export function useCampaignControl(id: number) {
  const tell = useTellCampaign(id);
  return {
    pause: () => tell('campaign:pause', {}),
    resume: () => tell('campaign:resume', {}),
    cancel: () => tell('campaign:cancel', {}),
  };
}
