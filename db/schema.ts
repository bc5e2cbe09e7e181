/**
 * The tables as Drizzle knows them. STRICT, the CHECKs and the triggers that refuse what must never be stand in
 * `migrations/`, finished by hand, because Drizzle generates neither; a test holds the real `sqlite_master` against them.
 * All times are epoch milliseconds. Every list, campaign and attempt has a random `uid` or `token` beside its row number,
 * since a restored backup hands out the same row numbers again.
 */

export * from './schema/alarms.ts';
export * from './schema/app.ts';
export * from './schema/campaigns.ts';
export * from './schema/lists.ts';
export * from './schema/messages.ts';
export * from './schema/people.ts';
export * from './schema/replies.ts';
export * from './schema/team.ts';
