import type { MessageRow } from '../../domain/contract.ts';
import type { Tab } from '../../domain/messages/message.ts';
import { noNarrowing } from '../store/outbox-view.ts';
import { useStore } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { NameButton } from '../ui/button.tsx';
import { PersonName, Phone } from '../ui/names.tsx';
import { MessageStatus } from '../ui/status.tsx';

/** The first cells of a row about a person: the name, which opens the message, the number and the status. */
export function PersonCells({ row }: { row: MessageRow }) {
  return (
    <>
      <td className="name">
        <MessageLink row={row} />
      </td>
      <td>
        <Phone phone={row.phone} />
      </td>
      <td>
        <MessageStatus row={row} />
      </td>
    </>
  );
}

/** Somebody's name, which opens their message in the outbox. */
function MessageLink({ row }: { row: MessageRow }) {
  const text = useText();
  const showOutbox = useStore((store) => store.showOutbox);
  const openMessage = useStore((store) => store.openMessage);
  const open = () => {
    showOutbox({ ...noNarrowing, campaignId: row.campaignId, tab: tabOf(row) });
    openMessage(row.id);
  };
  return (
    <NameButton label={text('report.openMessage', { name: row.name || row.phone })} onPress={open}>
      <PersonName name={row.name} />
    </NameButton>
  );
}

function tabOf({ status }: MessageRow): Tab {
  if (status === 'sent' || status === 'failed') return status;
  return 'pending';
}
