/** The steps of the campaign wizard, in their order. */
export const campaignSteps = ['recipients', 'message', 'when', 'check'] as const;
export type CampaignStep = (typeof campaignSteps)[number];

export type EditPart = 'message' | 'when';

/** Where the operator is. The window has no addresses: this is all there is. */
export type Route =
  | { readonly screen: 'outbox' }
  /** `campaignId`: of that campaign alone. `messageId`: with the chat of that one open. */
  | { readonly screen: 'replies'; readonly campaignId?: number; readonly messageId?: number }
  | { readonly screen: 'campaigns' }
  | { readonly screen: 'campaign'; readonly id: number; readonly step: CampaignStep }
  /** Changes what still waits of a started campaign. `back`: where the operator came from. */
  | {
      readonly screen: 'campaignEdit';
      readonly id: number;
      readonly part: EditPart;
      readonly back: 'campaigns' | 'outbox';
    }
  /** `personId`: with that person open. */
  | { readonly screen: 'people'; readonly personId?: number }
  | { readonly screen: 'reports' }
  | { readonly screen: 'report'; readonly id: number }
  | { readonly screen: 'reportDays' }
  /** `part`: what is to be in sight at once. */
  | { readonly screen: 'settings'; readonly part?: 'browser' | 'accounts' }
  | { readonly screen: 'team' }
  /** `account`: that one, in place of the first. */
  | { readonly screen: 'link'; readonly account?: number };

/** The screens of the sidebar, in the order of Ctrl/Cmd+1…6. */
export const sidebarScreens = ['outbox', 'replies', 'campaigns', 'people', 'reports', 'settings'] as const;
export type SidebarScreen = (typeof sidebarScreens)[number];

/** The entry of the sidebar that a route belongs to; null for the linking of WhatsApp. */
export function sidebarScreenOf(route: Route): SidebarScreen | null {
  switch (route.screen) {
    case 'campaign':
      return 'campaigns';
    case 'campaignEdit':
      return route.back;
    case 'report':
    case 'reportDays':
      return 'reports';
    case 'team':
      return 'settings';
    case 'link':
      return null;
    default:
      return route.screen;
  }
}
