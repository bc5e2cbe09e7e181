import type { RefObject } from 'react';

/** Opens the system's file dialog for one file, when something else presses it. */
export function FileInput({
  input,
  accept,
  onFile,
}: {
  input: RefObject<HTMLInputElement | null>;
  /** As in `<input accept>`: ".csv,.xlsx". */
  accept: string | undefined;
  onFile: (file: File) => void;
}) {
  return (
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
  );
}
