import { limits } from '../../../domain/limits.ts';
import type { PersonTarget } from '../../../domain/people/person-filter.ts';
import { useText } from '../../text.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { useToast } from '../../ui/toast.tsx';

/** Tags people at once, and says how many, with the way back. Returns that way; null where there is none. */
export function useTagging(onChanged: () => Promise<void>) {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  return async (target: PersonTarget, name: string, isOn: boolean): Promise<(() => Promise<void>) | null> => {
    const result = await ask('people:tag', { target, tag: name, isOn });
    if (result === null) return null;
    await onChanged();
    const { changed } = result;
    const undo = async () => {
      await ask('people:tag', { target: { ids: changed }, tag: name, isOn: !isOn });
      await onChanged();
    };
    const canUndo = changed.length > 0 && changed.length <= limits.importRows;
    toast(
      'good',
      text(isOn ? 'people.tagged' : 'people.untagged', { count: changed.length, name }),
      ...(canUndo ? [{ label: text('decide.undo'), onPress: () => void undo() }] : []),
    );
    return canUndo ? undo : null;
  };
}
