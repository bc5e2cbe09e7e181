import { limits } from '../../../domain/limits.ts';
import type { PersonTarget } from '../../../domain/people/person-filter.ts';
import { useText } from '../../text.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { useToast } from '../../ui/toast.tsx';

type Undo = () => Promise<void>;

/** Tags people at once. Returns how many that changed, and the function that undoes it, if any; null where refused. */
export function useTag(onChanged: () => Promise<void>) {
  const ask = useAsk();
  return async (
    target: PersonTarget,
    tag: string,
    isOn: boolean,
  ): Promise<{ count: number; undo: Undo | null } | null> => {
    const result = await ask('people:tag', { target, tag, isOn });
    if (result === null) return null;
    await onChanged();
    const { changed } = result;
    const undo = async () => {
      await ask('people:tag', { target: { ids: changed }, tag, isOn: !isOn });
      await onChanged();
    };
    const canUndo = changed.length > 0 && changed.length <= limits.importRows;
    return { count: changed.length, undo: canUndo ? undo : null };
  };
}

/** The same, and says how many. */
export function useTagging(onChanged: () => Promise<void>) {
  const text = useText();
  const toast = useToast();
  const tag = useTag(onChanged);
  return async (target: PersonTarget, name: string, isOn: boolean) => {
    const tagged = await tag(target, name, isOn);
    if (tagged === null) return;
    const { count, undo } = tagged;
    toast(
      'good',
      text(isOn ? 'people.tagged' : 'people.untagged', { count, name }),
      ...(undo === null ? [] : [{ label: text('decide.undo'), onPress: () => void undo() }]),
    );
  };
}
