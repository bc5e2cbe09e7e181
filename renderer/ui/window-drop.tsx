import { Upload } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { isAnythingFloating } from './hooks/use-key.ts';
import { Icon } from './icon.tsx';

/** Accepts files dropped anywhere on the window, and shows a target while they are held over it; not over a dialog. */
export function WindowDrop(props: {
  /** What dropping does, or where files can be dropped. */
  readonly label: string;
  /** Null where no files are accepted: the label says so, and a drop does nothing. */
  readonly onFiles: ((files: readonly File[]) => void) | null;
}) {
  const { label, onFiles } = props;
  const [over, setOver] = useState(false);
  const take = useEffectEvent((files: readonly File[]) => onFiles?.(files));
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(!isAnythingFloating());
    };
    const onLeave = (event: DragEvent) => {
      // When the pointer moves between two elements of the page, this is the one it moves to.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      // The whole window takes a drop, once, and no place within it as well.
      event.stopPropagation();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0 && !isAnythingFloating()) take(files);
    };
    const listeners = { dragenter: onOver, dragover: onOver, dragleave: onLeave, drop: onDrop };
    for (const [name, listener] of Object.entries(listeners))
      window.addEventListener(name, listener as EventListener, { capture: true });
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        window.removeEventListener(name, listener as EventListener, { capture: true });
    };
  }, []);
  if (!over) return null;
  return (
    <div className="window-drop grid center" data-takes={onFiles === null ? undefined : ''} role="status">
      <p className="row strong anywhere">
        {onFiles !== null && <Icon of={Upload} />}
        {label}
      </p>
    </div>
  );
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
