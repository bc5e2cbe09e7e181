import parsePhoneNumber, { isSupportedCountry } from 'libphonenumber-js/min';
import { useState } from 'react';
import type { LinkState } from '../../domain/state.ts';
import { useAsk } from '../api.ts';
import { useOverview } from '../store.ts';
import { useFormat, useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Spinner } from '../ui/sign.tsx';
import { CardState } from './link-card.tsx';

/** Links by a code of eight letters that is typed on the phone. */
export function PhoneCode({ link }: { readonly link: LinkState }) {
  const text = useText();
  if (link.phase !== 'code') return <NumberForm />;
  return (
    <>
      <div className="code-form">
        <ShownNumber phone={link.phone} />
        {link.code !== null && <Letters code={link.code} />}
      </div>
      <CardState sign={<Spinner />} line={text(link.code === null ? 'link.gettingCode' : 'link.waiting')} />
    </>
  );
}

function NumberForm() {
  const text = useText();
  const format = useFormat();
  const ask = useAsk();
  const country = useOverview(({ settings }) => settings.country);
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const parsed = parsePhoneNumber(typed, isSupportedCountry(country) ? { defaultCountry: country } : {});
  const getCode = async () => {
    if (parsed?.isValid()) await ask('link:withCode', { phone: parsed.number });
    else setWrong(true);
  };
  const found = parsed?.country === undefined ? text('link.numberHint') : format.country(parsed.country);
  return (
    <>
      <div className="code-form">
        <TextField
          label={text('link.yourNumber')}
          hint={found}
          error={isWrong ? text('link.numberWrong') : null}
          type="tel"
          dir="ltr"
          maxLength={40}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            setWrong(false);
          }}
          onEnter={() => void getCode()}
        />
        <Button kind="primary" onPress={getCode}>
          {text('link.getCode')}
        </Button>
      </div>
      <CardState sign={<Spinner />} line={text('link.waiting')} />
    </>
  );
}

function ShownNumber({ phone }: { readonly phone: string }) {
  const text = useText();
  const format = useFormat();
  return (
    <div className="field">
      <span className="field-label">{text('link.yourNumber')}</span>
      <bdi className="number" dir="ltr">
        {format.phone(phone)}
      </bdi>
    </div>
  );
}

/** The code in tiles, read out letter by letter. */
function Letters({ code }: { readonly code: string }) {
  const text = useText();
  const letters = [...code.replaceAll(/[^\p{L}\p{N}]/gu, '')];
  return (
    <>
      <p className="field-label">{text('link.codeToType')}</p>
      <div className="letters" dir="ltr" role="img" aria-label={letters.join(' ')}>
        {letters.map((letter, place) => {
          const key = `${place}${letter}`;
          return <span key={key}>{letter}</span>;
        })}
      </div>
    </>
  );
}
