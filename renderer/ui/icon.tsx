import type { LucideIcon } from 'lucide-react';

/** A line icon. It is decoration: the word beside it, or the button's label, says what it means. */
export function Icon({
  of: Shape,
  directional = false,
  className = '',
}: {
  readonly of: LucideIcon;
  /** Mirrored where reading goes from right to left: arrows, not pauses and checks. */
  readonly directional?: boolean;
  readonly className?: string;
}) {
  return <Shape aria-hidden size={16} className={`icon ${directional ? 'icon-directional' : ''} ${className}`} />;
}
