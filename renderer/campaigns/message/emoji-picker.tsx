import { Popover } from '@base-ui/react/popover';
import { Toolbar } from '@base-ui/react/toolbar';
import { Smile } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import type { Emoji } from '../../../domain/template/emoji.ts';
import { directions } from '../../../domain/text/languages.ts';
import { useLanguage, useText } from '../../text.tsx';
import { IconButton } from '../../ui/button.tsx';
import { type EmojiRows, findEmoji, type Place, step } from './emoji-search.ts';

type Props = {
  readonly onPick: (sign: Emoji) => void;
  /** The element that has the focus when the picker closes: the text, with its caret where it was. */
  readonly finalFocus: RefObject<HTMLElement | null>;
};

/** A small set of emoji by group, found by words in the operator's language. */
export function EmojiPicker({ onPick, finalFocus }: Props) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const label = text('campaign.message.emoji');
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger render={<Toolbar.Button render={<IconButton size="small" icon={Smile} label={label} />} />} />
      <Popover.Portal>
        <Popover.Positioner className="floating" sideOffset={4} align="start">
          <Popover.Popup className="menu emoji" aria-label={label} initialFocus={search} finalFocus={finalFocus}>
            <Picking
              search={search}
              onPick={(sign) => {
                setOpen(false);
                onPick(sign);
              }}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Picking({ search, onPick }: Pick<Props, 'onPick'> & { search: RefObject<HTMLInputElement | null> }) {
  const text = useText();
  const grid = useRef<HTMLDivElement>(null);
  const isMirrored = directions[useLanguage()] === 'rtl';
  const [wanted, setWanted] = useState('');
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const groups = findEmoji(wanted, (sign) => text(`emoji.names.${sign}`));
  const rows = groups.flatMap((group) => group.rows);
  const go = (to: Place | null) => {
    if (to === null) {
      search.current?.focus();
      return;
    }
    setPlace(to);
    grid.current?.querySelector<HTMLElement>(`[data-place="${to.row}-${to.column}"]`)?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (!/^(Arrow|Home|End)/.test(event.key)) return;
    event.preventDefault();
    go(step(rows, place, isMirrored ? mirrored(event.key) : event.key));
  };
  return (
    <>
      <input
        ref={search}
        className="input"
        aria-label={text('campaign.message.emojiSearch')}
        placeholder={text('campaign.message.emojiSearch')}
        value={wanted}
        onChange={(event) => {
          setWanted(event.target.value);
          setPlace({ row: 0, column: 0 });
        }}
        onKeyDown={(event) => {
          const first = rows[0]?.[0];
          if (first === undefined || event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' && !event.repeat) onPick(first);
          else if (event.key === 'ArrowDown') go({ row: 0, column: 0 });
          else return;
          event.preventDefault();
        }}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the buttons inside */}
      <div ref={grid} className="emoji-groups" onKeyDown={onKey}>
        <EmojiGroups groups={groups} place={place} onPick={onPick} />
      </div>
      <p className="menu-empty" role="status">
        {rows.length === 0 ? text('campaign.message.emojiNone') : ''}
      </p>
    </>
  );
}

function EmojiGroups(props: {
  readonly groups: readonly EmojiRows[];
  readonly place: Place;
  readonly onPick: (sign: Emoji) => void;
}) {
  const { groups, place, onPick } = props;
  const text = useText();
  let before = 0;
  return groups.map(({ group, rows }) => {
    const start = before;
    before += rows.length;
    return (
      // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form
      <div key={group} role="group" aria-label={text(`emoji.groups.${group}`)}>
        <p className="emoji-group caption faint" aria-hidden="true">
          {text(`emoji.groups.${group}`)}
        </p>
        <div className="emoji-grid grid">
          {rows.flatMap((signs, row) =>
            signs.map((sign, column) => (
              <button
                key={sign}
                type="button"
                className="emoji-sign"
                data-place={`${start + row}-${column}`}
                tabIndex={place.row === start + row && place.column === column ? 0 : -1}
                aria-label={text(`emoji.names.${sign}`)}
                title={text(`emoji.names.${sign}`)}
                onClick={() => onPick(sign)}
              >
                {sign}
              </button>
            )),
          )}
        </div>
      </div>
    );
  });
}

function mirrored(key: string): string {
  if (key === 'ArrowLeft') return 'ArrowRight';
  return key === 'ArrowRight' ? 'ArrowLeft' : key;
}
