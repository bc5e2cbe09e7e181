import { useState } from 'react';
import { useText } from '../../text.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { type Who, WhoList } from './who-list.tsx';

/** Opens the list of the people behind a count. */
export function WhoLink({ words, ...who }: Who & { words: string }) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <LinkButton onPress={() => setOpen(true)}>
        {words}
        {!words.includes(who.what) && <span className="visually-hidden">: {who.what}</span>}
      </LinkButton>
      <Dialog
        open={isOpen}
        isWide
        title={text('campaign.who.title', { what: who.what, count: who.count })}
        onClose={close}
      >
        <WhoList {...who} />
      </Dialog>
    </>
  );
}
