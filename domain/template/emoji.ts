/** The emoji that the editor offers, by group: a small set that looks alike on every phone. */
const groups = {
  faces: ['😀', '😊', '😄', '😂', '🙂', '😉', '😍', '🥰', '😘', '🤗', '😎', '🤔', '😮', '😅', '😢', '🙏'],
  hands: ['👍', '👎', '👏', '🙌', '👋', '🤝', '💪', '✌️', '🤞', '👉', '👇', '✍️', '✊', '👥', '👨‍👩‍👧'],
  feast: ['❤️', '💙', '💚', '💛', '✨', '🎉', '🥳', '🎂', '🎁', '🎈', '🏆', '🎆', '🎄', '🌙', '🕯️'],
  nature: ['☀️', '🌧️', '❄️', '🔥', '🌊', '🌱', '🌳', '🌸', '🌹', '🌍', '🐦', '🐶', '⭐'],
  food: ['☕', '🍵', '💧', '🍞', '🍕', '🍽️', '🍎', '🍰', '🥗', '🥤'],
  places: ['📍', '🗺️', '🏠', '🏫', '🏥', '🏛️', '🚌', '🚗', '🚲', '🚶', '✈️', '⚽'],
  things: ['📅', '⏰', '📞', '📱', '✉️', '🔗', '📎', '📝', '📢', '🔔', '🗳️', '🎟️', '💡', '📷', '🎵', '💶', '👕', '🧤'],
  signs: ['✅', '☑️', '❌', '❗', '❓', '⚠️', '🆕', '➡️', '⬅️', '🔴', '🟢', '1️⃣', '2️⃣', '3️⃣'],
} as const;

export type EmojiGroup = keyof typeof groups;
export type Emoji = (typeof groups)[EmojiGroup][number];

/** The groups in the order of the picker, with their emoji. */
export const emojiGroups: readonly { readonly group: EmojiGroup; readonly signs: readonly Emoji[] }[] = Object.entries(
  groups,
).map(([group, signs]) => ({ group: group as EmojiGroup, signs }));
