import type { ReactNode } from 'react';
import type { MessageRow } from '../../../domain/contract.ts';
import type { Tab } from '../../../domain/messages/message.ts';
import { noNarrowing } from '../../store/outbox-view.ts';
import { useActions } from '../../store/use-store.ts';
import { NameButton } from '../../ui/button.tsx';

/** Opens a person's message in the outbox: its text, its history, why it was not sent. `label`: for screen readers. */
export function MessageLink(props: {
  readonly message: Pick<MessageRow, 'id' | 'campaignId' | 'status'>;
  readonly label: string;
  readonly children: ReactNode;
}) {
  const { id, campaignId, status } = props.message;
  const { showOutbox, openMessage } = useActions();
  const open = () => {
    showOutbox({ ...noNarrowing, campaignId, tab: tabOf(status) });
    openMessage(id);
  };
  return (
    <NameButton label={props.label} onPress={open}>
      {props.children}
    </NameButton>
  );
}

function tabOf(status: MessageRow['status']): Tab {
  return status === 'sent' || status === 'failed' ? status : 'pending';
}
