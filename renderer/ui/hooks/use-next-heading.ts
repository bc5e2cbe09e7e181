import { useEffect, useRef } from 'react';

/** The groups with headings. They change after a decision. */
type Groups = readonly { readonly cause: string }[];

/** After a decision removed the focused element, focuses the heading of the next open group, or of the whole part. */
export function useNextHeading(groups: Groups) {
  const area = useRef<HTMLElement>(null);
  const left = useRef<{ readonly groups: Groups; readonly place: number } | null>(null);
  useEffect(() => {
    if (left.current === null || left.current.groups === groups) return;
    const { place } = left.current;
    left.current = null;
    if (area.current?.contains(document.activeElement)) return;
    const headings = area.current?.querySelectorAll<HTMLElement>('.cause h3') ?? [];
    const next = headings[Math.min(place, headings.length - 1)];
    (next ?? area.current?.querySelector<HTMLElement>('h2'))?.focus();
  }, [groups]);
  const focusNext = (cause: string) => {
    const headings = [...(area.current?.querySelectorAll<HTMLElement>('.cause h3') ?? [])];
    left.current = {
      groups,
      place: Math.max(
        0,
        headings.findIndex((heading) => heading.dataset.cause === cause),
      ),
    };
  };
  return { area, focusNext };
}
