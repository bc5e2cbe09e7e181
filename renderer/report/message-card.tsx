import { Paperclip } from 'lucide-react';
import type { Report } from '../../domain/contract.ts';
import { TemplateText } from '../shared/template-text.tsx';
import { useText } from '../text.tsx';
import { Icon } from '../ui/icon.tsx';

/** What was sent: on the screen and on paper the report is about these words. */
export function MessageCard({ message }: { message: Report['message'] }) {
  const text = useText();
  return (
    <section className="card">
      <div className="card-header">
        <h2>{text('campaign.check.message')}</h2>
      </div>
      <div className="card-body">
        {message.text !== '' && <TemplateText text={message.text} />}
        {message.attachment !== null && (
          <p className="message-file row quiet above-2">
            <Icon of={Paperclip} />
            <bdi>{message.attachment}</bdi>
          </p>
        )}
      </div>
    </section>
  );
}
