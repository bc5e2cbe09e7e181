import { memo } from 'react';
import { useFormat, useText } from '../text.tsx';

/** A person's name in its own direction, or words that say that there is none. */
export function PersonName({ name }: { name: string }) {
  const text = useText();
  return name === '' ? <span className="faint">{text('ui.noName')}</span> : <bdi>{name}</bdi>;
}

/** A number, left to right with its country's spaces. Memoised: formatting takes longer than the rest of its row. */
export const Phone = memo(function Phone({ phone }: { phone: string }) {
  const format = useFormat();
  return (
    <bdi dir="ltr" className="number">
      {format.phone(phone)}
    </bdi>
  );
});
