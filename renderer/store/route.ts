export const campaignSteps = ['recipients', 'message', 'when', 'check'] as const;
export type CampaignStep = (typeof campaignSteps)[number];

export type EditPart = 'message' | 'when';

/** Where the operator is. The window has no addresses, so this is all there is. */
export type Route =
  | { readonly screen: 'outbox' }
  /** `campaignId`: only replies to this campaign. `messageId`: with this message's chat open. */
  | { readonly screen: 'replies'; readonly campaignId?: number; readonly messageId?: number }
  | { readonly screen: 'campaigns' }
  | { readonly screen: 'campaign'; readonly id: number; readonly step: CampaignStep }
  /** Changes a started campaign's waiting messages. `back`: where the operator came from. */
  | {
      readonly screen: 'campaignEdit';
      readonly id: number;
      readonly part: EditPart;
      readonly back: 'campaigns' | 'outbox';
    }
  /** `personId`: with this person open. */
  | { readonly screen: 'people'; readonly personId?: number }
  | { readonly screen: 'reports' }
  | { readonly screen: 'report'; readonly id: number }
  | { readonly screen: 'reportDays' }
  /** `part`: the settings to scroll to. */
  | { readonly screen: 'settings'; readonly part?: 'browser' | 'accounts' }
  | { readonly screen: 'team' }
  /** `account`: this account instead of the first. */
  | { readonly screen: 'link'; readonly account?: number };

/** The screens of the sidebar, in the order of Ctrl/Cmd+1…6. */
export const sidebarScreens = ['outbox', 'replies', 'campaigns', 'people', 'reports', 'settings'] as const;
export type SidebarScreen = (typeof sidebarScreens)[number];

/** The entry of the sidebar that a route belongs to; null for linking WhatsApp. */
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
