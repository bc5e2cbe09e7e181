import { sidebarScreens } from '../store/route.ts';
import { useText } from '../text.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Key } from '../ui/tooltip.tsx';
import { useShortcutWords } from './control-key.ts';

/** Every keyboard shortcut that works on more than one screen. */
export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const text = useText();
  const withControl = useShortcutWords();
  const lines = [
    ...sidebarScreens.map((screen, index) => ({ what: text(`shell.${screen}`), keys: withControl(String(index + 1)) })),
    { what: text('shell.newCampaign'), keys: withControl('N') },
    { what: text('shortcuts.search'), keys: withControl('F') },
    { what: text('shortcuts.selectAll'), keys: withControl('A') },
    { what: text('shortcuts.selectRange'), keys: '⇧ ↑ ↓' },
    { what: text('shortcuts.neighbours'), keys: 'Alt ↑ ↓' },
    { what: text('shell.settings'), keys: withControl(',') },
    { what: text('shortcuts.preview'), keys: text('shortcuts.previewKeys') },
    { what: text('shortcuts.close'), keys: text('shortcuts.escape') },
    { what: text('shortcuts.list'), keys: '?' },
  ];
  return (
    <Dialog open={open} title={text('menu.shortcuts')} onClose={onClose}>
      <dl className="sum">
        {lines.map(({ what, keys }) => (
          <div key={`${what} ${keys}`} className="sum-row flex between gap-4">
            <dt>{what}</dt>
            <dd>
              <Key>{keys}</Key>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
