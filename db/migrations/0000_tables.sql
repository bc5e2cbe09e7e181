-- Every table, and what its columns mean; those of which Drizzle knows the rows say that in db/schema.ts. The lists of
-- words are written by `npm run guards` from those of the domain.
-- The identity of this database, of its ledger, and where both stood last.
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT, WITHOUT ROWID;--> statement-breakpoint
-- A WhatsApp login of this computer. An account is its number, which is known once it is linked.
CREATE TABLE `account` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`phone` text CHECK (`phone` GLOB '+[0-9]*'),
	-- Given by staff; empty where none is.
	`name` text DEFAULT '' NOT NULL,
	-- The folder of its login; null where it has none any more.
	`folder` text,
	CHECK (`phone` IS NOT NULL OR `folder` IS NOT NULL)
) STRICT;--> statement-breakpoint
CREATE UNIQUE INDEX `account_phone` ON `account` (`phone`) WHERE `phone` IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `account_folder` ON `account` (`folder`) WHERE `folder` IS NOT NULL;--> statement-breakpoint
CREATE TABLE `setting` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL CHECK (json_valid(`value`))
) STRICT, WITHOUT ROWID;--> statement-breakpoint
CREATE TABLE `list` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uid` text NOT NULL,
	`file_name` text NOT NULL,
	`country` text NOT NULL,
	`fields` text NOT NULL CHECK (json_valid(`fields`)),
	`headers` text NOT NULL CHECK (json_valid(`headers`)),
	`created_at_ms` integer NOT NULL,
	`published_at_ms` integer,
	`erased_at_ms` integer,
	`rows` integer DEFAULT 0 NOT NULL,
	`recipients` integer DEFAULT 0 NOT NULL,
	`same_number` integer DEFAULT 0 NOT NULL,
	`do_not_contact` integer DEFAULT 0 NOT NULL,
	`cannot_be_used` integer DEFAULT 0 NOT NULL,
	`left_out` integer DEFAULT 0 NOT NULL,
	`not_chosen` integer DEFAULT 0 NOT NULL,
	`assumed_country` integer DEFAULT 0 NOT NULL,
	`possible_duplicates` text NOT NULL CHECK (json_valid(`possible_duplicates`)),
	`phone_index` integer CHECK (`phone_index` >= 0),
	`name_index` integer CHECK (`name_index` >= 0),
	`further_indexes` text DEFAULT '[]' NOT NULL CHECK (json_valid(`further_indexes`)),
	`area_index` integer CHECK (`area_index` >= 0),
	`country_index` integer CHECK (`country_index` >= 0),
	`choices` text DEFAULT '{"decisions":[],"edits":[],"kept":[],"countries":[],"segment":[],"isCountryChosen":false}' NOT NULL CHECK (json_valid(`choices`)),
	`facts` text DEFAULT '{"evidence":{"unnamed":0,"rivals":[],"seen":[],"better":null,"isCountryOpen":false},"numbers":{"country":"","columns":[],"values":[]},"groups":[],"decided":[],"countries":[],"named":[],"unnamed":0,"countryByRow":0,"couples":0,"refusals":[],"blankCells":[]}' NOT NULL CHECK (json_valid(`facts`)),
	`audience` text CHECK (json_valid(`audience`)),
	`people_until` integer DEFAULT 0 NOT NULL CHECK (`people_until` >= 0),
	`saved_name` text CHECK (length(trim(`saved_name`)) > 0),
	-- Nothing that was read may get lost on the way: the sums of a published list add up.
	CHECK (`published_at_ms` IS NULL OR `rows` = `recipients` + `same_number` + `do_not_contact` + `cannot_be_used` + `left_out` + `not_chosen`)
) STRICT;--> statement-breakpoint
CREATE UNIQUE INDEX `list_uid_unique` ON `list` (`uid`);--> statement-breakpoint
-- A text that the operator keeps, to begin other campaigns with.
CREATE TABLE `saved_text` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL CHECK (length(trim(`name`)) > 0),
	`text` text NOT NULL,
	`saved_at_ms` integer NOT NULL
) STRICT;--> statement-breakpoint
CREATE UNIQUE INDEX `saved_text_name_unique` ON `saved_text` (`name`);--> statement-breakpoint
-- An answer that the operator keeps, for whoever writes the like.
CREATE TABLE `saved_answer` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL CHECK (length(trim(`name`)) > 0),
	`text` text NOT NULL,
	`saved_at_ms` integer NOT NULL
) STRICT;--> statement-breakpoint
CREATE UNIQUE INDEX `saved_answer_name_unique` ON `saved_answer` (`name`);--> statement-breakpoint
CREATE TABLE `recipient` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`list_id` integer NOT NULL,
	`row_number` integer NOT NULL,
	`name` text NOT NULL,
	-- Null where the small letters of the name are its folded form already, as of most.
	`folded_apart` text,
	`folded` text GENERATED ALWAYS AS (coalesce(`folded_apart`, lower(`name`))) NOT NULL,
	`phone` text NOT NULL CHECK (`phone` GLOB '+[1-9]*' AND substr(`phone`, 2) NOT GLOB '*[^0-9]*'),
	`extra` text NOT NULL,
	`cells` text NOT NULL CHECK (json_valid(`cells`)),
	`country` text DEFAULT '' NOT NULL CHECK (`country` = '' OR `country` GLOB '[A-Z][A-Z]'),
	`zones` text DEFAULT '' NOT NULL CHECK (`zones` = '' OR `zones` GLOB '[A-Z]*/[A-Z]*'),
	`decision` text DEFAULT '' NOT NULL,
	`occasion` text DEFAULT '' NOT NULL,
	`gone_at_ms` integer,
	FOREIGN KEY (`list_id`) REFERENCES `list`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
CREATE UNIQUE INDEX `recipient_row` ON `recipient` (`list_id`,`row_number`);--> statement-breakpoint
CREATE UNIQUE INDEX `recipient_phone` ON `recipient` (`list_id`,`phone`,`occasion`);--> statement-breakpoint
-- Whoever stands on a list that is kept or was sent to, once over all of these. Gone with the last row that has them.
CREATE TABLE `person` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`since_ms` integer NOT NULL,
	-- When something of ours may have reached them last, when it was heard of that they wrote, and when they wrote that: kept by triggers.
	`heard_ms` integer,
	`replied_ms` integer,
	`wrote_ms` integer
) STRICT;--> statement-breakpoint
CREATE INDEX `person_heard` ON `person` (coalesce(`heard_ms`, 0));--> statement-breakpoint
CREATE INDEX `person_replied` ON `person` (`id`) WHERE `replied_ms` IS NOT NULL;--> statement-breakpoint
-- The numbers of a person, by the canonical form of all digit variants.
CREATE TABLE `person_number` (
	`variant_key` text PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;--> statement-breakpoint
CREATE INDEX `person_number_person` ON `person_number` (`person_id`);--> statement-breakpoint
-- Which row of which list is of a person. The newest row is the highest.
CREATE TABLE `membership` (
	`recipient_id` integer PRIMARY KEY NOT NULL,
	`list_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	-- 48 bits of a hash of their name, by which those of one name are found; null for a single word.
	`name_hash` integer,
	FOREIGN KEY (`recipient_id`) REFERENCES `recipient`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT,
	FOREIGN KEY (`list_id`) REFERENCES `list`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
CREATE INDEX `membership_list` ON `membership` (`list_id`,`person_id`);--> statement-breakpoint
CREATE INDEX `membership_person` ON `membership` (`person_id`);--> statement-breakpoint
-- Who has the same name as somebody else.
CREATE INDEX `membership_name` ON `membership` (`name_hash`,`person_id`) WHERE `name_hash` IS NOT NULL;--> statement-breakpoint
CREATE TABLE `tag` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL COLLATE NOCASE CHECK (length(trim(`name`)) > 0)
) STRICT;--> statement-breakpoint
CREATE UNIQUE INDEX `tag_name_unique` ON `tag` (`name`);--> statement-breakpoint
CREATE TABLE `person_tag` (
	`tag_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	PRIMARY KEY(`tag_id`, `person_id`),
	FOREIGN KEY (`tag_id`) REFERENCES `tag`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;--> statement-breakpoint
CREATE INDEX `person_tag_person` ON `person_tag` (`person_id`,`tag_id`);--> statement-breakpoint
-- A filter that the operator keeps under a name.
CREATE TABLE `kept_filter` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL CHECK (length(trim(`name`)) > 0),
	`filter` text NOT NULL CHECK (json_valid(`filter`))
) STRICT;--> statement-breakpoint
CREATE UNIQUE INDEX `kept_filter_name_unique` ON `kept_filter` (`name`);--> statement-breakpoint
-- Who of a list has which piece of a name or a number: their ids as the gaps between them, and everybody in the order of
-- names and of numbers. The empty piece stands for all of the list, and says that the others are there. `SearchIndex`
-- keeps it, and can make it anew from the list.
CREATE TABLE `search_gram` (
	`list_id` integer NOT NULL,
	`gram` text NOT NULL,
	`count` integer NOT NULL,
	`ids` blob NOT NULL,
	PRIMARY KEY(`list_id`, `gram`),
	FOREIGN KEY (`list_id`) REFERENCES `list`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
CREATE TABLE `left_out` (
	`list_id` integer NOT NULL,
	`row_number` integer NOT NULL,
	`reason` text NOT NULL CHECK (`reason` IN ('same_number', 'do_not_contact', 'cannot_be_used', 'left_out', 'not_chosen')),
	`problem` text NOT NULL,
	`cell` text NOT NULL,
	`name` text NOT NULL,
	`cells` text NOT NULL CHECK (json_valid(`cells`)),
	`readings` text DEFAULT '[]' NOT NULL CHECK (json_valid(`readings`)),
	PRIMARY KEY(`list_id`, `row_number`),
	FOREIGN KEY (`list_id`) REFERENCES `list`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;--> statement-breakpoint
CREATE TABLE `attachment` (
	`hash` text PRIMARY KEY NOT NULL CHECK (length(`hash`) = 64 AND `hash` NOT GLOB '*[^0-9a-f]*'),
	`file_name` text NOT NULL,
	`mime_type` text NOT NULL,
	`kind` text NOT NULL CHECK (`kind` IN ('image', 'video', 'document')),
	`bytes` integer NOT NULL CHECK (`bytes` > 0),
	`created_at_ms` integer NOT NULL
) STRICT, WITHOUT ROWID;--> statement-breakpoint
CREATE TABLE `campaign` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uid` text NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL CHECK (`state` IN ('draft', 'starting', 'running', 'paused', 'finished', 'cancelled')),
	`pause_reason` text CHECK (`pause_reason` IN ('operator', 'pilot', 'overdue', 'other_account', 'attachment_unreadable', 'all_absent', 'unanswered', 'team', 'team_lost')),
	`came_back` text CHECK (`came_back` IN ('restored', 'moved')),
	`text` text NOT NULL,
	`attachment_hash` text,
	`attachment_name` text CHECK (`attachment_name` IS NULL OR `attachment_hash` IS NOT NULL),
	`repeat` integer DEFAULT 0 NOT NULL CHECK (`repeat` >= 0),
	`repeat_after` integer DEFAULT 0 NOT NULL CHECK (`repeat_after` >= 0),
	`leave_blanks_out` integer DEFAULT 0 NOT NULL CHECK (`leave_blanks_out` IN (0, 1)),
	`keeps_place` integer DEFAULT 0 NOT NULL CHECK (`keeps_place` IN (0, 1)),
	`list_id` integer,
	`account` text,
	`schedule` text NOT NULL CHECK (json_valid(`schedule`)),
	`pilot_approved` integer DEFAULT 0 NOT NULL CHECK (`pilot_approved` IN (0, 1)),
	`overdue_released_at_ms` integer,
	`created_at_ms` integer NOT NULL,
	`started_at_ms` integer,
	`finished_at_ms` integer,
	`leave_copies_out` integer DEFAULT 0 NOT NULL CHECK (`leave_copies_out` IN (0, 1)),
	`follows_id` integer CHECK (`follows_id` <> `id`),
	`follows_group` text CHECK (`follows_group` IN ('not_sent', 'no_read_receipt', 'no_reply', 'replied', 'said_word')),
	`step_word` text CHECK (`step_word` IS NULL OR (`follows_id` IS NOT NULL AND `follows_group` IS NOT NULL)),
	`contacts_answer` text CHECK (`contacts_answer` IN ('leave_out', 'send')),
	`contacts_answered_at_ms` integer,
	`later_contacts_answer` text CHECK (`later_contacts_answer` IN ('leave_out', 'send')),
	`absent_asked` integer DEFAULT 0 NOT NULL CHECK (`absent_asked` IN (0, 1)),
	`unanswered_since_ms` integer,
	`team` text CHECK (`team` IN ('open', 'over')),
	`replied` integer DEFAULT 0 NOT NULL CHECK (`replied` >= 0),
	`waiting_replies` integer DEFAULT 0 NOT NULL CHECK (`waiting_replies` >= 0),
	`next_day` text CHECK (`next_day` GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	-- What has a day ahead is not over.
	CHECK (`next_day` IS NULL OR (`state` <> 'draft' AND `state` <> 'finished')),
	CHECK ((`contacts_answer` IS NULL) = (`contacts_answered_at_ms` IS NULL)),
	-- Until the start there is one answer; what is asked after it has another.
	CHECK (`later_contacts_answer` IS NULL OR `started_at_ms` IS NOT NULL),
	CHECK (`repeat_after` = 0 OR (`repeat` > 0 AND `state` <> 'draft')),
	CHECK ((`state` = 'paused') = (`pause_reason` IS NOT NULL)),
	-- What was said of it since it was copied is not known here: it runs only once somebody let it go on.
	CHECK (`came_back` IS NULL OR `state` = 'starting' OR `state` = 'paused'),
	CHECK ((`state` = 'draft') = (`started_at_ms` IS NULL)),
	CHECK (`state` = 'draft' OR (`account` IS NOT NULL AND `list_id` IS NOT NULL)),
	CHECK ((`state` IN ('finished', 'cancelled')) = (`finished_at_ms` IS NOT NULL)),
	-- A part of the team's has no end of its own.
	CHECK (`team` IS NULL OR `team` = 'over' OR `state` <> 'finished'),
	FOREIGN KEY (`follows_id`) REFERENCES `campaign`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT,
	FOREIGN KEY (`attachment_hash`) REFERENCES `attachment`(`hash`) ON UPDATE RESTRICT ON DELETE RESTRICT,
	FOREIGN KEY (`list_id`) REFERENCES `list`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
CREATE UNIQUE INDEX `campaign_uid_unique` ON `campaign` (`uid`);--> statement-breakpoint
CREATE INDEX `campaign_step` ON `campaign` (`follows_id`) WHERE `step_word` IS NOT NULL;--> statement-breakpoint
CREATE TABLE `second_step` (
	`campaign_id` integer PRIMARY KEY NOT NULL,
	`after_days` integer NOT NULL CHECK (`after_days` >= 1),
	`at_minute` integer NOT NULL CHECK (`at_minute` BETWEEN 0 AND 1439),
	`whom` text NOT NULL CHECK (`whom` IN ('no_reply', 'no_read_receipt', 'said_word')),
	`word` text NOT NULL,
	`text` text NOT NULL,
	`by_itself` integer NOT NULL CHECK (`by_itself` IN (0, 1)),
	`drawn_until_ms` integer DEFAULT 0 NOT NULL CHECK (`drawn_until_ms` >= 0),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
-- A time in which nothing was sent and why: of one campaign, or of all where `campaign_id` is null. Reports show it.
CREATE TABLE `pause` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campaign_id` integer,
	`reason` text NOT NULL,
	`from_ms` integer NOT NULL,
	-- Null while it lasts.
	`to_ms` integer,
	-- A clock that was put back ends a pause where it began.
	CHECK (`to_ms` IS NULL OR `to_ms` >= `from_ms`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
CREATE INDEX `pause_campaign` ON `pause` (`campaign_id`,`from_ms`);--> statement-breakpoint
-- One open pause for each campaign and one for all of them together, which stands for 0 here.
CREATE UNIQUE INDEX `pause_open` ON `pause` (coalesce(`campaign_id`, 0)) WHERE `to_ms` IS NULL;--> statement-breakpoint
-- The sums of a campaign, kept by triggers, so that no screen counts rows.
CREATE TABLE `campaign_counts` (
	`campaign_id` integer PRIMARY KEY NOT NULL,
	`pending` integer DEFAULT 0 NOT NULL CHECK (`pending` >= 0),
	`sending` integer DEFAULT 0 NOT NULL CHECK (`sending` >= 0),
	`sent` integer DEFAULT 0 NOT NULL CHECK (`sent` >= 0),
	`delivered` integer DEFAULT 0 NOT NULL CHECK (`delivered` >= 0),
	`read` integer DEFAULT 0 NOT NULL CHECK (`read` >= 0),
	`seen_by_operator` integer DEFAULT 0 NOT NULL CHECK (`seen_by_operator` >= 0),
	`not_sent` integer DEFAULT 0 NOT NULL CHECK (`not_sent` >= 0),
	`not_confirmed` integer DEFAULT 0 NOT NULL CHECK (`not_confirmed` >= 0),
	`cancelled` integer DEFAULT 0 NOT NULL CHECK (`cancelled` >= 0),
	-- Parts of the above: in doubt and not looked at yet; not sent because the person has the text or may have it.
	`to_check` integer DEFAULT 0 NOT NULL CHECK (`to_check` >= 0),
	`has_text` integer DEFAULT 0 NOT NULL CHECK (`has_text` >= 0),
	-- Set while a trigger counts, and only then do counts change. It refers to a row that there never is: no statement ends
	-- with it.
	`is_counting` integer CHECK (`is_counting` = 0),
	CHECK (`campaign_id` > 0),
	FOREIGN KEY (`is_counting`) REFERENCES `campaign_counts`(`campaign_id`) ON UPDATE RESTRICT ON DELETE RESTRICT,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
-- How many messages of a campaign wait for an account, by where their people are; kept by triggers. A plan looks at each
-- place once.
CREATE TABLE `waiting` (
	`campaign_id` integer NOT NULL,
	`account` text NOT NULL,
	`country` text NOT NULL,
	`zones` text NOT NULL,
	`people` integer NOT NULL CHECK (`people` >= 0),
	PRIMARY KEY(`campaign_id`, `account`, `country`, `zones`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;--> statement-breakpoint
-- What reading the list of a campaign again has changed, so that it can be taken back, and the rows that it found new.
CREATE TABLE `list_reading` (
	`campaign_id` integer PRIMARY KEY NOT NULL,
	`at_ms` integer NOT NULL,
	`result` text NOT NULL CHECK (json_valid(`result`)),
	`before` text NOT NULL CHECK (json_valid(`before`)),
	`added` text NOT NULL CHECK (json_valid(`added`)),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
-- Recipients who got no message in a campaign: they have its text, must not be contacted, or would have got a blank.
CREATE TABLE `skip` (
	`campaign_id` integer NOT NULL,
	`recipient_id` integer NOT NULL,
	`reason` text NOT NULL CHECK (`reason` IN ('already_has_text', 'do_not_contact', 'contacted_recently', 'blank_placeholder', 'no_hours', 'no_moment', 'erased')),
	PRIMARY KEY(`campaign_id`, `recipient_id`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT,
	FOREIGN KEY (`recipient_id`) REFERENCES `recipient`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;--> statement-breakpoint
CREATE INDEX `skip_person` ON `skip` (`recipient_id`);--> statement-breakpoint
CREATE TABLE `message` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campaign_id` integer NOT NULL,
	`recipient_id` integer NOT NULL,
	-- What its recipient's number says of where they are, as it was at the start: by it their own hours are kept.
	`country` text DEFAULT '' NOT NULL CHECK (`country` = '' OR `country` GLOB '[A-Z][A-Z]'),
	`zones` text DEFAULT '' NOT NULL CHECK (`zones` = '' OR `zones` GLOB '[A-Z]*/[A-Z]*'),
	-- Its recipient's folded name and number: the lists are read in their order. A trigger keeps them alike.
	`name_key` text NOT NULL,
	`phone_key` text NOT NULL,
	-- The number of the account that sends it, fixed at the start; a person may move it while it waits.
	`account` text NOT NULL CHECK (`account` <> ''),
	-- The accounts that it was moved from and whose chats were not read since, as a list in JSON; a trigger writes it.
	`moved_from` text CHECK (json_valid(`moved_from`)),
	-- Three words and more one by one: for a list of them SQLite makes a table each time that it looks at a row.
	`status` text NOT NULL CHECK (`status` = 'pending' OR `status` = 'sending' OR `status` = 'sent' OR `status` = 'failed' OR `status` = 'cancelled'),
	`reason` text CHECK (
		`reason` = 'invalid_number' OR `reason` = 'not_on_whatsapp' OR `reason` = 'do_not_contact' OR `reason` = 'duplicate' OR `reason` = 'missed' OR `reason` = 'skipped' OR `reason` = 'look_up_failed' OR `reason` = 'contacted_recently' OR `reason` = 'text_changed' OR `reason` = 'text_not_made' OR `reason` = 'left_group' OR `reason` = 'blocked_in_whatsapp' OR `reason` = 'not_handed_over' OR `reason` = 'attachment_failed' OR `reason` = 'no_confirmation' OR `reason` = 'interrupted' OR `reason` = 'rejected'),
	`evidence` text CHECK (`evidence` IN ('ack', 'operator')),
	`ack` integer CHECK (`ack` BETWEEN 0 AND 4),
	`settlement` text CHECK (`settlement` IN ('seen', 'not_there')),
	`contradiction` text,
	-- The last change, when, and who made it, as its history has them: a trigger writes the row there from these.
	`change` integer NOT NULL,
	`changed_at_ms` integer NOT NULL,
	`changed_by` text,
	-- Our copies of the text in WhatsApp's own chat, and when somebody looked; null copies: the chat could not be read.
	`copies_seen` integer CHECK (`copies_seen` >= 0),
	`verified_at_ms` integer,
	-- Why a pending message is passed over for now, and until when where that is a time.
	`set_aside` text CHECK (`set_aside` = 'no_answer' OR `set_aside` = 'in_chat' OR `set_aside` = 'got_meanwhile' OR `set_aside` = 'contacted' OR `set_aside` = 'text_changed' OR `set_aside` = 'asked_to_stop' OR `set_aside` = 'second_step' OR `set_aside` = 'list_changed' OR `set_aside` = 'old_chat'),
	`set_aside_until_ms` integer,
	-- How often WhatsApp gave no answer for this number, and when that began.
	`look_rounds` integer DEFAULT 0 NOT NULL CHECK (`look_rounds` >= 0),
	`first_look_failed_ms` integer,
	-- When WhatsApp first said, with a witness, that the number is not registered.
	`first_absent_ms` integer,
	-- Until when contacts of its person are known to whoever queued it again all the same.
	`contacts_allowed_at_ms` integer,
	-- The keyed hash of the text that Check showed for its person; null once it was sent, or they are erased.
	`text_hash` text,
	-- The repeat that was declared for its person alone, the last attempt before that, and when it was.
	`repeat` integer CHECK (`repeat` > 0),
	`repeat_after` integer CHECK (`repeat_after` >= 0),
	`repeat_at_ms` integer,
	-- How often the person wrote back, kept by a trigger.
	`reply_count` integer DEFAULT 0 NOT NULL CHECK (`reply_count` >= 0),
	-- The date that it is for, where it has a time of its own; empty where all of its campaign go at one time.
	`occasion` text DEFAULT '' NOT NULL,
	-- When it is to go, and until when it may: later it would be late, and is missed. 0 and null without one.
	`due_at_ms` integer DEFAULT 0 NOT NULL CHECK (`due_at_ms` >= 0),
	`latest_at_ms` integer,
	CHECK ((`due_at_ms` = 0) = (`latest_at_ms` IS NULL) AND coalesce(`latest_at_ms`, 0) >= `due_at_ms`),
	CHECK (`set_aside` IS NULL OR `status` = 'pending'),
	CHECK (`set_aside` IS NOT 'old_chat' OR `moved_from` IS NOT NULL),
	CHECK ((`set_aside` IS 'no_answer') = (`set_aside_until_ms` IS NOT NULL)),
	CHECK ((`look_rounds` > 0) = (`first_look_failed_ms` IS NOT NULL)),
	CHECK ((`repeat` IS NULL) = (`repeat_after` IS NULL) AND (`repeat` IS NULL) = (`repeat_at_ms` IS NULL)),
	-- Once is no answer: it was said twice.
	CHECK (`reason` IS NOT 'not_on_whatsapp' OR (`first_absent_ms` IS NOT NULL AND `first_absent_ms` < `changed_at_ms`)),
	CHECK ((`status` = 'failed') = (`reason` IS NOT NULL)),
	CHECK ((`status` = 'sent') = (`evidence` IS NOT NULL)),
	-- WhatsApp's word is an acknowledgement of at least 1; the operator's word is a settlement.
	CHECK (`evidence` IS NOT 'ack' OR (`ack` IS NOT NULL AND `ack` >= 1)),
	CHECK (`evidence` IS NOT 'operator' OR `settlement` IS 'seen'),
	CHECK (`settlement` IS NULL OR `status` IN ('sent', 'failed')),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT,
	FOREIGN KEY (`recipient_id`) REFERENCES `recipient`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
CREATE UNIQUE INDEX `message_recipient` ON `message` (`campaign_id`,`recipient_id`,`occasion`);--> statement-breakpoint
-- Who is erased has their messages found, and a list that is dropped has none.
CREATE INDEX `message_person` ON `message` (`recipient_id`);--> statement-breakpoint
-- The lists of the outbox, each in its order, with whose messages they are: a search walks along them, and so does whoever
-- looks for those of one account, of which the last two digits pass over most others. Those of a campaign stand together; a
-- page over all campaigns merges them, but for what has an index of all campaigns in the order of time. A message on its way
-- is in none of them, so that its claim writes little. Each index ends with the id by itself.
CREATE INDEX `message_tab` ON `message` (`status`,`changed_at_ms`,`id`,`recipient_id`,CAST(substr(`account`, -2) AS INTEGER))
	WHERE `status` = 'sent' OR `status` = 'failed' OR `status` = 'cancelled';--> statement-breakpoint
CREATE INDEX `message_campaign_tab` ON `message` (`campaign_id`,`status`,`changed_at_ms`,`id`,`recipient_id`,CAST(substr(`account`, -2) AS INTEGER))
	WHERE `status` = 'sent' OR `status` = 'failed' OR `status` = 'cancelled';--> statement-breakpoint
CREATE INDEX `message_repeat` ON `message` (`repeat`) WHERE `repeat` IS NOT NULL;--> statement-breakpoint
CREATE INDEX `message_campaign_pending` ON `message` (`campaign_id`,`due_at_ms`,`id`,`recipient_id`,CAST(substr(`account`, -2) AS INTEGER)) WHERE `status` = 'pending';--> statement-breakpoint
-- The same in the order of names and in that of numbers.
CREATE INDEX `message_name` ON `message` (`campaign_id`,`status`,`name_key`,`id`,`recipient_id`,CAST(substr(`account`, -2) AS INTEGER))
	WHERE `status` = 'pending' OR `status` = 'sent' OR `status` = 'failed';--> statement-breakpoint
CREATE INDEX `message_phone` ON `message` (`campaign_id`,`status`,`phone_key`,`id`,`recipient_id`,CAST(substr(`account`, -2) AS INTEGER))
	WHERE `status` = 'pending' OR `status` = 'sent' OR `status` = 'failed';--> statement-breakpoint
-- The filters that leave few of many, of all campaigns in the order of time, and of each in each order.
CREATE INDEX `message_word` ON `message` (`changed_at_ms`) WHERE `evidence` = 'operator';--> statement-breakpoint
CREATE INDEX `message_replied` ON `message` (`status`,`changed_at_ms`) WHERE `reply_count` > 0;--> statement-breakpoint
CREATE INDEX `message_reason` ON `message` (`reason`,`changed_at_ms`) WHERE `status` = 'failed';--> statement-breakpoint
CREATE INDEX `message_certainty` ON `message` (`reason` IN ('no_confirmation', 'interrupted', 'rejected'),`changed_at_ms`)
	WHERE `status` = 'failed';--> statement-breakpoint
CREATE INDEX `message_word_time` ON `message` (`campaign_id`,`changed_at_ms`) WHERE `evidence` = 'operator';--> statement-breakpoint
CREATE INDEX `message_replied_time` ON `message` (`campaign_id`,`status`,`changed_at_ms`) WHERE `reply_count` > 0;--> statement-breakpoint
CREATE INDEX `message_reason_time` ON `message` (`campaign_id`,`reason`,`changed_at_ms`) WHERE `status` = 'failed';--> statement-breakpoint
CREATE INDEX `message_certainty_time` ON `message` (`campaign_id`,`reason` IN ('no_confirmation', 'interrupted', 'rejected'),`changed_at_ms`)
	WHERE `status` = 'failed';--> statement-breakpoint
CREATE INDEX `message_word_name` ON `message` (`campaign_id`,`name_key`) WHERE `evidence` = 'operator';--> statement-breakpoint
CREATE INDEX `message_replied_name` ON `message` (`campaign_id`,`status`,`name_key`) WHERE `reply_count` > 0;--> statement-breakpoint
CREATE INDEX `message_reason_name` ON `message` (`campaign_id`,`reason`,`name_key`) WHERE `status` = 'failed';--> statement-breakpoint
CREATE INDEX `message_certainty_name` ON `message` (`campaign_id`,`reason` IN ('no_confirmation', 'interrupted', 'rejected'),`name_key`)
	WHERE `status` = 'failed';--> statement-breakpoint
CREATE INDEX `message_word_phone` ON `message` (`campaign_id`,`phone_key`) WHERE `evidence` = 'operator';--> statement-breakpoint
CREATE INDEX `message_replied_phone` ON `message` (`campaign_id`,`status`,`phone_key`) WHERE `reply_count` > 0;--> statement-breakpoint
CREATE INDEX `message_reason_phone` ON `message` (`campaign_id`,`reason`,`phone_key`) WHERE `status` = 'failed';--> statement-breakpoint
CREATE INDEX `message_certainty_phone` ON `message` (`campaign_id`,`reason` IN ('no_confirmation', 'interrupted', 'rejected'),`phone_key`)
	WHERE `status` = 'failed';--> statement-breakpoint
CREATE INDEX `message_verified` ON `message` (`campaign_id`,`recipient_id`,`copies_seen`,`verified_at_ms`) WHERE `verified_at_ms` IS NOT NULL;--> statement-breakpoint
CREATE INDEX `message_contradiction` ON `message` (`campaign_id`) WHERE `contradiction` IS NOT NULL;--> statement-breakpoint
CREATE INDEX `message_queue` ON `message` (`campaign_id`,`account`,`country`,`zones`,`due_at_ms`) WHERE `status` = 'pending' AND `set_aside` IS NULL;--> statement-breakpoint
-- Whose time is over, whatever they wait for.
CREATE INDEX `message_latest` ON `message` (`latest_at_ms`) WHERE `status` = 'pending' AND `latest_at_ms` IS NOT NULL;--> statement-breakpoint
CREATE INDEX `message_set_aside` ON `message` (`campaign_id`,`set_aside`,`set_aside_until_ms`) WHERE `set_aside` IS NOT NULL;--> statement-breakpoint
CREATE INDEX `message_absent` ON `message` (`campaign_id`) WHERE `first_absent_ms` IS NOT NULL;--> statement-breakpoint
CREATE INDEX `message_asked_again` ON `message` (`campaign_id`,`account`,`country`,`zones`,`set_aside_until_ms`) WHERE `set_aside` = 'no_answer';--> statement-breakpoint
-- Of an account one message is being sent at a time, ever.
CREATE UNIQUE INDEX `message_single_flight` ON `message` (`status`,`account`) WHERE `status` = 'sending';--> statement-breakpoint
-- Attempts are never deleted, so their ids rise without a counter that each message would write.
CREATE TABLE `attempt` (
	`id` integer PRIMARY KEY NOT NULL,
	`token` text NOT NULL CHECK (length(`token`) >= 22),
	`kind` text NOT NULL CHECK (`kind` = 'campaign' OR `kind` = 'test' OR `kind` = 'ledger' OR `kind` = 'answer'),
	`message_id` integer,
	`account` text NOT NULL,
	`chat_id` text NOT NULL,
	`body` text NOT NULL,
	`attachment_hash` text,
	`outcome` text NOT NULL CHECK (`outcome` = 'unknown' OR `outcome` = 'sent' OR `outcome` = 'not_sent'),
	-- Of WhatsApp's key what the chat and the random part do not say, as JSON; null until the gate has opened.
	`wa_key` text,
	`wa_random` text,
	-- The random part of a message that the gate refused: if it is ever acknowledged, something is badly wrong.
	`refused_random` text,
	`ack` integer CHECK (`ack` BETWEEN 0 AND 4),
	`opened_at_ms` integer NOT NULL,
	`passed_at_ms` integer,
	`closed_at_ms` integer,
	`acked_at_ms` integer,
	`rejected_at_ms` integer,
	`contradicted_at_ms` integer,
	-- How often WhatsApp's own record was read for it, and when it is read again.
	`reconciled_count` integer DEFAULT 0 NOT NULL CHECK (`reconciled_count` >= 0),
	`reconcile_at_ms` integer,
	CHECK ((`kind` = 'campaign') = (`message_id` IS NOT NULL)),
	CHECK (`kind` <> 'answer' OR `attachment_hash` IS NULL),
	CHECK ((`wa_random` IS NULL) = (`wa_key` IS NULL)),
	CHECK ((`wa_random` IS NULL) = (`passed_at_ms` IS NULL)),
	CHECK (`ack` IS NULL OR `ack` < 1 OR `acked_at_ms` IS NOT NULL),
	-- "Not sent" is only ever said of an attempt that was closed without an id.
	CHECK (`outcome` <> 'not_sent' OR (`wa_random` IS NULL AND `closed_at_ms` IS NOT NULL)),
	CHECK (`outcome` <> 'sent' OR (`wa_random` IS NOT NULL AND `ack` IS NOT NULL AND `ack` >= 1)),
	CHECK (`outcome` <> 'unknown' OR `ack` IS NULL OR `ack` = 0),
	-- An acknowledgement of what was called unsent contradicts it; so does the sight of it leaving.
	CHECK (`outcome` <> 'not_sent' OR `ack` IS NULL OR `ack` < 1 OR `contradicted_at_ms` IS NOT NULL),
	FOREIGN KEY (`message_id`) REFERENCES `message`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
CREATE UNIQUE INDEX `attempt_token_unique` ON `attempt` (`token`);--> statement-breakpoint
CREATE UNIQUE INDEX `attempt_wa_random_unique` ON `attempt` (`wa_random`) WHERE `wa_random` IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `attempt_refused_random_unique` ON `attempt` (`refused_random`) WHERE `refused_random` IS NOT NULL;--> statement-breakpoint
-- Over all accounts one campaign's message is before its gate at a time.
CREATE UNIQUE INDEX `attempt_before_gate` ON `attempt` (`kind`)
	WHERE `kind` = 'campaign' AND `outcome` = 'unknown' AND `wa_random` IS NULL;--> statement-breakpoint
-- To a chat goes one answer at a time.
CREATE UNIQUE INDEX `attempt_answer_open` ON `attempt` (`account`,`chat_id`)
	WHERE `kind` = 'answer' AND `outcome` = 'unknown' AND `wa_random` IS NULL;--> statement-breakpoint
CREATE INDEX `attempt_answer` ON `attempt` (`chat_id`,`opened_at_ms`) WHERE `kind` = 'answer';--> statement-breakpoint
-- An attempt whose outcome is open or sent blocks any other of its message for ever. By the same index all attempts of a
-- message are found.
CREATE UNIQUE INDEX `attempt_live` ON `attempt` (`message_id`,iif(`outcome` = 'not_sent', `id`, 0));--> statement-breakpoint
CREATE INDEX `attempt_reconcile` ON `attempt` (`account`,`reconcile_at_ms`) WHERE `reconcile_at_ms` IS NOT NULL;--> statement-breakpoint
CREATE INDEX `attempt_handed_over` ON `attempt` (`account`,`passed_at_ms`)
	WHERE `kind` = 'campaign' AND `passed_at_ms` IS NOT NULL;--> statement-breakpoint
-- Those that are on their way to the gate, and the few that never passed it.
CREATE INDEX `attempt_unpassed` ON `attempt` (`outcome`,`opened_at_ms`) WHERE `passed_at_ms` IS NULL;--> statement-breakpoint
-- How much of a campaign an account handed over in each quarter of an hour, and when last, kept by a trigger: a day's cap
-- counts no rows, and every time zone's day begins with one.
CREATE TABLE `handed_over` (
	`campaign_id` integer NOT NULL,
	`account` text NOT NULL,
	`from_ms` integer NOT NULL CHECK (`from_ms` % 900000 = 0),
	`count` integer NOT NULL CHECK (`count` > 0),
	`last_at_ms` integer NOT NULL CHECK (`last_at_ms` >= `from_ms` AND `last_at_ms` < `from_ms` + 900000),
	PRIMARY KEY(`campaign_id`, `from_ms`, `account`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;--> statement-breakpoint
-- What fences are about, each once: two names in every fence, and in its index by attempt, took most of their room.
CREATE TABLE `scope` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	-- 0 for a campaign, the version of the normal form for a text.
	`version` integer NOT NULL CHECK ((`version` = 0 AND `name` GLOB 'campaign:?*') OR (`version` > 0 AND `name` GLOB 'text:?*'))
) STRICT;--> statement-breakpoint
CREATE UNIQUE INDEX `scope_name_unique` ON `scope` (`name`,`version`);--> statement-breakpoint
-- "This person has been sent this, by this attempt." The alias is a keyed hash: no phone number stands here.
CREATE TABLE `fence` (
	`scope_id` integer NOT NULL,
	-- The date or time that it is for, where the same text comes again by plan.
	`occasion` text DEFAULT '' NOT NULL,
	-- 0 for the text itself, n for its n-th declared repeat: a fence stands before every claim of n or less.
	`repeat` integer DEFAULT 0 NOT NULL CHECK (`repeat` >= 0),
	`alias` text NOT NULL,
	`attempt_id` integer NOT NULL,
	-- A person's fences stand together, whatever their scope: a claim writes few pages. And a reply comes under an id, and is
	-- its person's whose fence holds that id.
	PRIMARY KEY(`alias`, `scope_id`, `occasion`, `repeat`),
	FOREIGN KEY (`scope_id`) REFERENCES `scope`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT,
	FOREIGN KEY (`attempt_id`) REFERENCES `attempt`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;--> statement-breakpoint
CREATE INDEX `fence_attempt` ON `fence` (`attempt_id`);--> statement-breakpoint
-- A further repeat has a number that none has: the highest is found without a look at all the others.
CREATE INDEX `fence_repeat` ON `fence` (`repeat`) WHERE `repeat` > 0;--> statement-breakpoint
-- The lines of a message stand together and are counted from 1.
CREATE TABLE `history` (
	`message_id` integer NOT NULL,
	-- Counted from 1 for each message.
	`number` integer NOT NULL,
	`at_ms` integer NOT NULL,
	-- Words by their numbers (`db/messages/history-codes.ts`), which SQLite makes words of again where they are read.
	`change` integer NOT NULL,
	`what` text GENERATED ALWAYS AS (CASE `change` WHEN 0 THEN 'acknowledged' WHEN 1 THEN 'claimed' WHEN 2 THEN 'passed' WHEN 3 THEN 'created' WHEN 4 THEN 'looked'
		WHEN 5 THEN 'failed' WHEN 6 THEN 'not_confirmed' WHEN 7 THEN 'closed_before_gate' WHEN 8 THEN 'rejected' WHEN 9 THEN 'recovered'
		WHEN 10 THEN 'reconciled' WHEN 11 THEN 'set_aside' WHEN 12 THEN 'seen_leaving' WHEN 13 THEN 'settled' WHEN 14 THEN 'saw_clock'
		WHEN 15 THEN 'cancelled' WHEN 16 THEN 'queued_again' WHEN 17 THEN 'text_changed' WHEN 18 THEN 'moved' WHEN 19 THEN 'account_changed'
		WHEN 20 THEN 'old_chat_unread' WHEN 21 THEN 'team' WHEN 22 THEN 'contradiction' END) NOT NULL,
	-- What its message became by it; null where it stayed what it was. Before it that is what the line before made it.
	`became` integer CHECK (`became` BETWEEN 0 AND 4),
	`to_status` text GENERATED ALWAYS AS (CASE `became` WHEN 0 THEN 'sent' WHEN 1 THEN 'sending' WHEN 2 THEN 'failed' WHEN 3 THEN 'cancelled' WHEN 4 THEN 'pending' END),
	`detail` text NOT NULL,
	-- Null for the app, empty for WhatsApp.
	`made_by` text,
	`who` text GENERATED ALWAYS AS (CASE `made_by` WHEN '' THEN 'whatsapp' ELSE coalesce(`made_by`, 'app') END),
	PRIMARY KEY(`message_id`, `number`),
	FOREIGN KEY (`message_id`) REFERENCES `message`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;--> statement-breakpoint
-- What must not have happened, or what only the operator can judge: a set, each acknowledged by itself.
CREATE TABLE `alarm` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL CHECK (`kind` IN ('bypass', 'contradiction', 'second_copy', 'restored', 'ledger_ahead', 'ledger_lost', 'ledger_damaged', 'other_machine', 'ledger_unknown', 'unreplayed')),
	-- Null where no single message is concerned, or none can be named.
	`message_id` integer,
	`detail` text NOT NULL,
	`count` integer CHECK (`count` >= 0),
	`raised_at_ms` integer NOT NULL,
	`acknowledged_at_ms` integer,
	`acknowledged_by` text CHECK (length(trim(`acknowledged_by`)) > 0),
	CHECK ((`acknowledged_at_ms` IS NULL) = (`acknowledged_by` IS NULL)),
	FOREIGN KEY (`message_id`) REFERENCES `message`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
-- The same thing is an alarm once, until it has been acknowledged.
CREATE UNIQUE INDEX `alarm_open` ON `alarm` (`kind`,coalesce(`message_id`, 0)) WHERE `acknowledged_at_ms` IS NULL;--> statement-breakpoint
-- What was set aside so that all else goes on: it stops nothing, and is said once.
CREATE TABLE `notice` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL CHECK (`kind` IN ('backup_missed', 'campaign_not_begun', 'date_unseen', 'line_not_replayed', 'setting_unreadable')),
	`message_id` integer,
	`campaign_id` integer,
	`detail` text NOT NULL,
	`raised_at_ms` integer NOT NULL,
	`dismissed_at_ms` integer,
	`dismissed_by` text CHECK (length(trim(`dismissed_by`)) > 0),
	CHECK ((`dismissed_at_ms` IS NULL) = (`dismissed_by` IS NULL)),
	FOREIGN KEY (`message_id`) REFERENCES `message`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
-- The same thing is said once, and not again when it was dismissed.
CREATE UNIQUE INDEX `notice_once` ON `notice` (`kind`,coalesce(`message_id`, 0),coalesce(`campaign_id`, 0),`detail`);--> statement-breakpoint
-- What people wrote back: each reply belongs to the last message that its person was handed before.
CREATE TABLE `reply` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`message_id` integer NOT NULL,
	-- When it was heard of, and when it was written, which may be hours before.
	`at_ms` integer NOT NULL,
	`written_at_ms` integer NOT NULL CHECK (`written_at_ms` <= `at_ms`),
	`text` text NOT NULL,
	-- The random part of WhatsApp's own id of the reply, so that the same event counts once; null where it gave none.
	`wa_key` text,
	FOREIGN KEY (`message_id`) REFERENCES `message`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
CREATE INDEX `reply_message` ON `reply` (`message_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `reply_wa_key_unique` ON `reply` (`wa_key`) WHERE `wa_key` IS NOT NULL;--> statement-breakpoint
-- What anybody wrote with a stop word, whether or not a campaign wrote to them: it waits for the operator's answer, and
-- nothing goes to its person before that.
CREATE TABLE `stop` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at_ms` integer NOT NULL,
	-- Unknown where WhatsApp gives only a LID, and after the person was erased.
	`phone` text,
	-- The canonical form of all digit variants of the number.
	`variant_key` text,
	-- Under which they wrote, where no number is known: a team is told of it.
	`lid` text,
	`text` text NOT NULL,
	`stop_word` text NOT NULL,
	`wa_key` text,
	`answer` text CHECK (`answer` IN ('added', 'dismissed')),
	`answered_at_ms` integer,
	CHECK ((`phone` IS NULL) = (`variant_key` IS NULL)),
	CHECK (`lid` IS NULL OR `phone` IS NULL),
	CHECK ((`answer` IS NULL) = (`answered_at_ms` IS NULL))
) STRICT;--> statement-breakpoint
CREATE INDEX `stop_open` ON `stop` (`variant_key`) WHERE `answer` IS NULL;--> statement-breakpoint
CREATE INDEX `stop_lid` ON `stop` (`lid`) WHERE `lid` IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `stop_wa_key_unique` ON `stop` (`wa_key`) WHERE `wa_key` IS NOT NULL;--> statement-breakpoint
-- By which ids, hashed, WhatsApp knows the person of a stop.
CREATE TABLE `stop_alias` (
	`alias` text NOT NULL,
	`stop_id` integer NOT NULL,
	PRIMARY KEY(`alias`, `stop_id`),
	FOREIGN KEY (`stop_id`) REFERENCES `stop`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;--> statement-breakpoint
CREATE INDEX `stop_alias_stop` ON `stop_alias` (`stop_id`);--> statement-breakpoint
-- Who wrote back to a message, opened by a trigger with each reply: it waits for an answer, or somebody wrote there, or
-- the operator said that none is needed.
CREATE TABLE `conversation` (
	`message_id` integer PRIMARY KEY NOT NULL,
	`campaign_id` integer NOT NULL,
	-- The oldest reply that nobody answered; null while none waits.
	`waits_since_ms` integer,
	`last_at_ms` integer NOT NULL,
	-- The canonical number of its person; unknown until it is put there, and after they are erased.
	`variant_key` text,
	-- Whether the person asked to stop or is on the do-not-contact list: they wait for that and for no answer.
	`is_held` integer NOT NULL DEFAULT 0 CHECK (`is_held` IN (0, 1)),
	`settled_how` text CHECK (`settled_how` IN ('answered', 'done')),
	`settled_at_ms` integer,
	-- What it was before the operator said that no answer is needed: both hold again once that is taken back.
	`done_since_ms` integer,
	`done_remind_at_ms` integer,
	-- It comes back then, or when its person writes again.
	`remind_at_ms` integer,
	-- It waits, or it says how that ended and when.
	CHECK ((`waits_since_ms` IS NULL) = (`settled_how` IS NOT NULL)),
	CHECK ((`settled_how` IS NULL) = (`settled_at_ms` IS NULL)),
	CHECK (`remind_at_ms` IS NULL OR `waits_since_ms` IS NOT NULL),
	CHECK ((`settled_how` IS 'done') = (`done_since_ms` IS NOT NULL)),
	CHECK (`done_remind_at_ms` IS NULL OR `done_since_ms` IS NOT NULL),
	FOREIGN KEY (`message_id`) REFERENCES `message`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
CREATE INDEX `campaign_waiting_replies` ON `campaign` (`waiting_replies`) WHERE `waiting_replies` > 0;--> statement-breakpoint
CREATE INDEX `conversation_campaign` ON `conversation` (`campaign_id`);--> statement-breakpoint
CREATE INDEX `conversation_person` ON `conversation` (`variant_key`) WHERE `variant_key` IS NOT NULL;--> statement-breakpoint
-- Who waits, the longest wait first, and all others by their last word.
CREATE INDEX `conversation_waiting` ON `conversation` (`waits_since_ms`,`last_at_ms`)
	WHERE `waits_since_ms` IS NOT NULL AND `remind_at_ms` IS NULL AND `is_held` = 0 AND `variant_key` IS NOT NULL;--> statement-breakpoint
CREATE INDEX `conversation_later` ON `conversation` (`remind_at_ms`) WHERE `remind_at_ms` IS NOT NULL;--> statement-breakpoint
CREATE INDEX `conversation_answered` ON `conversation` (`last_at_ms`)
	WHERE (`waits_since_ms` IS NULL OR `is_held` = 1) AND `variant_key` IS NOT NULL;--> statement-breakpoint
-- What was written to somebody who wrote back: its words, its chat and what became of it are its attempt's.
CREATE TABLE `answer` (
	`attempt_id` integer PRIMARY KEY NOT NULL,
	-- The message to which its person wrote back.
	`message_id` integer NOT NULL,
	-- Told by the window with each press of Send: one press is one answer, however often it is told.
	`press` text NOT NULL CHECK (length(`press`) >= 32),
	-- The newest reply that its writer may have seen; 0 where none is kept. The send gate knows a later one.
	`seen_reply_id` integer NOT NULL,
	-- The same words went to the chat within a minute, and its writer was asked.
	`is_repeat` integer NOT NULL CHECK (`is_repeat` IN (0, 1)),
	-- Its person is not to be contacted, and its writer was asked.
	`is_all_the_same` integer NOT NULL CHECK (`is_all_the_same` IN (0, 1)),
	-- Why it did not leave; null for one that did, or may have, and where the app ended before.
	`why` text CHECK (`why` IN ('too_late', 'newer_words', 'do_not_contact', 'blocked_in_whatsapp', 'other_account', 'restricted', 'stopped', 'refused')),
	FOREIGN KEY (`attempt_id`) REFERENCES `attempt`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT,
	FOREIGN KEY (`message_id`) REFERENCES `conversation`(`message_id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
CREATE UNIQUE INDEX `answer_press_unique` ON `answer` (`press`);--> statement-breakpoint
CREATE INDEX `answer_message` ON `answer` (`message_id`);--> statement-breakpoint
-- The legal changes of status: the same table as `transitions` in the domain.
CREATE TABLE `transition` (
	`from_status` text NOT NULL,
	`to_status` text NOT NULL,
	PRIMARY KEY(`from_status`, `to_status`)
) STRICT, WITHOUT ROWID;--> statement-breakpoint
CREATE TABLE `do_not_contact` (
	`phone` text PRIMARY KEY NOT NULL,
	-- The canonical form of all digit variants of the number: one entry blocks them all.
	`variant_key` text NOT NULL,
	`note` text NOT NULL,
	`added_at_ms` integer NOT NULL,
	`why` text NOT NULL CHECK (`why` IN ('asked', 'wrote', 'file')),
	`who` text NOT NULL,
	`file_name` text NOT NULL
) STRICT, WITHOUT ROWID;--> statement-breakpoint
-- People whom the operator took off that list: what a file says of them may be older, so they are asked about.
CREATE TABLE `let_back_in` (
	`variant_key` text PRIMARY KEY NOT NULL,
	`at_ms` integer NOT NULL
) STRICT, WITHOUT ROWID;--> statement-breakpoint
CREATE UNIQUE INDEX `do_not_contact_variant` ON `do_not_contact` (`variant_key`);--> statement-breakpoint
-- What this computer asked its team's database for, before it was asked: a token of its own for each, and the keys of the
-- fences, which name nobody. Empty without a team.
CREATE TABLE `team_ask` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`token` text NOT NULL CHECK (length(`token`) = 36),
	-- Whose keys these are: another team is told everything under its own.
	`team` text NOT NULL,
	-- The start of the app that asked; empty for what was sent before this computer joined.
	`run` text NOT NULL,
	`message_id` integer NOT NULL,
	-- The team's campaign; empty for one that only this computer sends.
	`campaign` text NOT NULL,
	`fences` text NOT NULL CHECK (json_valid(`fences`)),
	`asked_at_ms` integer NOT NULL,
	-- The connection over which it was granted; null where it was not.
	`granted_over` text,
	-- The outcome that the team's database has confirmed; 0 where it said nothing, -1 where it refused.
	`told` integer NOT NULL CHECK (`told` BETWEEN -1 AND 4),
	FOREIGN KEY (`message_id`) REFERENCES `message`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;--> statement-breakpoint
CREATE UNIQUE INDEX `team_ask_token_unique` ON `team_ask` (`token`);--> statement-breakpoint
CREATE INDEX `team_ask_untold` ON `team_ask` (`id`) WHERE `told` < 4;--> statement-breakpoint
CREATE INDEX `team_ask_message` ON `team_ask` (`message_id`);--> statement-breakpoint
-- Whose part in a campaign of the team it has not confirmed, since something became of them: triggers note it. What becomes
-- of them while the team is being told is told next.
CREATE TABLE `team_untold` (
	`campaign_id` integer NOT NULL,
	`recipient_id` integer NOT NULL,
	`changes` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`recipient_id`, `campaign_id`),
	FOREIGN KEY (`recipient_id`) REFERENCES `recipient`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;--> statement-breakpoint
-- Of whom the team is to be told whether nobody is to contact them, by the canonical form of their number's digit variants,
-- or by their LID where no number is known: triggers note it, as above.
CREATE TABLE `team_untold_stop` (
	`person` text PRIMARY KEY NOT NULL,
	`changes` integer DEFAULT 1 NOT NULL
) STRICT, WITHOUT ROWID;
