-- What people wrote back. STRICT, the CHECKs and the partial index are ours.
CREATE TABLE `reply` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`message_id` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`text` text NOT NULL,
	`stop_word` text,
	`answer` text CHECK (`answer` IN ('added', 'dismissed')),
	`answered_at_ms` integer,
	-- Only what was proposed is answered, and an answer has its time.
	CHECK (`answer` IS NULL OR `stop_word` IS NOT NULL),
	CHECK ((`answer` IS NULL) = (`answered_at_ms` IS NULL)),
	FOREIGN KEY (`message_id`) REFERENCES `message`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT;
--> statement-breakpoint
CREATE INDEX `reply_message` ON `reply` (`message_id`);--> statement-breakpoint
CREATE INDEX `reply_open` ON `reply` (`at_ms`) WHERE `stop_word` IS NOT NULL AND `answer` IS NULL;--> statement-breakpoint
-- A reply comes under an id, and is its person's whose fence holds that id.
CREATE INDEX `fence_alias` ON `fence` (`alias`);
