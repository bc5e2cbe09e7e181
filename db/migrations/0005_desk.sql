-- What the operator keeps for the next campaign, and when nothing was sent. STRICT, the CHECKs and the open pause are ours.
CREATE TABLE `pause` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`campaign_id` integer,
	`reason` text NOT NULL,
	`from_ms` integer NOT NULL,
	`to_ms` integer,
	-- A clock that was put back ends a pause where it began.
	CHECK (`to_ms` IS NULL OR `to_ms` >= `from_ms`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;
--> statement-breakpoint
CREATE INDEX `pause_campaign` ON `pause` (`campaign_id`,`from_ms`);--> statement-breakpoint
-- One open pause for each campaign and one for all of them together, which stands for 0 here.
CREATE UNIQUE INDEX `pause_open` ON `pause` (coalesce(`campaign_id`, 0)) WHERE `to_ms` IS NULL;--> statement-breakpoint
CREATE TABLE `saved_text` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL CHECK (length(trim(`name`)) > 0),
	`text` text NOT NULL,
	`saved_at_ms` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_text_name_unique` ON `saved_text` (`name`);--> statement-breakpoint
ALTER TABLE `list` ADD `phone_index` integer CHECK (`phone_index` >= 0);--> statement-breakpoint
ALTER TABLE `list` ADD `name_index` integer CHECK (`name_index` >= 0);--> statement-breakpoint
ALTER TABLE `list` ADD `saved_name` text CHECK (length(trim(`saved_name`)) > 0);--> statement-breakpoint
ALTER TABLE `reply` ADD `wa_key` text;--> statement-breakpoint
CREATE UNIQUE INDEX `reply_wa_key_unique` ON `reply` (`wa_key`) WHERE `wa_key` IS NOT NULL;
