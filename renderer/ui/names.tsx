import { memo } from 'react';
import { useFormat, useText } from '../text.tsx';

/** A person's name in its own direction; says so when there is none. */
export function PersonName({ name }: { name: string }) {
  const text = useText();
  return name === '' ? <span className="faint">{text('ui.noName')}</span> : <bdi>{name}</bdi>;
}

/**
 * A phone number: left to right in every language, with the spaces of its country. To find these takes longer than the rest
 * of its row, which is drawn again with each change of its list.
 */
export const Phone = memo(function Phone({ phone }: { phone: string }) {
  const format = useFormat();
  return (
    <bdi dir="ltr" className="number">
      {format.phone(phone)}
    </bdi>
  );
});
