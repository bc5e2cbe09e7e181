import { Undo2 } from 'lucide-react';
import { RichText, useText } from '../text.tsx';
import { Button } from './button.tsx';

/** A decision in one line, with Undo. */
export function UndoLine({ words, onUndo }: { words: string; onUndo: () => unknown }) {
  const text = useText();
  return (
    <div className="undo-line row" role="status">
      <p>
        <RichText words={words} />
      </p>
      <Button kind="quiet" size="small" icon={Undo2} onPress={onUndo}>
        {text('decide.undo')}
      </Button>
    </div>
  );
}
