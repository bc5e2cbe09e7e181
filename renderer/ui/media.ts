import { useEffect, useState } from 'react';

/** Whether a media query matches, kept up to date. */
export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    const follow = () => setMatches(list.matches);
    follow();
    list.addEventListener('change', follow);
    return () => list.removeEventListener('change', follow);
  }, [query]);
  return matches;
}

/** Below this width the sidebar is a bar and the page scrolls as one, as in narrow.css. */
export const narrowQuery = '(max-width: 800px)';

/** Below this width, for example at 200 % zoom, what frames a page takes one line each. */
export const smallQuery = '(max-width: 600px)';
