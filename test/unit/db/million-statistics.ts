/**
 * What ANALYZE says of a database of a million messages (`test/bench/stored.ts`): table, index, rows and how many of them
 * share each further column. With it, SQLite plans in a small database as it would in that one.
 */
export const millionStatistics: readonly (readonly [table: string, index: string, numbers: string])[] = [
  ['reply', 'reply_wa_key_unique', '35920 1'],
  ['reply', 'reply_message', '35920 1'],
  ['fence', 'fence_attempt', '3380072 4'],
  ['fence', 'fence', '3380072 2 1 1'],
  ['message', 'message_contradiction', '126 26 1'],
  ['message', 'message_campaign_pending', '102000 51000 1'],
  ['message', 'message_pending', '102000 1'],
  ['message', 'message_campaign_tab', '898000 179600 59867 1 1'],
  ['message', 'message_tab', '898000 299334 1 1'],
  ['message', 'message_person', '1000000 1'],
  ['message', 'message_queue', '102000 51000 5100 1'],
  ['waiting', 'waiting', '20 10 1'],
  ['message', 'message_recipient', '1000000 200000 1'],
  ['attempt', 'attempt_unpassed', '13470 6735 1'],
  ['attempt', 'attempt_handed_over', '831548 415774 1'],
  ['attempt', 'attempt_live', '845018 1 1'],
  ['attempt', 'attempt_refused_random_unique', '845018 845018'],
  ['attempt', 'attempt_wa_random_unique', '845018 1'],
  ['attempt', 'attempt_token_unique', '845018 1'],
  ['campaign', 'campaign_uid_unique', '5 1'],
  ['recipient', 'recipient_phone', '1000000 200000 1'],
  ['recipient', 'recipient_row', '1000000 200000 1'],
  ['handed_over', 'handed_over', '7984 1597 1'],
  ['list', 'list_uid_unique', '5 1'],
  ['history', 'history', '3380072 4 1'],
];
