import { Paperclip } from 'lucide-react';
import type { Report } from '../../domain/contract.ts';
import { TemplateText } from '../shared/template-text.tsx';
import { useText } from '../text.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';

export function MessageCard({ message }: { message: Report['message'] }) {
  const text = useText();
  return (
    <Card title={text('campaign.check.message')}>
      {message.text !== '' && <TemplateText text={message.text} />}
      {message.wasChanged && <p className="small quiet above-2">{text('report.textChanged')}</p>}
      {message.attachment !== null && (
        <p className="gap-6px row quiet above-2">
          <Icon of={Paperclip} />
          <bdi>{message.attachment}</bdi>
        </p>
      )}
    </Card>
  );
}
