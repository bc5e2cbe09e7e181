import type { RefObject } from 'react';

/** Opens the system's file dialog for one file, when something else presses it. */
export function FileInput(props: {
  readonly input: RefObject<HTMLInputElement | null>;
  /** As in `<input accept>`: ".csv,.xlsx". */
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
        // The same file may be chosen again after it was corrected.
        event.target.value = '';
        if (file !== undefined) onFile(file);
      }}
    />
  );
}
