import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from '../button.tsx';
import { FileInput } from './file-input.tsx';

/** A button that opens the system's file dialog for one file. */
export function FileButton(props: {
  readonly accept?: string;
  readonly onFile: (file: File) => void;
  readonly icon?: LucideIcon;
  readonly size?: 'small' | 'control';
  readonly disabled?: boolean;
  readonly children: ReactNode;
}) {
  const { accept, onFile, icon, size = 'control', disabled = false, children } = props;
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
