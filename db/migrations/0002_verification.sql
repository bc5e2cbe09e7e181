-- What looking through WhatsApp's own chats found. The CHECK is ours.
ALTER TABLE `message` ADD `copies_seen` integer CHECK (`copies_seen` >= 0);--> statement-breakpoint
ALTER TABLE `message` ADD `verified_at_ms` integer;
