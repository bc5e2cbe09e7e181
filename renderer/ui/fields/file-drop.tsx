import { Upload } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { FileInput } from './file-input.tsx';

/** A place to drop one file, with a button that opens the system's file dialog. */
export function FileDrop(props: {
  readonly label: string;
  readonly hint: string;
  /** The label of the button: "Choose a file". */
  readonly choose: string;
  readonly accept: string;
  readonly onFile: (file: File) => void;
  /** Further ways to give a file, beside the button. */
  readonly children: ReactNode;
}) {
  const { label, hint, choose, accept, onFile, children } = props;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined) onFile(file);
  };
  return (
    <section
      className="drop grid gap-2"
      aria-label={label}
      data-over={over ? '' : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon of={Upload} />
      <p className="strong">{label}</p>
      <p className="small faint">{hint}</p>
      <div className="buttons middle above-2">
        <Button onPress={() => input.current?.click()}>{choose}</Button>
        {children}
      </div>
      <FileInput input={input} accept={accept} onFile={onFile} />
    </section>
  );
}
