/** Parts of WhatsApp's page by their names. The library fails where one is not there yet when it asks for it. */

/** Used as soon as the page has started. */
export const startModules = [
  'WAWebSocketModel',
  'WAWebCmd',
  'WAWebConnModel',
  'WAWebOfflineHandler',
  'WAWebAltDeviceLinkingApi',
  'WABase64',
  'WAWebCompanionRegClientUtils',
  'WAWebAdvSignatureApi',
  'WAWebUserPrefsInfoStore',
  'WAWebSignalStoreApi',
  'WAWebUserPrefsMultiDevice',
] as const;

/** Used when the page has synced, or with the first message, which must not be the one that finds out. */
export const readyModules = [
  'WAWebUserPrefsMeUser',
  'WAWebCollections',
  'WAWebSyncGatingUtils',
  'WAWebWidFactory',
  'WAWebQueryExistsJob',
  'WAWebFindChatAction',
  'WAWebChatGetters',
  'WALinkify',
  'WAWebMsgKey',
  'WAWebGetEphemeralFieldsMsgActionsUtils',
  'WAWebSendMsgChatAction',
] as const;

/** Used with a file. */
export const mediaModules = [
  'WAWebMediaOpaqueData',
  'WAWebPrepRawMedia',
  'WAWebMediaStorage',
  'WAWebMmsMediaTypes',
  'WAWebMediaDataUtils',
  'WAWebMediaInMemoryBlobCache',
  'WAWebMediaMmsV4Upload',
] as const;

/**
 * Used only by us, as a help: a build without one of them can still send, as long as the gate can be told whose a chat
 * is. Where chats are under LIDs, that needs `WAWebApiContact`.
 */
export const helpfulModules = [
  'WAWebSendMsgJob',
  'WAWebEventsWaitForOfflineDeliveryEnd',
  'WAWebBackendEventBus',
  'WAWebMsgGetters',
  'WAWebApiContact',
  'WAWebLid1X1MigrationGating',
  'WAWebReachoutTimelockUtils',
  'WAWebGetReachoutTimelockJob',
  'WAWebIntegrityChallengeUtils',
  'WAWebIndividualNewChatMessageCappingLimitUtils',
] as const;

export const moduleNames = [...startModules, ...readyModules, ...mediaModules, ...helpfulModules] as const;
export type ModuleName = (typeof moduleNames)[number];
