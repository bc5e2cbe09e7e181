import { useText } from '../text.tsx';
import { FileButton } from '../ui/fields/file-button.tsx';
import { certificateText } from './certificate-text.ts';

type Chosen = { readonly authority: string; readonly certificate: string };
export const noCertificate: Chosen = { authority: '', certificate: '' };

/** Chooses the certificate of the authority behind a server's, and says which was chosen. */
export function CertificateButton({ name, onChoose }: { name: string; onChoose: (chosen: Chosen) => void }) {
  const text = useText();
  const choose = async (file: File) =>
    onChoose({ authority: certificateText(new Uint8Array(await file.arrayBuffer())), certificate: file.name });
  return (
    <div>
      <FileButton size="small" accept=".pem,.crt,.cer,.der" onFile={choose}>
        {name === '' ? text('team.certificate') : text('team.certificateIs', { name })}
      </FileButton>
    </div>
  );
}
