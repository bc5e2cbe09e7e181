import type { MessageRow } from '../../domain/contract.ts';
import { Phone } from '../ui/names.tsx';
import { MessageStatus } from '../ui/status.tsx';
import { MessageLink } from './message-link.tsx';

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
