import type { LinkState } from '../../domain/state/state.ts';
import { useOverview, useStore } from '../store/use-store.ts';

/** The link that the screen shows, and the account to name to main: the one that the route names, else the first. */
export function useLink(): { readonly link: LinkState; readonly of: { readonly account: number } | undefined } {
  const id = useStore(({ route }) => (route.screen === 'link' ? route.account : undefined));
  const link = useOverview(({ accounts, link: first }) =>
    id === undefined ? first : (accounts.find((account) => account.id === id)?.link ?? first),
  );
  return { link, of: id === undefined ? undefined : { account: id } };
}
