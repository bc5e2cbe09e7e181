/**
 * WhatsApp's names for what people write to each other. It also keeps notes, receipts and keys among the messages, new and
 * from the other side like a reply; only what is named here was written by somebody.
 */
export const writtenTypes: readonly string[] = [
  'chat',
  'image',
  'video',
  'ptv',
  'audio',
  'ptt',
  'document',
  'sticker',
  'sticker-pack',
  'location',
  'vcard',
  'multi_vcard',
  'poll_creation',
  'event_creation',
  'list_response',
  'buttons_response',
  'template_button_reply',
  'interactive_response',
  'product',
  'order',
  'payment',
  'groups_v4_invite',
];
