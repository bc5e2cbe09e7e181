import { BookmarkPlus } from 'lucide-react';
import { useState } from 'react';
import type { ListReport } from '../../../domain/contract.ts';
import { call } from '../../api.ts';
import { SavedRows } from '../../shared/saved-rows.tsx';
import { useText, useWords } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { useRead } from '../../ui/hooks/use-read.ts';
import { NameDialog } from '../../ui/name-dialog.tsx';
import { useToast } from '../../ui/toast.tsx';

/** The lists saved for further campaigns; nothing where there are none. */
export function SavedLists(props: {
  readonly onUse: (id: number) => void;
  /** It is in a dialog that has the title, and says so where there are none. */
  readonly ofDialog?: boolean;
}) {
  const { onUse, ofDialog = false } = props;
  const { text, format } = useWords();
  const ask = useAsk();
  const { shown: lists, put } = useRead('list:saved', undefined, { saysFailure: true });
  if (lists === null || lists.length === 0)
    return ofDialog ? <p className="quiet">{text('campaign.recipients.saved.none')}</p> : null;
  return (
    <section>
      {!ofDialog && (
        <div className="part-header row wrap">
          <h2>{text('campaign.recipients.saved.title')}</h2>
        </div>
      )}
      <SavedRows
        of="recipients"
        rows={lists}
        about={({ recipients, savedAtMs }) => (
          <div className="small faint clip">
            {text('campaign.recipients.saved.line', {
              people: text('campaign.recipients.saved.people', { count: recipients }),
              date: format.date(savedAtMs),
            })}
          </div>
        )}
        onUse={({ id }) => onUse(id)}
        rename={({ id }, name) => call('list:renameSaved', { id, name })}
        remove={({ id }) => ask('list:deleteSaved', { id })}
        onRows={put}
      />
    </section>
  );
}

export function SaveList({ list, suggested }: { list: ListReport; suggested: string }) {
  const text = useText();
  const toast = useToast();
  const [naming, setNaming] = useState(false);
  return (
    <>
      <Button icon={BookmarkPlus} onPress={() => setNaming(true)}>
        {text('campaign.recipients.saved.save')}
      </Button>
      {naming && (
        <NameDialog
          title={text('campaign.recipients.saved.saveTitle')}
          label={text('campaign.recipients.saved.name')}
          confirm={text('campaign.recipients.saved.save')}
          name={suggested}
          hint={text('campaign.recipients.saved.hint')}
          onName={(name) => call('list:save', { listId: list.id, name })}
          onDone={() => toast('good', text('campaign.recipients.saved.done'))}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  );
}
