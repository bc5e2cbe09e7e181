import type { LucideIcon } from 'lucide-react';

/** A line icon. It is decoration: the words beside it, or the button's label, say what it means. */
export function Icon({ of: Shape, className = '' }: { of: LucideIcon; className?: string }) {
  return <Shape aria-hidden size={16} className={`icon ${className}`} />;
}
