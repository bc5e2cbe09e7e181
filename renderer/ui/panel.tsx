import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../text.tsx';
import { IconButton } from './button.tsx';

/** The panel at the side of a list that shows one of its rows. */
export function Panel({
  label,
  title,
  subtitle,
  badge,
  actions,
  contentKey,
  onClose,
  children,
}: {
  readonly label: string;
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly badge?: ReactNode;
  /** Buttons beside the one that closes. */
  readonly actions?: ReactNode;
  /** What is shown: something else begins at its top. */
  readonly contentKey?: string | number;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const text = useText();
  return (
    <aside className="panel" aria-label={label}>
      <header className="panel-head">
        <h2 className="clip">{title}</h2>
        {subtitle && <p className="number quiet">{subtitle}</p>}
        {badge}
        <div className="panel-buttons">
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

export function PanelPart({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <section className="panel-part">
      {title && <h3>{title}</h3>}
      {children}
    </section>
  );
}
