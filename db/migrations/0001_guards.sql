-- What must never be is refused here, so that no bug above SQLite can send twice or record what is not known. The lists of
-- words are written by `npm run guards` from those of the domain.
INSERT INTO `transition` (`from_status`, `to_status`) VALUES
	('pending', 'sending'), ('pending', 'sent'), ('pending', 'failed'), ('pending', 'cancelled'),
	('sending', 'sent'), ('sending', 'failed'), ('sending', 'cancelled'),
	('failed', 'pending'), ('failed', 'sent'),
	('cancelled', 'sent');--> statement-breakpoint
CREATE TRIGGER `transition_is_fixed_insert` BEFORE INSERT ON `transition`
BEGIN SELECT RAISE(ABORT, 'the transition table is fixed'); END;--> statement-breakpoint
CREATE TRIGGER `transition_is_fixed_update` BEFORE UPDATE ON `transition`
BEGIN SELECT RAISE(ABORT, 'the transition table is fixed'); END;--> statement-breakpoint
CREATE TRIGGER `transition_is_fixed_delete` BEFORE DELETE ON `transition`
BEGIN SELECT RAISE(ABORT, 'the transition table is fixed'); END;--> statement-breakpoint
CREATE TRIGGER `message_born_pending` BEFORE INSERT ON `message`
WHEN NEW.`status` <> 'pending' OR NEW.`ack` IS NOT NULL OR NEW.`settlement` IS NOT NULL OR NEW.`contradiction` IS NOT NULL
	OR NEW.`repeat` IS NOT NULL OR NEW.`reply_count` <> 0 OR NEW.`moved_from` IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a message is born pending'); END;--> statement-breakpoint
CREATE TRIGGER `message_is_for_its_list` BEFORE INSERT ON `message`
WHEN (SELECT `list_id` FROM `campaign` WHERE `id` = NEW.`campaign_id` AND `state` <> 'draft')
	IS NOT (SELECT `list_id` FROM `recipient` WHERE `id` = NEW.`recipient_id`)
BEGIN SELECT RAISE(ABORT, 'a message is for somebody of its campaign'); END;--> statement-breakpoint
CREATE TRIGGER `message_transition_is_legal` BEFORE UPDATE OF `status` ON `message`
WHEN OLD.`status` <> NEW.`status` AND NOT EXISTS (
	SELECT 1 FROM `transition` WHERE `from_status` = OLD.`status` AND `to_status` = NEW.`status`)
BEGIN SELECT RAISE(ABORT, 'illegal message transition'); END;--> statement-breakpoint
-- Every update is looked at: `rowid` is the id under another name, and fires no trigger of a column.
CREATE TRIGGER `message_identity_is_fixed` BEFORE UPDATE ON `message`
WHEN NEW.`id` <> OLD.`id` OR NEW.`campaign_id` <> OLD.`campaign_id` OR NEW.`recipient_id` <> OLD.`recipient_id`
	OR NEW.`country` <> OLD.`country` OR NEW.`zones` <> OLD.`zones`
BEGIN SELECT RAISE(ABORT, 'a message cannot become another'); END;--> statement-breakpoint
-- Only whoever waits and may not have got it is moved to another account, with the count of who waits for each. It is
-- remembered where it was: before its claim somebody reads that chat, or a person says that this need not be.
CREATE TRIGGER `message_moves_while_unsent` BEFORE UPDATE OF `account` ON `message`
WHEN NEW.`account` <> OLD.`account` AND (OLD.`status` <> 'pending' OR NEW.`status` <> 'pending' OR EXISTS (
	SELECT 1 FROM `attempt` WHERE `message_id` = NEW.`id` AND (`outcome` <> 'not_sent' OR `contradicted_at_ms` IS NOT NULL)))
BEGIN SELECT RAISE(ABORT, 'what may have left stays with its account'); END;--> statement-breakpoint
CREATE TRIGGER `message_is_counted_where_it_moves` AFTER UPDATE OF `account` ON `message`
WHEN NEW.`account` <> OLD.`account`
BEGIN
	UPDATE `campaign_counts` SET `is_counting` = 0 WHERE `campaign_id` = NEW.`campaign_id`;
	UPDATE `waiting` SET `people` = `people` - 1 WHERE `campaign_id` = NEW.`campaign_id` AND `account` = OLD.`account`
		AND `country` = NEW.`country` AND `zones` = NEW.`zones`;
	INSERT INTO `waiting` (`campaign_id`, `account`, `country`, `zones`, `people`)
	VALUES (NEW.`campaign_id`, NEW.`account`, NEW.`country`, NEW.`zones`, 1)
	ON CONFLICT (`campaign_id`, `account`, `country`, `zones`) DO UPDATE SET `people` = `people` + 1;
	UPDATE `campaign_counts` SET `is_counting` = NULL WHERE `campaign_id` = NEW.`campaign_id`;
	UPDATE `message` SET `moved_from` = (SELECT json_group_array(value) FROM (
		SELECT value FROM json_each(coalesce(NEW.`moved_from`, '[]')) UNION SELECT OLD.`account`) WHERE value <> NEW.`account`)
	WHERE `id` = NEW.`id`;
END;--> statement-breakpoint
CREATE TRIGGER `message_claim_needs_old_chat` BEFORE UPDATE OF `status` ON `message`
WHEN NEW.`status` = 'sending' AND NEW.`moved_from` IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the chat that it was moved from is read before'); END;--> statement-breakpoint
CREATE TRIGGER `account_keeps_its_number` BEFORE UPDATE OF `id`, `phone` ON `account`
WHEN NEW.`id` <> OLD.`id` OR (OLD.`phone` IS NOT NULL AND NEW.`phone` IS NOT OLD.`phone`)
BEGIN SELECT RAISE(ABORT, 'an account is its number'); END;--> statement-breakpoint
-- What may have left was for the date that it was for.
CREATE TRIGGER `message_time_is_of_who_waits` BEFORE UPDATE OF `occasion`, `due_at_ms`, `latest_at_ms` ON `message`
WHEN (NEW.`occasion` <> OLD.`occasion` OR NEW.`due_at_ms` <> OLD.`due_at_ms` OR NEW.`latest_at_ms` IS NOT OLD.`latest_at_ms`)
	AND (OLD.`status` <> 'pending' OR NEW.`status` <> 'pending')
BEGIN SELECT RAISE(ABORT, 'only who waits gets another time'); END;--> statement-breakpoint
CREATE TRIGGER `message_ack_never_falls` BEFORE UPDATE OF `ack` ON `message`
WHEN OLD.`ack` IS NOT NULL AND (NEW.`ack` IS NULL OR NEW.`ack` < OLD.`ack`)
BEGIN SELECT RAISE(ABORT, 'an acknowledgement never falls'); END;--> statement-breakpoint
CREATE TRIGGER `message_ack_is_an_attempts` BEFORE UPDATE OF `ack` ON `message`
WHEN NEW.`ack` IS NOT OLD.`ack` AND NEW.`ack` > coalesce((SELECT max(`ack`) FROM `attempt` WHERE `message_id` = NEW.`id`), -1)
BEGIN SELECT RAISE(ABORT, 'a message is acknowledged as one of its attempts is'); END;--> statement-breakpoint
CREATE TRIGGER `message_contradiction_stays` BEFORE UPDATE OF `contradiction` ON `message`
WHEN OLD.`contradiction` IS NOT NULL AND NEW.`contradiction` IS NOT OLD.`contradiction`
BEGIN SELECT RAISE(ABORT, 'a contradiction stays recorded'); END;--> statement-breakpoint
-- WhatsApp's acknowledgement may replace the operator's word, never the other way round.
CREATE TRIGGER `message_evidence_only_grows` BEFORE UPDATE OF `evidence` ON `message`
WHEN OLD.`evidence` = 'ack' AND NEW.`evidence` IS NOT 'ack'
BEGIN SELECT RAISE(ABORT, 'an acknowledgement outranks the operator'); END;--> statement-breakpoint
CREATE TRIGGER `message_reason_is_fixed` BEFORE UPDATE OF `reason` ON `message`
WHEN OLD.`status` = 'failed' AND NEW.`status` = 'failed' AND NEW.`reason` IS NOT OLD.`reason`
	AND NOT (OLD.`reason` = 'no_confirmation' AND NEW.`reason` = 'rejected')
	AND NOT (NEW.`reason` = 'no_confirmation' AND EXISTS (
		SELECT 1 FROM `attempt` WHERE `message_id` = NEW.`id` AND `contradicted_at_ms` IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'the reason of a failure does not change'); END;--> statement-breakpoint
-- For its person alone a text is declared a repeat where that was asked, against what was sent until then. Another text of
-- the campaign is none.
CREATE TRIGGER `message_repeat_is_an_answer` BEFORE UPDATE OF `repeat`, `repeat_after`, `repeat_at_ms` ON `message`
WHEN (NEW.`repeat` IS NOT OLD.`repeat` OR NEW.`repeat_after` IS NOT OLD.`repeat_after` OR NEW.`repeat_at_ms` IS NOT OLD.`repeat_at_ms`)
	AND NEW.`repeat` IS NOT NULL
	AND ((OLD.`set_aside` IS NOT 'in_chat' AND OLD.`set_aside` IS NOT 'got_meanwhile')
		OR NEW.`repeat` <= coalesce(OLD.`repeat`, 0) OR NEW.`repeat_after` > coalesce((SELECT max(`id`) FROM `attempt`), 0))
BEGIN SELECT RAISE(ABORT, 'a repeat for one person is an answer about them'); END;--> statement-breakpoint
-- Until a person has decided, whoever is asked about waits: as who gets a second message, or is gone from a list.
CREATE TRIGGER `message_waits_for_decision` BEFORE UPDATE OF `status` ON `message`
WHEN NEW.`status` = 'sending' AND OLD.`set_aside` <> 'no_answer'
BEGIN SELECT RAISE(ABORT, 'a message that is asked about waits for a person'); END;--> statement-breakpoint
CREATE TRIGGER `message_claim_needs_attempt` BEFORE UPDATE OF `status` ON `message`
WHEN OLD.`status` = 'pending' AND NEW.`status` = 'sending' AND NOT EXISTS (
	SELECT 1 FROM `attempt` WHERE `message_id` = NEW.`id` AND `outcome` = 'unknown'
		AND `passed_at_ms` IS NULL AND `closed_at_ms` IS NULL)
BEGIN SELECT RAISE(ABORT, 'a claim needs an open attempt'); END;--> statement-breakpoint
-- The version tells a campaign's scope, 0, from a text's. Both are of the date that the message is for.
CREATE TRIGGER `message_claim_needs_fences` BEFORE UPDATE OF `status` ON `message`
WHEN OLD.`status` = 'pending' AND NEW.`status` = 'sending' AND (
	SELECT min(`version`) = 0 AND max(`version`) > 0 AND min(f.`occasion`) = NEW.`occasion` AND max(f.`occasion`) = NEW.`occasion`
	FROM `attempt` a JOIN `fence` f ON f.`attempt_id` = a.`id` JOIN `scope` s ON s.`id` = f.`scope_id`
	WHERE a.`message_id` = NEW.`id` AND a.`outcome` = 'unknown') IS NOT 1
BEGIN SELECT RAISE(ABORT, 'a claim needs the fences of the campaign and of the text'); END;--> statement-breakpoint
CREATE TRIGGER `message_not_sent_needs_proof` BEFORE UPDATE OF `status` ON `message`
WHEN (NEW.`status` = 'failed' OR NEW.`status` = 'cancelled' OR NEW.`status` = 'pending') AND OLD.`status` <> NEW.`status`
	AND (NEW.`status` <> 'failed' OR NOT (NEW.`reason` = 'no_confirmation' OR NEW.`reason` = 'interrupted' OR NEW.`reason` = 'rejected'))
	AND EXISTS (SELECT 1 FROM `attempt` WHERE `message_id` = NEW.`id`
		AND (`outcome` <> 'not_sent' OR `contradicted_at_ms` IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'not sent needs every attempt proven unsent'); END;--> statement-breakpoint
CREATE TRIGGER `message_not_confirmed_needs_passed` BEFORE UPDATE OF `status` ON `message`
WHEN NEW.`status` = 'failed' AND (NEW.`reason` = 'no_confirmation' OR NEW.`reason` = 'interrupted' OR NEW.`reason` = 'rejected') AND NEW.`reason` IS NOT OLD.`reason`
	AND NOT (OLD.`status` = 'sending' AND EXISTS (
		SELECT 1 FROM `attempt` WHERE `message_id` = NEW.`id` AND `outcome` = 'unknown' AND `wa_random` IS NOT NULL))
	-- What was called unsent and was seen leaving all the same.
	AND NOT EXISTS (SELECT 1 FROM `attempt` WHERE `message_id` = NEW.`id` AND `contradicted_at_ms` IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'not confirmed needs an attempt that passed the gate'); END;--> statement-breakpoint
CREATE TRIGGER `message_queue_again_needs_reason` BEFORE UPDATE OF `status` ON `message`
WHEN OLD.`status` = 'failed' AND NEW.`status` = 'pending'
	AND (OLD.`reason` = 'duplicate' OR OLD.`reason` = 'left_group' OR OLD.`reason` = 'no_confirmation' OR OLD.`reason` = 'interrupted' OR OLD.`reason` = 'rejected')
BEGIN SELECT RAISE(ABORT, 'this failure is never queued again'); END;--> statement-breakpoint
CREATE TRIGGER `message_sent_needs_ack` BEFORE UPDATE OF `status`, `evidence` ON `message`
WHEN NEW.`evidence` IS 'ack' AND OLD.`evidence` IS NOT 'ack' AND NOT EXISTS (
	SELECT 1 FROM `attempt` WHERE `message_id` = NEW.`id` AND `ack` >= 1)
BEGIN SELECT RAISE(ABORT, 'sent needs an acknowledged attempt'); END;--> statement-breakpoint
CREATE TRIGGER `message_settled_from_doubt` BEFORE UPDATE OF `settlement` ON `message`
WHEN NEW.`settlement` IS NOT OLD.`settlement` AND NOT (
	OLD.`status` = 'failed' AND OLD.`reason` IN ('no_confirmation', 'interrupted', 'rejected') AND NEW.`settlement` IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'only a message in doubt is settled'); END;--> statement-breakpoint
-- Where recursive triggers are off, REPLACE deletes without asking.
CREATE TRIGGER `message_is_not_replaced` BEFORE INSERT ON `message`
WHEN EXISTS (SELECT 1 FROM `message` WHERE `id` = NEW.`id`
	OR (`campaign_id` = NEW.`campaign_id` AND `recipient_id` = NEW.`recipient_id` AND `occasion` = NEW.`occasion`))
BEGIN SELECT RAISE(ABORT, 'messages are not replaced'); END;--> statement-breakpoint
CREATE TRIGGER `message_is_not_deleted` BEFORE DELETE ON `message`
BEGIN SELECT RAISE(ABORT, 'messages are not deleted'); END;--> statement-breakpoint
CREATE TRIGGER `message_leaves_history` AFTER UPDATE OF `status` ON `message`
WHEN OLD.`status` <> NEW.`status`
BEGIN
	INSERT INTO `history` (`message_id`, `number`, `at_ms`, `change`, `became`, `detail`, `made_by`)
	VALUES (NEW.`id`, (SELECT coalesce(max(`number`), 0) + 1 FROM `history` WHERE `message_id` = NEW.`id`),
		NEW.`changed_at_ms`, NEW.`change`,
		CASE NEW.`status` WHEN 'sent' THEN 0 WHEN 'sending' THEN 1 WHEN 'failed' THEN 2 WHEN 'cancelled' THEN 3 WHEN 'pending' THEN 4 END,
		coalesce(NEW.`reason`, NEW.`evidence`, ''), NEW.`changed_by`);
END;--> statement-breakpoint
CREATE TRIGGER `campaign_gets_counts` AFTER INSERT ON `campaign`
BEGIN INSERT INTO `campaign_counts` (`campaign_id`) VALUES (NEW.`id`); END;--> statement-breakpoint
CREATE TRIGGER `message_is_counted` AFTER INSERT ON `message`
BEGIN
	UPDATE `campaign_counts` SET `is_counting` = 0 WHERE `campaign_id` = NEW.`campaign_id`;
	INSERT INTO `waiting` (`campaign_id`, `account`, `country`, `zones`, `people`)
	VALUES (NEW.`campaign_id`, NEW.`account`, NEW.`country`, NEW.`zones`, 1)
	ON CONFLICT (`campaign_id`, `account`, `country`, `zones`) DO UPDATE SET `people` = `people` + 1;
	UPDATE `campaign_counts` SET `pending` = `pending` + 1, `is_counting` = NULL WHERE `campaign_id` = NEW.`campaign_id`;
END;--> statement-breakpoint
CREATE TRIGGER `message_is_recounted` AFTER UPDATE OF `status`, `reason`, `ack`, `evidence`, `settlement` ON `message`
BEGIN
	UPDATE `campaign_counts` SET `is_counting` = 0 WHERE `campaign_id` = NEW.`campaign_id`;
	-- Its row is there since the message is. For an UPDATE that triggers guard, SQLite would make a table each time.
	INSERT INTO `waiting` (`campaign_id`, `account`, `country`, `zones`, `people`)
	VALUES (NEW.`campaign_id`, NEW.`account`, NEW.`country`, NEW.`zones`, 0)
	ON CONFLICT (`campaign_id`, `account`, `country`, `zones`) DO UPDATE
		SET `people` = `people` + (NEW.`status` = 'pending') - (OLD.`status` = 'pending')
		WHERE (NEW.`status` = 'pending') <> (OLD.`status` = 'pending');
	UPDATE `campaign_counts` SET `is_counting` = NULL,
		`pending` = `pending` + (NEW.`status` = 'pending') - (OLD.`status` = 'pending'),
		`sending` = `sending` + (NEW.`status` = 'sending') - (OLD.`status` = 'sending'),
		`sent` = `sent` + (NEW.`status` = 'sent') - (OLD.`status` = 'sent'),
		`delivered` = `delivered` + (NEW.`status` = 'sent' AND coalesce(NEW.`ack`, 0) >= 2)
			- (OLD.`status` = 'sent' AND coalesce(OLD.`ack`, 0) >= 2),
		`read` = `read` + (NEW.`status` = 'sent' AND coalesce(NEW.`ack`, 0) >= 3)
			- (OLD.`status` = 'sent' AND coalesce(OLD.`ack`, 0) >= 3),
		`seen_by_operator` = `seen_by_operator` + (NEW.`evidence` IS 'operator') - (OLD.`evidence` IS 'operator'),
		`not_sent` = `not_sent`
			+ (NEW.`status` = 'failed' AND NOT (NEW.`reason` = 'no_confirmation' OR NEW.`reason` = 'interrupted' OR NEW.`reason` = 'rejected'))
			- (OLD.`status` = 'failed' AND NOT (OLD.`reason` = 'no_confirmation' OR OLD.`reason` = 'interrupted' OR OLD.`reason` = 'rejected')),
		`not_confirmed` = `not_confirmed`
			+ (NEW.`status` = 'failed' AND (NEW.`reason` = 'no_confirmation' OR NEW.`reason` = 'interrupted' OR NEW.`reason` = 'rejected'))
			- (OLD.`status` = 'failed' AND (OLD.`reason` = 'no_confirmation' OR OLD.`reason` = 'interrupted' OR OLD.`reason` = 'rejected')),
		`cancelled` = `cancelled` + (NEW.`status` = 'cancelled') - (OLD.`status` = 'cancelled'),
		`to_check` = `to_check`
			+ (NEW.`status` = 'failed' AND NEW.`settlement` IS NULL AND (NEW.`reason` = 'no_confirmation' OR NEW.`reason` = 'interrupted' OR NEW.`reason` = 'rejected'))
			- (OLD.`status` = 'failed' AND OLD.`settlement` IS NULL AND (OLD.`reason` = 'no_confirmation' OR OLD.`reason` = 'interrupted' OR OLD.`reason` = 'rejected')),
		`has_text` = `has_text` + (NEW.`status` = 'failed' AND NEW.`reason` IS 'duplicate')
			- (OLD.`status` = 'failed' AND OLD.`reason` IS 'duplicate')
	WHERE `campaign_id` = NEW.`campaign_id`;
END;--> statement-breakpoint
CREATE TRIGGER `counts_are_born_empty` BEFORE INSERT ON `campaign_counts`
WHEN NEW.`pending` + NEW.`sending` + NEW.`sent` + NEW.`delivered` + NEW.`read` + NEW.`seen_by_operator` + NEW.`not_sent`
	+ NEW.`not_confirmed` + NEW.`cancelled` + NEW.`to_check` + NEW.`has_text` <> 0 OR NEW.`is_counting` IS NOT NULL
	OR EXISTS (SELECT 1 FROM `campaign_counts` WHERE `campaign_id` = NEW.`campaign_id`)
BEGIN SELECT RAISE(ABORT, 'counts begin at nothing'); END;--> statement-breakpoint
-- The triggers of `message` count in two steps within one statement; no other statement changes a count.
CREATE TRIGGER `counts_are_only_counted` BEFORE UPDATE ON `campaign_counts`
WHEN NEW.`campaign_id` <> OLD.`campaign_id` OR (OLD.`is_counting` IS NULL AND (NEW.`is_counting` IS NULL
	OR NEW.`pending` <> OLD.`pending` OR NEW.`sending` <> OLD.`sending` OR NEW.`sent` <> OLD.`sent` OR NEW.`delivered` <> OLD.`delivered`
	OR NEW.`read` <> OLD.`read` OR NEW.`seen_by_operator` <> OLD.`seen_by_operator` OR NEW.`not_sent` <> OLD.`not_sent` OR NEW.`not_confirmed` <> OLD.`not_confirmed`
	OR NEW.`cancelled` <> OLD.`cancelled` OR NEW.`to_check` <> OLD.`to_check` OR NEW.`has_text` <> OLD.`has_text`))
BEGIN SELECT RAISE(ABORT, 'counts are only counted'); END;--> statement-breakpoint
CREATE TRIGGER `counts_are_not_deleted` BEFORE DELETE ON `campaign_counts`
WHEN (SELECT `state` FROM `campaign` WHERE `id` = OLD.`campaign_id`) IS NOT 'draft'
BEGIN SELECT RAISE(ABORT, 'counts are not deleted'); END;--> statement-breakpoint
-- Whoever is not counted is never planned.
CREATE TRIGGER `waiting_begins_counted` BEFORE INSERT ON `waiting`
WHEN (SELECT `is_counting` FROM `campaign_counts` WHERE `campaign_id` = NEW.`campaign_id`) IS NULL
BEGIN SELECT RAISE(ABORT, 'who waits is only counted'); END;--> statement-breakpoint
CREATE TRIGGER `waiting_is_only_counted` BEFORE UPDATE ON `waiting`
WHEN (SELECT `is_counting` FROM `campaign_counts` WHERE `campaign_id` = NEW.`campaign_id`) IS NULL
	OR NEW.`campaign_id` <> OLD.`campaign_id` OR NEW.`account` <> OLD.`account` OR NEW.`country` <> OLD.`country`
	OR NEW.`zones` <> OLD.`zones`
BEGIN SELECT RAISE(ABORT, 'who waits is only counted'); END;--> statement-breakpoint
CREATE TRIGGER `waiting_is_not_deleted` BEFORE DELETE ON `waiting`
BEGIN SELECT RAISE(ABORT, 'who waits is only counted'); END;--> statement-breakpoint
CREATE TRIGGER `attempt_born_open` BEFORE INSERT ON `attempt`
WHEN NEW.`outcome` <> 'unknown' OR NEW.`wa_random` IS NOT NULL OR NEW.`closed_at_ms` IS NOT NULL OR NEW.`ack` IS NOT NULL
	OR NEW.`acked_at_ms` IS NOT NULL OR NEW.`rejected_at_ms` IS NOT NULL OR NEW.`contradicted_at_ms` IS NOT NULL
	OR NEW.`refused_random` IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an attempt is born open'); END;--> statement-breakpoint
CREATE TRIGGER `attempt_is_not_replaced` BEFORE INSERT ON `attempt`
WHEN EXISTS (SELECT 1 FROM `attempt` WHERE `id` = NEW.`id` OR `token` = NEW.`token`)
BEGIN SELECT RAISE(ABORT, 'attempts are not replaced'); END;--> statement-breakpoint
CREATE TRIGGER `attempt_keeps_its_row` BEFORE UPDATE ON `attempt`
WHEN NEW.`id` <> OLD.`id`
BEGIN SELECT RAISE(ABORT, 'what was handed over does not change'); END;--> statement-breakpoint
-- What may be blanked of a person who is erased: only this, and only in a list that is marked as erased or where they
-- are nameless already.
CREATE TRIGGER `attempt_identity_is_fixed` BEFORE UPDATE OF
	`id`, `token`, `kind`, `message_id`, `account`, `chat_id`, `body`, `attachment_hash`, `opened_at_ms` ON `attempt`
WHEN NOT (
	NEW.`id` = OLD.`id` AND NEW.`token` = OLD.`token` AND NEW.`kind` = OLD.`kind` AND NEW.`message_id` IS OLD.`message_id`
	AND NEW.`account` = OLD.`account` AND NEW.`attachment_hash` IS OLD.`attachment_hash`
	AND NEW.`opened_at_ms` = OLD.`opened_at_ms` AND NEW.`chat_id` = '' AND NEW.`body` = ''
	AND EXISTS (SELECT 1 FROM `message` m JOIN `recipient` r ON r.`id` = m.`recipient_id` JOIN `list` l ON l.`id` = r.`list_id`
		WHERE m.`id` = coalesce(OLD.`message_id`, (SELECT `message_id` FROM `answer` WHERE `attempt_id` = OLD.`id`))
			AND (l.`erased_at_ms` IS NOT NULL OR r.`phone` = '+999' || printf('%011d', r.`id`))))
BEGIN SELECT RAISE(ABORT, 'what was handed over does not change'); END;--> statement-breakpoint
CREATE TRIGGER `attempt_outcome_is_final` BEFORE UPDATE OF `outcome` ON `attempt`
WHEN OLD.`outcome` <> 'unknown' AND NEW.`outcome` <> OLD.`outcome`
BEGIN SELECT RAISE(ABORT, 'an outcome is final'); END;--> statement-breakpoint
CREATE TRIGGER `attempt_passes_once` BEFORE UPDATE OF `wa_key`, `wa_random`, `passed_at_ms` ON `attempt`
WHEN (OLD.`wa_random` IS NOT NULL OR OLD.`outcome` <> 'unknown' OR OLD.`closed_at_ms` IS NOT NULL) AND NOT (
	NEW.`wa_random` IS OLD.`wa_random` AND NEW.`passed_at_ms` IS OLD.`passed_at_ms` AND NEW.`wa_key` IS '{}'
	AND EXISTS (SELECT 1 FROM `message` m JOIN `recipient` r ON r.`id` = m.`recipient_id` JOIN `list` l ON l.`id` = r.`list_id`
		WHERE m.`id` = coalesce(OLD.`message_id`, (SELECT `message_id` FROM `answer` WHERE `attempt_id` = OLD.`id`))
			AND (l.`erased_at_ms` IS NOT NULL OR r.`phone` = '+999' || printf('%011d', r.`id`))))
BEGIN SELECT RAISE(ABORT, 'an attempt passes the gate once, and only while it is open'); END;--> statement-breakpoint
-- A key without its text was made from a ledger line, whose message may have been cancelled.
CREATE TRIGGER `attempt_pass_needs_claim` BEFORE UPDATE OF `wa_random` ON `attempt`
WHEN OLD.`wa_random` IS NULL AND NEW.`wa_random` IS NOT NULL AND NEW.`kind` = 'campaign'
	AND NEW.`wa_key` ->> 'serialized' IS NOT '' AND (
		(SELECT `status` FROM `message` WHERE `id` = NEW.`message_id` AND `account` = NEW.`account`) IS NOT 'sending'
		OR (SELECT min(`version`) = 0 AND max(`version`) > 0 FROM `fence` f JOIN `scope` s ON s.`id` = f.`scope_id`
			WHERE f.`attempt_id` = NEW.`id`) IS NOT 1)
BEGIN SELECT RAISE(ABORT, 'what passes the gate was claimed and is fenced'); END;--> statement-breakpoint
CREATE TRIGGER `answer_is_an_open_attempt` BEFORE INSERT ON `answer`
WHEN NOT EXISTS (SELECT 1 FROM `attempt` WHERE `id` = NEW.`attempt_id` AND `kind` = 'answer' AND `outcome` = 'unknown'
	AND `wa_random` IS NULL AND `closed_at_ms` IS NULL)
BEGIN SELECT RAISE(ABORT, 'an answer is an attempt that is open'); END;--> statement-breakpoint
-- From the account that they know, into the chat in which they wrote back.
CREATE TRIGGER `answer_goes_to_who_wrote` BEFORE INSERT ON `answer`
WHEN NOT EXISTS (SELECT 1 FROM `attempt` n JOIN `attempt` a ON a.`account` = n.`account` AND a.`chat_id` = n.`chat_id`
	WHERE n.`id` = NEW.`attempt_id` AND a.`message_id` = NEW.`message_id` AND n.`chat_id` <> '')
BEGIN SELECT RAISE(ABORT, 'an answer goes to who wrote back'); END;--> statement-breakpoint
CREATE TRIGGER `answer_is_not_said_twice` BEFORE INSERT ON `answer`
WHEN NEW.`is_repeat` = 0 AND EXISTS (SELECT 1 FROM `attempt` n JOIN `attempt` a ON a.`chat_id` = n.`chat_id` AND a.`kind` = 'answer'
	WHERE n.`id` = NEW.`attempt_id` AND a.`id` <> n.`id` AND a.`body` = n.`body`
		AND NOT (a.`outcome` = 'not_sent' AND a.`contradicted_at_ms` IS NULL)
		AND a.`opened_at_ms` > n.`opened_at_ms` - 60000)
BEGIN SELECT RAISE(ABORT, 'the same words within a minute are asked about'); END;--> statement-breakpoint
CREATE TRIGGER `answer_is_not_replaced` BEFORE INSERT ON `answer`
WHEN EXISTS (SELECT 1 FROM `answer` WHERE `attempt_id` = NEW.`attempt_id` OR `press` = NEW.`press`)
BEGIN SELECT RAISE(ABORT, 'answers are not replaced'); END;--> statement-breakpoint
-- Why an answer did not leave is written once, and only where it did not leave.
CREATE TRIGGER `answer_is_fixed` BEFORE UPDATE ON `answer`
WHEN NEW.`attempt_id` <> OLD.`attempt_id` OR NEW.`message_id` <> OLD.`message_id` OR NEW.`press` <> OLD.`press`
	OR NEW.`seen_reply_id` <> OLD.`seen_reply_id` OR NEW.`is_repeat` <> OLD.`is_repeat` OR NEW.`is_all_the_same` <> OLD.`is_all_the_same`
	OR OLD.`why` IS NOT NULL OR (SELECT `outcome` FROM `attempt` WHERE `id` = OLD.`attempt_id`) IS NOT 'not_sent'
BEGIN SELECT RAISE(ABORT, 'what was answered does not change'); END;--> statement-breakpoint
CREATE TRIGGER `answer_is_not_deleted` BEFORE DELETE ON `answer`
BEGIN SELECT RAISE(ABORT, 'answers are not deleted'); END;--> statement-breakpoint
-- A key without its text was made from a ledger line.
CREATE TRIGGER `answer_passes_as_it_was_given` BEFORE UPDATE OF `wa_random` ON `attempt`
WHEN OLD.`wa_random` IS NULL AND NEW.`wa_random` IS NOT NULL AND NEW.`kind` = 'answer' AND NEW.`wa_key` ->> 'serialized' IS NOT ''
	AND NOT EXISTS (SELECT 1 FROM `answer` WHERE `attempt_id` = NEW.`id`)
BEGIN SELECT RAISE(ABORT, 'an answer that passes the gate is somebody''s'); END;--> statement-breakpoint
CREATE TRIGGER `reply_is_counted` AFTER INSERT ON `reply`
BEGIN UPDATE `message` SET `reply_count` = `reply_count` + 1 WHERE `id` = NEW.`message_id`; END;--> statement-breakpoint
-- Of whoever writes without end the newest 500 are kept, and one more for the moment in which it comes.
CREATE TRIGGER `message_replies_are_counted` BEFORE UPDATE OF `reply_count` ON `message`
WHEN NEW.`reply_count` <> OLD.`reply_count` AND (NEW.`reply_count` <> OLD.`reply_count` + 1
	OR (SELECT count(*) FROM `reply` WHERE `message_id` = NEW.`id`) <> min(NEW.`reply_count`, 501))
BEGIN SELECT RAISE(ABORT, 'replies are only counted'); END;--> statement-breakpoint
CREATE TRIGGER `reply_is_to_what_left` BEFORE INSERT ON `reply`
WHEN NOT EXISTS (
	SELECT 1 FROM `attempt` WHERE `message_id` = NEW.`message_id` AND (`passed_at_ms` IS NOT NULL OR `contradicted_at_ms` IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'only what may have left is replied to'); END;--> statement-breakpoint
-- Its text goes when its person is erased.
CREATE TRIGGER `reply_stays_as_it_came` BEFORE UPDATE ON `reply`
WHEN NEW.`id` <> OLD.`id` OR NEW.`message_id` <> OLD.`message_id` OR NEW.`at_ms` <> OLD.`at_ms` OR NEW.`written_at_ms` <> OLD.`written_at_ms`
	OR NEW.`wa_key` IS NOT OLD.`wa_key` OR (NEW.`text` <> OLD.`text` AND NEW.`text` <> '')
BEGIN SELECT RAISE(ABORT, 'a reply stays as it came'); END;--> statement-breakpoint
CREATE TRIGGER `reply_is_kept` BEFORE DELETE ON `reply`
WHEN (SELECT count(*) FROM `reply` WHERE `message_id` = OLD.`message_id`) <= 500
BEGIN SELECT RAISE(ABORT, 'the newest replies are kept'); END;--> statement-breakpoint
CREATE TRIGGER `attempt_is_counted` AFTER UPDATE OF `passed_at_ms` ON `attempt`
WHEN OLD.`passed_at_ms` IS NULL AND NEW.`passed_at_ms` IS NOT NULL AND NEW.`message_id` IS NOT NULL
BEGIN
	INSERT INTO `handed_over` (`campaign_id`, `account`, `from_ms`, `count`, `last_at_ms`)
	VALUES ((SELECT `campaign_id` FROM `message` WHERE `id` = NEW.`message_id`), NEW.`account`, NEW.`passed_at_ms` / 900000 * 900000, 1,
		NEW.`passed_at_ms`)
	ON CONFLICT (`campaign_id`, `from_ms`, `account`) DO UPDATE SET
		`count` = `count` + 1, `last_at_ms` = max(`last_at_ms`, excluded.`last_at_ms`);
END;--> statement-breakpoint
-- A daily cap and a warm-up forget nothing: what was handed over grows by one and is never taken back.
CREATE TRIGGER `handed_over_begins_with_one` BEFORE INSERT ON `handed_over`
WHEN NEW.`count` <> 1
BEGIN SELECT RAISE(ABORT, 'what was handed over is only counted'); END;--> statement-breakpoint
CREATE TRIGGER `handed_over_only_grows` BEFORE UPDATE ON `handed_over`
WHEN NEW.`count` <> OLD.`count` + 1 OR NEW.`last_at_ms` < OLD.`last_at_ms`
	OR NEW.`campaign_id` <> OLD.`campaign_id` OR NEW.`account` <> OLD.`account` OR NEW.`from_ms` <> OLD.`from_ms`
BEGIN SELECT RAISE(ABORT, 'what was handed over is only counted'); END;--> statement-breakpoint
CREATE TRIGGER `handed_over_is_not_deleted` BEFORE DELETE ON `handed_over`
BEGIN SELECT RAISE(ABORT, 'what was handed over is only counted'); END;--> statement-breakpoint
CREATE TRIGGER `attempt_closes_once` BEFORE UPDATE OF `closed_at_ms` ON `attempt`
WHEN OLD.`closed_at_ms` IS NOT NULL OR OLD.`wa_random` IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an attempt is closed once, and only before it passed'); END;--> statement-breakpoint
CREATE TRIGGER `attempt_ack_never_falls` BEFORE UPDATE OF `ack` ON `attempt`
WHEN OLD.`ack` IS NOT NULL AND (NEW.`ack` IS NULL OR NEW.`ack` < OLD.`ack`)
BEGIN SELECT RAISE(ABORT, 'an acknowledgement never falls'); END;--> statement-breakpoint
CREATE TRIGGER `attempt_facts_stay` BEFORE UPDATE OF `acked_at_ms`, `rejected_at_ms`, `contradicted_at_ms`, `refused_random` ON `attempt`
WHEN (OLD.`acked_at_ms` IS NOT NULL AND NEW.`acked_at_ms` IS NOT OLD.`acked_at_ms`)
	OR (OLD.`rejected_at_ms` IS NOT NULL AND NEW.`rejected_at_ms` IS NOT OLD.`rejected_at_ms`)
	OR (OLD.`contradicted_at_ms` IS NOT NULL AND NEW.`contradicted_at_ms` IS NOT OLD.`contradicted_at_ms`)
	OR (OLD.`refused_random` IS NOT NULL AND NEW.`refused_random` IS NOT OLD.`refused_random`)
BEGIN SELECT RAISE(ABORT, 'what was seen stays recorded'); END;--> statement-breakpoint
-- An acknowledgement of it is one of this attempt.
CREATE TRIGGER `attempt_refused_random_is_its_own` BEFORE UPDATE OF `refused_random` ON `attempt`
WHEN NEW.`refused_random` IS NOT OLD.`refused_random` AND (OLD.`wa_random` IS NOT NULL
	OR EXISTS (SELECT 1 FROM `attempt` WHERE `wa_random` = NEW.`refused_random`))
BEGIN SELECT RAISE(ABORT, 'what the gate refused did not pass'); END;--> statement-breakpoint
CREATE TRIGGER `attempt_is_not_deleted` BEFORE DELETE ON `attempt`
BEGIN SELECT RAISE(ABORT, 'attempts are not deleted'); END;--> statement-breakpoint
-- A scope that became another one would take all of its fences along.
CREATE TRIGGER `scope_is_fixed` BEFORE UPDATE ON `scope`
BEGIN SELECT RAISE(ABORT, 'a scope does not change'); END;--> statement-breakpoint
CREATE TRIGGER `scope_is_not_replaced` BEFORE INSERT ON `scope`
WHEN EXISTS (SELECT 1 FROM `scope` WHERE `id` = NEW.`id` OR (`name` = NEW.`name` AND `version` = NEW.`version`))
BEGIN SELECT RAISE(ABORT, 'scopes are not replaced'); END;--> statement-breakpoint
CREATE TRIGGER `scope_is_not_deleted` BEFORE DELETE ON `scope`
BEGIN SELECT RAISE(ABORT, 'scopes are not deleted'); END;--> statement-breakpoint
CREATE TRIGGER `fence_needs_live_attempt` BEFORE INSERT ON `fence`
WHEN (SELECT `outcome` FROM `attempt` WHERE `id` = NEW.`attempt_id`) IS 'not_sent'
BEGIN SELECT RAISE(ABORT, 'a fence is taken by a live attempt'); END;--> statement-breakpoint
-- Also where recursive triggers are off, and REPLACE would take the row away without asking.
CREATE TRIGGER `fence_stands_before_a_person` BEFORE INSERT ON `fence`
WHEN EXISTS (SELECT 1 FROM `fence` f JOIN `attempt` a ON a.`id` = f.`attempt_id`
	WHERE f.`alias` = NEW.`alias` AND f.`scope_id` = NEW.`scope_id` AND f.`occasion` = NEW.`occasion`
		AND f.`attempt_id` <> NEW.`attempt_id`
		-- A repeat was declared against what was sent before it: an attempt that came later stands before it.
		AND (f.`repeat` >= NEW.`repeat` OR f.`attempt_id` > (
			SELECT coalesce(m.`repeat_after`, c.`repeat_after`) FROM `attempt` n JOIN `message` m ON m.`id` = n.`message_id`
				JOIN `campaign` c ON c.`id` = m.`campaign_id` WHERE n.`id` = NEW.`attempt_id`))
		AND NOT (a.`outcome` = 'not_sent' AND a.`contradicted_at_ms` IS NULL)
		-- What another computer reports is kept beside a repeat that may still turn out not to have left.
		AND NOT (f.`repeat` > NEW.`repeat` AND a.`passed_at_ms` IS NULL AND a.`closed_at_ms` IS NULL
			AND (SELECT `kind` FROM `attempt` WHERE `id` = NEW.`attempt_id`) = 'ledger'))
BEGIN SELECT RAISE(ABORT, 'a fence stands before this person'); END;--> statement-breakpoint
CREATE TRIGGER `fence_is_fixed` BEFORE UPDATE OF `scope_id`, `occasion`, `repeat`, `alias` ON `fence`
WHEN NEW.`scope_id` <> OLD.`scope_id` OR NEW.`occasion` <> OLD.`occasion`
	OR NEW.`repeat` <> OLD.`repeat` OR NEW.`alias` <> OLD.`alias`
BEGIN SELECT RAISE(ABORT, 'a fence does not move'); END;--> statement-breakpoint
CREATE TRIGGER `fence_taken_over_from_unsent` BEFORE UPDATE OF `attempt_id` ON `fence`
WHEN NEW.`attempt_id` <> OLD.`attempt_id` AND (
	(SELECT `outcome` FROM `attempt` WHERE `id` = OLD.`attempt_id`) IS NOT 'not_sent'
	OR (SELECT `contradicted_at_ms` FROM `attempt` WHERE `id` = OLD.`attempt_id`) IS NOT NULL
	OR (SELECT `outcome` FROM `attempt` WHERE `id` = NEW.`attempt_id`) IS NOT 'unknown')
BEGIN SELECT RAISE(ABORT, 'a fence is taken over only from an attempt that is proven unsent'); END;--> statement-breakpoint
CREATE TRIGGER `fence_is_not_deleted` BEFORE DELETE ON `fence`
BEGIN SELECT RAISE(ABORT, 'fences are not deleted'); END;--> statement-breakpoint
-- Nothing is put in the place of a line or between two.
CREATE TRIGGER `history_only_grows` BEFORE INSERT ON `history`
WHEN NEW.`number` <> (SELECT coalesce(max(`number`), 0) + 1 FROM `history` WHERE `message_id` = NEW.`message_id`)
BEGIN SELECT RAISE(ABORT, 'history is not changed'); END;--> statement-breakpoint
CREATE TRIGGER `history_is_not_changed` BEFORE UPDATE ON `history`
BEGIN SELECT RAISE(ABORT, 'history is not changed'); END;--> statement-breakpoint
CREATE TRIGGER `history_is_not_deleted` BEFORE DELETE ON `history`
BEGIN SELECT RAISE(ABORT, 'history is not deleted'); END;--> statement-breakpoint
CREATE TRIGGER `campaign_transition_is_legal` BEFORE UPDATE OF `state` ON `campaign`
WHEN OLD.`state` <> NEW.`state` AND OLD.`state` || '>' || NEW.`state` NOT IN ('draft>starting', 'starting>running', 'starting>paused', 'running>paused', 'running>finished', 'running>cancelled', 'paused>running', 'paused>finished', 'paused>cancelled', 'finished>running')
BEGIN SELECT RAISE(ABORT, 'illegal campaign transition'); END;--> statement-breakpoint
CREATE TRIGGER `campaign_list_is_fixed` BEFORE UPDATE OF `uid`, `list_id`, `account`, `team` ON `campaign`
WHEN OLD.`state` <> 'draft' AND (NEW.`list_id` IS NOT OLD.`list_id` OR NEW.`account` IS NOT OLD.`account`
		OR (NEW.`team` IS NOT OLD.`team` AND NOT (OLD.`team` IS 'open' AND NEW.`team` IS 'over')))
	OR NEW.`uid` <> OLD.`uid`
BEGIN SELECT RAISE(ABORT, 'a started campaign keeps its list and account, and whose it is'); END;--> statement-breakpoint
-- What was checked is what goes out: a start that was cut off is finished by the next start of the app.
CREATE TRIGGER `campaign_is_frozen_while_starting` BEFORE UPDATE OF `text`, `attachment_hash`, `attachment_name`, `repeat`, `leave_blanks_out`, `keeps_place`, `contacts_answered_at_ms`, `started_at_ms` ON `campaign`
WHEN OLD.`state` = 'starting' AND (NEW.`text` <> OLD.`text` OR NEW.`attachment_hash` IS NOT OLD.`attachment_hash` OR NEW.`attachment_name` IS NOT OLD.`attachment_name`
	OR NEW.`repeat` <> OLD.`repeat` OR NEW.`contacts_answered_at_ms` IS NOT OLD.`contacts_answered_at_ms` OR NEW.`leave_blanks_out` <> OLD.`leave_blanks_out` OR NEW.`keeps_place` <> OLD.`keeps_place`
	OR NEW.`started_at_ms` IS NOT OLD.`started_at_ms`)
BEGIN SELECT RAISE(ABORT, 'a campaign that is being started does not change'); END;--> statement-breakpoint
-- A repeat is declared at the start, against what was sent until then; another text is none. Raised later, it would send
-- behind whoever got the text meanwhile.
CREATE TRIGGER `campaign_repeat_is_declared_at_start` BEFORE UPDATE OF `text`, `repeat`, `repeat_after` ON `campaign`
WHEN (OLD.`state` <> 'draft' AND (NEW.`repeat` <> OLD.`repeat` OR NEW.`repeat_after` <> OLD.`repeat_after`)
		AND NOT (NEW.`repeat` = 0 AND NEW.`text` <> OLD.`text`))
	OR NEW.`repeat_after` > coalesce((SELECT max(`id`) FROM `attempt`), 0)
BEGIN SELECT RAISE(ABORT, 'a repeat is declared at the start'); END;--> statement-breakpoint
-- Whom a campaign follows decides who is asked about, so it is no other one later.
CREATE TRIGGER `campaign_follows_one` BEFORE UPDATE OF `follows_id` ON `campaign`
WHEN NEW.`follows_id` IS NOT OLD.`follows_id`
BEGIN SELECT RAISE(ABORT, 'a campaign follows the one it was made from'); END;--> statement-breakpoint
-- It is known by whom it is a second message to, in whatever database it is drawn: its fences are the same after a restore.
CREATE TRIGGER `campaign_step_is_named_after_first` BEFORE INSERT ON `campaign`
WHEN NEW.`step_word` IS NOT NULL AND NEW.`uid` IS NOT (SELECT `uid` || '-2' FROM `campaign` WHERE `id` = NEW.`follows_id`)
BEGIN SELECT RAISE(ABORT, 'a second message is named after the first'); END;--> statement-breakpoint
-- Nobody is drawn a second time for a day that is over.
CREATE TRIGGER `campaign_days_go_on` BEFORE UPDATE OF `next_day` ON `campaign`
WHEN OLD.`state` <> 'draft' AND NEW.`next_day` IS NOT OLD.`next_day` AND (OLD.`next_day` IS NULL OR NEW.`next_day` < OLD.`next_day`)
BEGIN SELECT RAISE(ABORT, 'the days of a campaign go on'); END;--> statement-breakpoint
CREATE TRIGGER `campaign_step_stays_one` BEFORE UPDATE OF `step_word`, `follows_group` ON `campaign`
WHEN NEW.`step_word` IS NOT OLD.`step_word` OR NEW.`follows_group` IS NOT OLD.`follows_group`
BEGIN SELECT RAISE(ABORT, 'whom a campaign follows is said once'); END;--> statement-breakpoint
-- What was said at the start holds; later it may only be held back.
CREATE TRIGGER `second_step_is_planned_before_start` BEFORE INSERT ON `second_step`
WHEN NEW.`drawn_until_ms` <> 0 OR (SELECT `state` FROM `campaign` WHERE `id` = NEW.`campaign_id`) IS NOT 'draft'
BEGIN SELECT RAISE(ABORT, 'a second message is planned before the first'); END;--> statement-breakpoint
CREATE TRIGGER `second_step_is_kept_after_start` BEFORE UPDATE ON `second_step`
WHEN NEW.`campaign_id` <> OLD.`campaign_id` OR NEW.`drawn_until_ms` < OLD.`drawn_until_ms`
	OR (SELECT `state` FROM `campaign` WHERE `id` = OLD.`campaign_id`) = 'draft' AND NEW.`drawn_until_ms` <> 0
	OR (SELECT `state` FROM `campaign` WHERE `id` = OLD.`campaign_id`) <> 'draft' AND (NEW.`after_days` <> OLD.`after_days`
		OR NEW.`at_minute` <> OLD.`at_minute` OR NEW.`whom` <> OLD.`whom` OR NEW.`word` <> OLD.`word`
		OR NEW.`text` <> OLD.`text` OR NEW.`by_itself` > OLD.`by_itself`)
BEGIN SELECT RAISE(ABORT, 'a second message is only held back later'); END;--> statement-breakpoint
-- What Check showed of it was made of what stood in the rows then.
CREATE TRIGGER `second_step_asks_about_changed_rows` AFTER UPDATE OF `cells` ON `recipient`
WHEN NEW.`cells` <> OLD.`cells` AND NEW.`phone` = OLD.`phone`
BEGIN
	UPDATE `second_step` SET `by_itself` = 0 WHERE `by_itself` = 1
		AND (SELECT `list_id` FROM `campaign` WHERE `id` = `campaign_id` AND `state` <> 'draft') = NEW.`list_id`;
END;--> statement-breakpoint
-- Rows of a draft's list are read anew in their places, which is a list of a later time.
CREATE TRIGGER `list_stays_published` BEFORE UPDATE OF `published_at_ms` ON `list`
WHEN NEW.`published_at_ms` IS NOT OLD.`published_at_ms` AND OLD.`published_at_ms` IS NOT NULL
	AND EXISTS (SELECT 1 FROM `campaign` WHERE `list_id` = NEW.`id` AND (NEW.`published_at_ms` IS NULL
		OR NEW.`published_at_ms` < OLD.`published_at_ms` OR `state` <> 'draft'))
BEGIN SELECT RAISE(ABORT, 'the list of a campaign stays published'); END;--> statement-breakpoint
CREATE TRIGGER `campaign_pilot_is_looked_at` BEFORE UPDATE OF `pilot_approved` ON `campaign`
WHEN NEW.`pilot_approved` <> OLD.`pilot_approved`
	AND (NEW.`pilot_approved` = 0 OR OLD.`pause_reason` IS NOT 'pilot')
BEGIN SELECT RAISE(ABORT, 'who waits for the first messages to be looked at is let go on by that'); END;--> statement-breakpoint
CREATE TRIGGER `campaign_starts_with_list` BEFORE UPDATE OF `state` ON `campaign`
WHEN OLD.`state` = 'draft' AND NEW.`state` <> 'draft' AND (
	SELECT `published_at_ms` FROM `list` WHERE `id` = NEW.`list_id`) IS NULL
BEGIN SELECT RAISE(ABORT, 'a campaign starts with a whole list'); END;--> statement-breakpoint
CREATE TRIGGER `campaign_is_not_deleted` BEFORE DELETE ON `campaign`
WHEN OLD.`state` <> 'draft'
BEGIN SELECT RAISE(ABORT, 'only a draft is deleted'); END;--> statement-breakpoint
-- People are erased when their campaigns are long over: names, numbers, cells and texts go, while attempts, fences,
-- history and sums stay, so that nobody who is erased gets the same message again.
CREATE TRIGGER `list_is_erased_when_over` BEFORE UPDATE OF `erased_at_ms` ON `list`
WHEN NEW.`erased_at_ms` IS NOT NULL AND EXISTS (
	SELECT 1 FROM `campaign` WHERE `list_id` = NEW.`id` AND `state` NOT IN ('finished', 'cancelled'))
BEGIN SELECT RAISE(ABORT, 'people are erased when their campaigns are over'); END;--> statement-breakpoint
CREATE TRIGGER `list_stays_erased` BEFORE UPDATE OF `erased_at_ms` ON `list`
WHEN OLD.`erased_at_ms` IS NOT NULL AND NEW.`erased_at_ms` IS NOT OLD.`erased_at_ms`
BEGIN SELECT RAISE(ABORT, 'a list stays erased'); END;--> statement-breakpoint
CREATE TRIGGER `recipient_is_fixed` BEFORE UPDATE ON `recipient`
WHEN NEW.`id` <> OLD.`id` OR NEW.`list_id` <> OLD.`list_id` OR NEW.`row_number` <> OLD.`row_number` OR (NEW.`phone` <> OLD.`phone`
	AND (SELECT `erased_at_ms` FROM `list` WHERE `id` = OLD.`list_id`) IS NULL
	-- One person by themselves is erased whole, and when nothing is to be sent to them any more.
	AND NOT (NEW.`phone` = '+999' || printf('%011d', OLD.`id`) AND NEW.`name` = '' AND NEW.`extra` = '' AND NEW.`cells` = '[]'
		AND NOT EXISTS (SELECT 1 FROM `message` WHERE `recipient_id` = OLD.`id` AND (`status` = 'pending' OR `status` = 'sending'))))
BEGIN SELECT RAISE(ABORT, 'a recipient stays the person who was imported'); END;--> statement-breakpoint
-- Whoever is erased leaves no name and no number in the lists either, and nothing to guess their text by.
CREATE TRIGGER `recipient_is_listed` AFTER UPDATE OF `name`, `folded_apart`, `phone` ON `recipient`
BEGIN
	UPDATE `message` SET `name_key` = NEW.`folded`, `phone_key` = NEW.`phone`, `text_hash` = NULL WHERE `recipient_id` = NEW.`id`;
	UPDATE `conversation` SET `variant_key` = NULL, `is_held` = 0
	WHERE NEW.`phone` <> OLD.`phone` AND `message_id` IN (SELECT `id` FROM `message` WHERE `recipient_id` = NEW.`id`);
END;--> statement-breakpoint
-- A person is known by the rows that have them: the tags go with the last one, which is taken out or erased.
CREATE TRIGGER `recipient_leaves_person` BEFORE DELETE ON `recipient`
BEGIN DELETE FROM `membership` WHERE `recipient_id` = OLD.`id`; END;--> statement-breakpoint
CREATE TRIGGER `erased_recipient_leaves_person` AFTER UPDATE OF `phone` ON `recipient` WHEN NEW.`phone` <> OLD.`phone`
BEGIN DELETE FROM `membership` WHERE `recipient_id` = NEW.`id`; END;--> statement-breakpoint
CREATE TRIGGER `membership_is_of_its_list` BEFORE INSERT ON `membership`
WHEN (SELECT `list_id` FROM `recipient` WHERE `id` = NEW.`recipient_id`) IS NOT NEW.`list_id`
BEGIN SELECT RAISE(ABORT, 'a person is on the lists that have them'); END;--> statement-breakpoint
CREATE TRIGGER `membership_is_not_moved` BEFORE UPDATE ON `membership`
WHEN NEW.`recipient_id` <> OLD.`recipient_id` OR NEW.`list_id` <> OLD.`list_id`
BEGIN SELECT RAISE(ABORT, 'a person is on the lists that have them'); END;--> statement-breakpoint
CREATE TRIGGER `person_ends_with_last_row` AFTER DELETE ON `membership`
WHEN NOT EXISTS (SELECT 1 FROM `membership` WHERE `person_id` = OLD.`person_id`)
BEGIN
	DELETE FROM `person_tag` WHERE `person_id` = OLD.`person_id`;
	DELETE FROM `person_number` WHERE `person_id` = OLD.`person_id`;
	DELETE FROM `person` WHERE `id` = OLD.`person_id`;
END;--> statement-breakpoint
CREATE TRIGGER `person_heard` AFTER UPDATE OF `status`, `reason` ON `message`
WHEN (NEW.`status` = 'sent' AND OLD.`status` <> 'sent')
	OR (NEW.`status` = 'failed' AND NEW.`reason` IS NOT OLD.`reason`
		AND (NEW.`reason` = 'no_confirmation' OR NEW.`reason` = 'interrupted' OR NEW.`reason` = 'rejected'))
BEGIN
	UPDATE `person` SET `heard_ms` = max(coalesce(`heard_ms`, 0), coalesce((
		SELECT max(`passed_at_ms`) FROM `attempt` WHERE `message_id` = NEW.`id` AND `outcome` <> 'not_sent'), NEW.`changed_at_ms`))
	WHERE `id` = (SELECT `person_id` FROM `membership` WHERE `recipient_id` = NEW.`recipient_id`);
END;--> statement-breakpoint
CREATE TRIGGER `person_replied` AFTER INSERT ON `reply`
BEGIN
	UPDATE `person` SET `replied_ms` = max(coalesce(`replied_ms`, 0), NEW.`at_ms`), `wrote_ms` = max(coalesce(`wrote_ms`, 0), NEW.`written_at_ms`)
	WHERE `id` = (SELECT `person_id` FROM `message` m JOIN `membership` p ON p.`recipient_id` = m.`recipient_id`
		WHERE m.`id` = NEW.`message_id`);
END;--> statement-breakpoint
CREATE TRIGGER `campaign_starts_with_known_people` BEFORE UPDATE OF `state` ON `campaign`
WHEN OLD.`state` = 'draft' AND NEW.`state` <> 'draft' AND (
	SELECT `erased_at_ms` FROM `list` WHERE `id` = NEW.`list_id`) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an erased list has nobody to send to'); END;--> statement-breakpoint
CREATE TRIGGER `reply_opens_conversation` AFTER INSERT ON `reply`
BEGIN
	INSERT INTO `conversation` (`message_id`, `campaign_id`, `waits_since_ms`, `last_at_ms`)
	VALUES (NEW.`message_id`, (SELECT `campaign_id` FROM `message` WHERE `id` = NEW.`message_id`), NEW.`written_at_ms`, NEW.`at_ms`)
	ON CONFLICT (`message_id`) DO UPDATE SET `waits_since_ms` = coalesce(`waits_since_ms`, NEW.`written_at_ms`), `settled_how` = NULL,
		`settled_at_ms` = NULL, `done_since_ms` = NULL, `done_remind_at_ms` = NULL, `remind_at_ms` = NULL, `last_at_ms` = max(`last_at_ms`, NEW.`at_ms`);
END;--> statement-breakpoint
CREATE TRIGGER `conversation_waits` AFTER UPDATE OF `waits_since_ms`, `remind_at_ms`, `is_held`, `variant_key` ON `conversation`
BEGIN
	UPDATE `campaign` SET `waiting_replies` = `waiting_replies`
		- (OLD.`waits_since_ms` IS NOT NULL AND OLD.`remind_at_ms` IS NULL AND OLD.`is_held` = 0 AND OLD.`variant_key` IS NOT NULL)
		+ (NEW.`waits_since_ms` IS NOT NULL AND NEW.`remind_at_ms` IS NULL AND NEW.`is_held` = 0 AND NEW.`variant_key` IS NOT NULL)
	WHERE `id` = NEW.`campaign_id`;
END;--> statement-breakpoint
-- Whoever asked to stop, or is on the list, waits for no answer.
CREATE TRIGGER `stop_holds_conversation` AFTER INSERT ON `stop`
WHEN NEW.`answer` IS NULL
BEGIN UPDATE `conversation` SET `is_held` = 1 WHERE `variant_key` = NEW.`variant_key` AND `is_held` = 0; END;--> statement-breakpoint
CREATE TRIGGER `stop_answer_frees_conversation` AFTER UPDATE OF `answer`, `variant_key` ON `stop`
BEGIN
	UPDATE `conversation` SET `is_held` = EXISTS (SELECT 1 FROM `do_not_contact` d WHERE d.`variant_key` = OLD.`variant_key`)
		OR EXISTS (SELECT 1 FROM `stop` s WHERE s.`variant_key` = OLD.`variant_key` AND s.`answer` IS NULL)
	WHERE `variant_key` = OLD.`variant_key`;
END;--> statement-breakpoint
CREATE TRIGGER `do_not_contact_holds_conversation` AFTER INSERT ON `do_not_contact`
BEGIN UPDATE `conversation` SET `is_held` = 1 WHERE `variant_key` = NEW.`variant_key` AND `is_held` = 0; END;--> statement-breakpoint
CREATE TRIGGER `let_back_in_frees_conversation` AFTER DELETE ON `do_not_contact`
BEGIN
	UPDATE `conversation` SET `is_held` = EXISTS (SELECT 1 FROM `do_not_contact` d WHERE d.`variant_key` = OLD.`variant_key`)
		OR EXISTS (SELECT 1 FROM `stop` s WHERE s.`variant_key` = OLD.`variant_key` AND s.`answer` IS NULL)
	WHERE `variant_key` = OLD.`variant_key`;
END;--> statement-breakpoint
CREATE TRIGGER `conversation_is_with_who_replied` BEFORE INSERT ON `conversation`
WHEN NEW.`campaign_id` IS NOT (SELECT `campaign_id` FROM `message` WHERE `id` = NEW.`message_id`)
	OR NOT EXISTS (SELECT 1 FROM `reply` WHERE `message_id` = NEW.`message_id`)
BEGIN SELECT RAISE(ABORT, 'a reply opens a conversation'); END;--> statement-breakpoint
CREATE TRIGGER `conversation_is_fixed` BEFORE UPDATE ON `conversation`
WHEN NEW.`message_id` <> OLD.`message_id` OR NEW.`campaign_id` <> OLD.`campaign_id`
BEGIN SELECT RAISE(ABORT, 'a conversation stays with its message'); END;--> statement-breakpoint
CREATE TRIGGER `conversation_is_not_deleted` BEFORE DELETE ON `conversation`
BEGIN SELECT RAISE(ABORT, 'conversations are not deleted'); END;--> statement-breakpoint
CREATE TRIGGER `campaign_replied_is_counted` BEFORE UPDATE OF `replied` ON `campaign`
WHEN NEW.`replied` <> OLD.`replied`
	AND NEW.`replied` <> (SELECT count(*) FROM `conversation` WHERE `campaign_id` = NEW.`id`)
BEGIN SELECT RAISE(ABORT, 'conversations are only counted'); END;--> statement-breakpoint
CREATE TRIGGER `conversation_is_counted` AFTER INSERT ON `conversation`
BEGIN UPDATE `campaign` SET `replied` = `replied` + 1 WHERE `id` = NEW.`campaign_id`; END;--> statement-breakpoint
CREATE TRIGGER `alarm_born_open` BEFORE INSERT ON `alarm`
WHEN NEW.`acknowledged_at_ms` IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an alarm is born open'); END;--> statement-breakpoint
CREATE TRIGGER `alarm_is_not_replaced` BEFORE INSERT ON `alarm`
WHEN EXISTS (SELECT 1 FROM `alarm` WHERE `id` = NEW.`id` OR (
	`kind` = NEW.`kind` AND `message_id` IS NEW.`message_id` AND `acknowledged_at_ms` IS NULL))
BEGIN SELECT RAISE(ABORT, 'alarms are not replaced'); END;--> statement-breakpoint
CREATE TRIGGER `alarm_is_acknowledged_once` BEFORE UPDATE ON `alarm`
WHEN OLD.`acknowledged_at_ms` IS NOT NULL OR NEW.`acknowledged_at_ms` IS NULL OR NEW.`id` <> OLD.`id` OR NEW.`kind` <> OLD.`kind`
	OR NEW.`message_id` IS NOT OLD.`message_id` OR NEW.`detail` <> OLD.`detail` OR NEW.`count` IS NOT OLD.`count`
	OR NEW.`raised_at_ms` <> OLD.`raised_at_ms`
BEGIN SELECT RAISE(ABORT, 'an alarm is acknowledged once, and nothing else of it changes'); END;--> statement-breakpoint
CREATE TRIGGER `alarm_is_not_deleted` BEFORE DELETE ON `alarm`
BEGIN SELECT RAISE(ABORT, 'alarms are not deleted'); END;--> statement-breakpoint
CREATE TRIGGER `campaign_goes_on_with_queued` BEFORE UPDATE OF `state` ON `campaign`
WHEN OLD.`state` = 'finished' AND NEW.`state` = 'running' AND (
	NOT EXISTS (SELECT 1 FROM `message` WHERE `campaign_id` = NEW.`id` AND `status` = 'pending')
	OR (SELECT `erased_at_ms` FROM `list` WHERE `id` = NEW.`list_id`) IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a finished campaign goes on only with what was queued again for known people'); END;--> statement-breakpoint
-- A team is told of whatever was asked of it, for as long as there is one.
CREATE TRIGGER `team_ask_stays_asked` BEFORE UPDATE ON `team_ask`
WHEN NEW.`id` <> OLD.`id` OR NEW.`token` <> OLD.`token` OR NEW.`team` <> OLD.`team` OR NEW.`run` <> OLD.`run`
	OR NEW.`message_id` <> OLD.`message_id` OR NEW.`campaign` <> OLD.`campaign` OR NEW.`asked_at_ms` <> OLD.`asked_at_ms`
	OR (NEW.`told` < OLD.`told` AND OLD.`told` > 0)
	OR json_array_length(NEW.`fences`) < json_array_length(OLD.`fences`)
BEGIN SELECT RAISE(ABORT, 'what was asked of a team stays asked'); END;--> statement-breakpoint
CREATE TRIGGER `team_ask_is_not_deleted` BEFORE DELETE ON `team_ask`
BEGIN SELECT RAISE(ABORT, 'what was asked of a team stays asked'); END;--> statement-breakpoint
-- With a team nobody is claimed whom it has not granted, in this run and over the connection that stands. Of a campaign of
-- the team nobody is either, after it was left. What stands for a line of the ledger, which names no chat, was granted before
-- the data was put back.
CREATE TRIGGER `message_claim_needs_team` BEFORE UPDATE OF `status` ON `message`
WHEN OLD.`status` = 'pending' AND NEW.`status` = 'sending' AND (EXISTS (SELECT 1 FROM `meta` WHERE `key` = 'team_connection')
		OR (SELECT `team` FROM `campaign` WHERE `id` = NEW.`campaign_id`) IS NOT NULL)
	AND NOT EXISTS (SELECT 1 FROM `team_ask` WHERE `message_id` = NEW.`id`
		AND `granted_over` = (SELECT `value` FROM `meta` WHERE `key` = 'team_connection'))
	AND NOT EXISTS (SELECT 1 FROM `attempt` WHERE `message_id` = NEW.`id` AND `outcome` = 'unknown' AND `chat_id` = '')
BEGIN SELECT RAISE(ABORT, 'a claim needs the team''s grant'); END;--> statement-breakpoint
-- Whatever becomes of somebody of a campaign of the team is told to it. A claim tells nothing, and writes little.
CREATE TRIGGER `team_is_told_of_message` AFTER UPDATE OF `status`, `reason`, `evidence`, `ack`, `settlement`, `contradiction`,
	`copies_seen`, `reply_count` ON `message`
WHEN NEW.`status` <> 'sending' AND (SELECT `team` FROM `campaign` WHERE `id` = NEW.`campaign_id`) IS NOT NULL
BEGIN
	INSERT INTO `team_untold` (`campaign_id`, `recipient_id`) VALUES (NEW.`campaign_id`, NEW.`recipient_id`)
	ON CONFLICT DO UPDATE SET `changes` = `changes` + 1;
END;--> statement-breakpoint
CREATE TRIGGER `team_is_told_of_skip` AFTER INSERT ON `skip`
WHEN (SELECT `team` FROM `campaign` WHERE `id` = NEW.`campaign_id`) IS NOT NULL
BEGIN
	INSERT INTO `team_untold` (`campaign_id`, `recipient_id`) VALUES (NEW.`campaign_id`, NEW.`recipient_id`)
	ON CONFLICT DO UPDATE SET `changes` = `changes` + 1;
END;--> statement-breakpoint
CREATE TRIGGER `team_is_told_of_reply` AFTER UPDATE OF `waits_since_ms`, `is_held` ON `conversation`
WHEN (SELECT `team` FROM `campaign` WHERE `id` = NEW.`campaign_id`) IS NOT NULL
BEGIN
	INSERT INTO `team_untold` (`campaign_id`, `recipient_id`)
	SELECT NEW.`campaign_id`, `recipient_id` FROM `message` WHERE `id` = NEW.`message_id`
	ON CONFLICT DO UPDATE SET `changes` = `changes` + 1;
END;--> statement-breakpoint
CREATE TRIGGER `team_is_told_of_do_not_contact` AFTER INSERT ON `do_not_contact`
WHEN EXISTS (SELECT 1 FROM `meta` WHERE `key` = 'team_connection')
BEGIN
	INSERT INTO `team_untold_stop` (`person`) VALUES (NEW.`variant_key`) ON CONFLICT DO UPDATE SET `changes` = `changes` + 1;
END;--> statement-breakpoint
CREATE TRIGGER `team_is_told_of_let_back_in` AFTER DELETE ON `do_not_contact`
WHEN EXISTS (SELECT 1 FROM `meta` WHERE `key` = 'team_connection')
BEGIN
	INSERT INTO `team_untold_stop` (`person`) VALUES (OLD.`variant_key`) ON CONFLICT DO UPDATE SET `changes` = `changes` + 1;
END;--> statement-breakpoint
CREATE TRIGGER `team_is_told_of_stop` AFTER INSERT ON `stop`
WHEN EXISTS (SELECT 1 FROM `meta` WHERE `key` = 'team_connection') AND NEW.`answer` IS NULL AND coalesce(NEW.`variant_key`, NEW.`lid`) IS NOT NULL
BEGIN
	INSERT INTO `team_untold_stop` (`person`) VALUES (coalesce(NEW.`variant_key`, NEW.`lid`)) ON CONFLICT DO UPDATE SET `changes` = `changes` + 1;
END;--> statement-breakpoint
CREATE TRIGGER `team_is_told_of_stop_answer` AFTER UPDATE OF `answer` ON `stop`
WHEN EXISTS (SELECT 1 FROM `meta` WHERE `key` = 'team_connection') AND coalesce(NEW.`variant_key`, NEW.`lid`) IS NOT NULL
BEGIN
	INSERT INTO `team_untold_stop` (`person`) VALUES (coalesce(NEW.`variant_key`, NEW.`lid`)) ON CONFLICT DO UPDATE SET `changes` = `changes` + 1;
END;
