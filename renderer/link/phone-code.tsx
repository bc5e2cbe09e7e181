import parsePhoneNumber, { isSupportedCountry } from 'libphonenumber-js/min';
import { Copy, Smartphone } from 'lucide-react';
import { useState } from 'react';
import type { LinkState } from '../../domain/state/state.ts';
import { useOverview } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields/field.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useCopy } from '../ui/hooks/use-copy.ts';
import { useOneAtATime } from '../ui/hooks/use-one-at-a-time.ts';
import { Icon } from '../ui/icon.tsx';
import { Spinner } from '../ui/sign.tsx';
import { CardState } from './card-state.tsx';
import { useLink } from './use-link.ts';

/** Links by a code of eight letters that is typed on the phone. */
export function PhoneCode({ link }: { link: LinkState }) {
  const text = useText();
  if (link.phase !== 'code') return <NumberForm refused={link.phase === 'code_refused' ? link.phone : null} />;
  return (
    <>
      <div className="code-form">
        <ShownNumber phone={link.phone} />
        {link.code !== null && <Letters code={link.code} />}
      </div>
      {link.code === null ? (
        <CardState sign={<Spinner />} line={text('link.gettingCode')} />
      ) : (
        <CardState sign={<Spinner />} line={text('link.waiting')} hint={text('link.codeRenews')} />
      )}
    </>
  );
}

/** `refused`: the number for which WhatsApp gave no code. */
function NumberForm({ refused }: { refused: string | null }) {
  const { text, format } = useWords();
  const ask = useAsk();
  const { of } = useLink();
  const country = useOverview(({ settings }) => settings.country);
  const [typed, setTyped] = useState(refused === null ? '' : format.phone(refused));
  const [wrong, setWrong] = useState<'numberWrong' | 'numberRefused' | null>(refused === null ? null : 'numberRefused');
  const parsed = parsePhoneNumber(typed, isSupportedCountry(country) ? { defaultCountry: country } : {});
  const getCode = useOneAtATime(async () => {
    // New ranges are assigned at any time, and WhatsApp knows best which numbers exist.
    if (parsed?.isPossible()) await ask('link:withCode', { ...of, phone: parsed.number });
    else setWrong('numberWrong');
  });
  const found = parsed?.country === undefined ? text('link.numberHint') : format.country(parsed.country);
  return (
    <>
      <div className="code-form">
        <TextField
          label={text('link.yourNumber')}
          hint={found}
          error={wrong && text(`link.${wrong}`)}
          type="tel"
          dir="ltr"
          maxLength={40}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            setWrong(null);
          }}
          onEnter={() => void getCode()}
        />
        <Button kind="primary" onPress={getCode}>
          {text('link.getCode')}
        </Button>
      </div>
      <CardState sign={<Icon of={Smartphone} />} line={text('link.numberFirst')} />
    </>
  );
}

function ShownNumber({ phone }: { phone: string }) {
  const { text, format } = useWords();
  return (
    <div className="field grid gap-1">
      <span className="medium">{text('link.yourNumber')}</span>
      <bdi className="number" dir="ltr">
        {format.phone(phone)}
      </bdi>
    </div>
  );
}

/** The code in tiles: read out letter by letter, and copied for a WhatsApp on this computer. */
function Letters({ code }: { code: string }) {
  const text = useText();
  const copy = useCopy();
  const letters = [...code.replaceAll(/[^\p{L}\p{N}]/gu, '')];
  const copyCode = () => copy(letters.join(''), text('link.codeCopied'), text('link.codeNotCopied'));
  return (
    <>
      <p className="medium">{text('link.codeToType')}</p>
      <div className="letters grid gap-2 above-2" dir="ltr" role="img" aria-label={letters.join(' ')}>
        {letters.map((letter, place) => {
          const key = `${place}${letter}`;
          return (
            <span key={key} className="grid center">
              {letter}
            </span>
          );
        })}
      </div>
      <Button size="small" className="above-3" icon={Copy} onPress={copyCode}>
        {text('link.copyCode')}
      </Button>
    </>
  );
}
