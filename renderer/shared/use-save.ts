import type { CommandInput } from '../../domain/contract.ts';
import { useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { useToast } from '../ui/toast.tsx';

/** Saves a change at once. Only a failure is reported, since the control shows the new value. */
export function useSave(): (patch: CommandInput<'settings:set'>) => Promise<void> {
  const text = useText();
  const toast = useToast();
  const saveSettings = useStore((store) => store.saveSettings);
  return async (patch) => {
    const failure = await saveSettings(patch);
    if (failure !== null) toast('bad', text(`failure.${failure.code}`));
  };
}
