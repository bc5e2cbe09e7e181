import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from '../button.tsx';
import { FileInput } from './file-input.tsx';

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
      <Button size={size} icon={icon} disabled={disabled} onPress={() => input.current?.click()}>
        {children}
      </Button>
      <FileInput input={input} accept={accept} onFile={onFile} />
    </>
  );
}
