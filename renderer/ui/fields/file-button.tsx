import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from '../button.tsx';

/** A button that opens the system's file dialog for one file. */
export function FileButton({
  accept,
  onFile,
  icon,
  size = 'control',
  disabled = false,
  children,
}: {
  /** As in `<input accept>`: ".csv,.xlsx". */
  accept?: string;
  onFile: (file: File) => void;
  icon?: LucideIcon;
  size?: 'small' | 'control';
  disabled?: boolean;
  children: ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        size={size}
        disabled={disabled}
        onPress={() => input.current?.click()}
        {...(icon === undefined ? {} : { icon })}
      >
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen again after it was corrected.
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}
