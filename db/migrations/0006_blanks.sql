-- Whoever would get a blank may be left out of a campaign, and is then counted as such. SQLite widens no CHECK, so the
-- table is made anew.
ALTER TABLE `campaign` ADD `leave_blanks_out` integer DEFAULT 0 NOT NULL CHECK (`leave_blanks_out` IN (0, 1));--> statement-breakpoint
CREATE TABLE `skip_with_blanks` (
	`campaign_id` integer NOT NULL,
	`recipient_id` integer NOT NULL,
	`reason` text NOT NULL CHECK (`reason` IN ('already_has_text', 'do_not_contact', 'blank_placeholder')),
	PRIMARY KEY(`campaign_id`, `recipient_id`),
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT,
	FOREIGN KEY (`recipient_id`) REFERENCES `recipient`(`id`) ON UPDATE RESTRICT ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `skip_with_blanks` SELECT `campaign_id`, `recipient_id`, `reason` FROM `skip`;--> statement-breakpoint
DROP TABLE `skip`;--> statement-breakpoint
ALTER TABLE `skip_with_blanks` RENAME TO `skip`;
