import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../text.tsx';
import { IconButton } from './button.tsx';
import { narrowQuery } from './media.ts';

/** The panel beside a list that shows one of its rows. */
export function Panel(props: {
  readonly label: string;
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly badge?: ReactNode;
  /** Buttons beside the close button. */
  readonly actions?: ReactNode;
  /** Identifies the content: another one begins at its top. */
  readonly contentKey: string | number;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { label, title, subtitle, badge, actions, contentKey, onClose, children } = props;
  const text = useText();
  const panel = useRef<HTMLElement>(null);
  // In a narrow window the panel replaces the list, below the content above both.
  // biome-ignore lint/correctness/useExhaustiveDependencies: something else in it begins at its top
  useEffect(() => {
    if (window.matchMedia(narrowQuery).matches) panel.current?.scrollIntoView?.({ block: 'start' });
  }, [contentKey]);
  return (
    <aside ref={panel} className="panel flex column rigid" aria-label={label}>
      <header className="panel-header grid lined">
        <h2 className="clip">{title}</h2>
        {subtitle && <p className="number quiet">{subtitle}</p>}
        {badge}
        <div className="panel-buttons flex top">
          {actions}
          <IconButton icon={X} label={text('ui.close')} onPress={onClose} />
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard */}
      <div key={contentKey} className="scroll" tabIndex={0}>
        {children}
      </div>
    </aside>
  );
}

export function PanelPart({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className="panel-part">
      {title && <h3 className="below-2">{title}</h3>}
      {children}
    </section>
  );
}
