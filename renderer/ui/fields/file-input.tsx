import type { RefObject } from 'react';

/** Opens the system's file dialog for one file when another control is pressed. */
export function FileInput(props: {
  readonly input: RefObject<HTMLInputElement | null>;
  /** In the form of `<input accept>`: ".csv,.xlsx". */
  readonly accept: string | undefined;
  readonly onFile: (file: File) => void;
}) {
  const { input, accept, onFile } = props;
  return (
    <input
      ref={input}
      type="file"
      hidden
      accept={accept}
      onChange={(event) => {
        const file = event.target.files?.[0];
        // The same file may be chosen again after a correction.
        event.target.value = '';
        if (file !== undefined) onFile(file);
      }}
    />
  );
}
