import { Dialog } from '@base-ui/react/dialog';
import { Tabs } from '@base-ui/react/tabs';
import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { CommandOutput, ListReport } from '../../../../domain/contract.ts';
import { limits } from '../../../../domain/limits.ts';
import type { ListChoices } from '../../../../domain/lists/list-choices.ts';
import { RichText, useText, useWords } from '../../../text.tsx';
import { Button, IconButton } from '../../../ui/button.tsx';
import { useRead } from '../../../ui/hooks/use-read.ts';
import { columnsByUse, columnUses } from './segment-columns.ts';
import { useSegmentLines } from './segment-lines.ts';
import { SegmentValues } from './segment-values.tsx';

type Segment = ListChoices['segment'];
type Part = Segment[number];
type Props = {
  readonly list: ListReport;
  readonly onChoose: (segment: Segment) => unknown;
  readonly onClose: () => void;
};

/** Chooses the part of the list that gets the message: columns by use, a column's values with counts, the result. */
export function SegmentDialog({ list, onChoose, onClose }: Props) {
  const text = useText();
  const [segment, setSegment] = useState<Segment>(list.choices.segment);
  const { shown: measured } = useRead('list:part', { listId: list.id, segment }, { saysFailure: true });
  const [chosen, setChosen] = useState<number | null>(segment[0]?.index ?? null);
  const columns = measured && columnsByUse(list, measured.values);
  const index = chosen ?? columns?.few[0]?.index ?? columns?.differs[0]?.index ?? 0;
  const popup = useRef<HTMLDivElement>(null);
  const choose = (next: Segment) => {
    onChoose(next);
    onClose();
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        {/* The close button shows a tooltip when it has the focus, and Escape would close the tooltip first. */}
        <Dialog.Popup ref={popup} initialFocus={popup} className="dialog choose flex column">
          <header className="row gap-3">
            <Dialog.Title className="grow">{text('segment.title')}</Dialog.Title>
            <Dialog.Close render={<IconButton kind="quiet" icon={X} label={text('ui.close')} />} />
          </header>
          {columns !== null && (
            <Tabs.Root
              className="choose-body grid grow"
              orientation="vertical"
              value={index}
              onValueChange={(next: number) => setChosen(next)}
            >
              <Tabs.List className="choose-columns" aria-label={text('segment.column')} activateOnFocus>
                {columnUses.map((use) => (
                  <ColumnGroup
                    key={use}
                    title={text(`segment.use.${use}`)}
                    columns={columns[use]}
                    {...{ list, segment }}
                  />
                ))}
              </Tabs.List>
              <Tabs.Panel key={index} value={index} className="flex column" tabIndex={-1}>
                <SegmentValues
                  listId={list.id}
                  part={segment.find((one) => one.index === index) ?? { index, values: [] }}
                  isOfMany={columns.differs.some((column) => column.index === index)}
                  onChange={(part) => setSegment(withPart(segment, part))}
                />
              </Tabs.Panel>
            </Tabs.Root>
          )}
          <SegmentFooter {...{ list, segment, measured, choose }} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function ColumnGroup(props: {
  readonly title: string;
  readonly list: ListReport;
  readonly segment: Segment;
  readonly columns: readonly { readonly index: number; readonly values: number }[];
}) {
  const { text, format } = useWords();
  const { title, list, segment, columns } = props;
  if (columns.length === 0) return null;
  return (
    <>
      <p className="choose-use caption medium faint" role="presentation">
        {title}
      </p>
      {columns.map(({ index, values }) => {
        const part = segment.find((one) => one.index === index);
        return (
          <Tabs.Tab key={index} value={index} className="choose-column gap-0-2 grid">
            <span className="clip">
              <bdi>
                {list.headers[index]?.trim() || text('campaign.recipients.unnamedColumn', { place: index + 1 })}
              </bdi>
            </span>
            {values <= limits.segmentValues && <span className="number small faint">{format.number(values)}</span>}
            {part && (
              <small>
                {text(part.isAllBut ? 'segment.butSome' : 'segment.onlySome', { some: part.values.length })}
              </small>
            )}
          </Tabs.Tab>
        );
      })}
    </>
  );
}

function SegmentFooter(props: {
  readonly list: ListReport;
  readonly segment: Segment;
  readonly measured: CommandOutput<'list:part'> | null;
  readonly choose: (segment: Segment) => void;
}) {
  const text = useText();
  const lines = useSegmentLines(props.list);
  const { list, segment, measured, choose } = props;
  const rows = measured?.rows ?? 0;
  const isNobody = measured !== null && rows === 0;
  return (
    <footer className="row gap-3">
      <p className="grow" aria-live="polite">
        {isNobody ? (
          text('segment.nobody')
        ) : (
          <RichText words={text('segment.rows', { count: rows, total: list.rows })} />
        )}
        <small className="anywhere">
          {segment.length === 0 ? text('segment.everybody') : lines(segment).join(' · ')}
        </small>
        {list.cannotBeUsed > 0 && <small className="anywhere">{text('segment.openRows')}</small>}
      </p>
      {segment.length > 0 && (
        <Button kind="quiet" onPress={() => choose([])}>
          {text('segment.all')}
        </Button>
      )}
      <Button kind="primary" aria-disabled={isNobody || undefined} onPress={() => !isNobody && choose(segment)}>
        {text('segment.useRows', { count: rows })}
      </Button>
    </footer>
  );
}

/** A part without values restricts nothing. */
function withPart(segment: Segment, part: Part): Segment {
  const others = segment.filter(({ index }) => index !== part.index);
  if (part.values.length === 0) return others;
  const place = segment.findIndex(({ index }) => index === part.index);
  return others.toSpliced(place < 0 ? others.length : place, 0, part);
}
