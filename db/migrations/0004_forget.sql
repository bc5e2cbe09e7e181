-- People are forgotten when their campaigns are long over: names, numbers, cells and texts go, while attempts, fences,
-- history and sums stay, so that nobody who is forgotten gets the same message again. Only what is written here may be
-- blanked, and only for a list that is marked as forgotten.
ALTER TABLE `list` ADD `erased_at_ms` integer;--> statement-breakpoint
CREATE TRIGGER `list_is_erased_when_over` BEFORE UPDATE OF `erased_at_ms` ON `list`
WHEN NEW.`erased_at_ms` IS NOT NULL AND EXISTS (
	SELECT 1 FROM `campaign` WHERE `list_id` = NEW.`id` AND `state` NOT IN ('finished', 'cancelled'))
BEGIN SELECT RAISE(ABORT, 'people are forgotten when their campaigns are over'); END;
--> statement-breakpoint
CREATE TRIGGER `list_stays_erased` BEFORE UPDATE OF `erased_at_ms` ON `list`
WHEN OLD.`erased_at_ms` IS NOT NULL AND NEW.`erased_at_ms` IS NOT OLD.`erased_at_ms`
BEGIN SELECT RAISE(ABORT, 'a list stays forgotten'); END;
--> statement-breakpoint
CREATE TRIGGER `campaign_starts_with_known_people` BEFORE UPDATE OF `state` ON `campaign`
WHEN OLD.`state` = 'draft' AND NEW.`state` <> 'draft' AND (
	SELECT `erased_at_ms` FROM `list` WHERE `id` = NEW.`list_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a forgotten list has nobody to send to'); END;
--> statement-breakpoint
DROP TRIGGER `attempt_identity_is_fixed`;--> statement-breakpoint
CREATE TRIGGER `attempt_identity_is_fixed` BEFORE UPDATE OF
	`id`, `token`, `kind`, `message_id`, `account`, `chat_id`, `body`, `attachment_hash`, `opened_at_ms` ON `attempt`
WHEN NOT (
	NEW.`id` = OLD.`id` AND NEW.`token` = OLD.`token` AND NEW.`kind` = OLD.`kind` AND NEW.`message_id` IS OLD.`message_id`
	AND NEW.`account` = OLD.`account` AND NEW.`attachment_hash` IS OLD.`attachment_hash`
	AND NEW.`opened_at_ms` = OLD.`opened_at_ms` AND NEW.`chat_id` = '' AND NEW.`body` = ''
	AND EXISTS (SELECT 1 FROM `message` m JOIN `recipient` r ON r.`id` = m.`recipient_id` JOIN `list` l ON l.`id` = r.`list_id`
		WHERE m.`id` = OLD.`message_id` AND l.`erased_at_ms` IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'what was handed over does not change'); END;
--> statement-breakpoint
DROP TRIGGER `attempt_passes_once`;--> statement-breakpoint
CREATE TRIGGER `attempt_passes_once` BEFORE UPDATE OF `wa_key`, `wa_random`, `passed_at_ms` ON `attempt`
WHEN (OLD.`wa_random` IS NOT NULL OR OLD.`outcome` <> 'unknown' OR OLD.`closed_at_ms` IS NOT NULL) AND NOT (
	NEW.`wa_random` IS OLD.`wa_random` AND NEW.`passed_at_ms` IS OLD.`passed_at_ms` AND NEW.`wa_key` IS '{}'
	AND EXISTS (SELECT 1 FROM `message` m JOIN `recipient` r ON r.`id` = m.`recipient_id` JOIN `list` l ON l.`id` = r.`list_id`
		WHERE m.`id` = OLD.`message_id` AND l.`erased_at_ms` IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'an attempt passes the gate once, and only while it is open'); END;
