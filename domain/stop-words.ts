/** What people write when they want no more messages, by language. The operator can change the list. */
export const stopWords = {
  en: ['stop', 'unsubscribe', 'opt out', 'remove me'],
  es: ['baja', 'parar', 'cancelar', 'no más mensajes', 'no me escriban'],
  'pt-BR': ['sair', 'pare', 'parar', 'descadastrar', 'cancelar', 'não quero receber'],
  ar: ['إيقاف', 'توقف', 'الغاء', 'إلغاء الاشتراك', 'لا ترسل'],
} as const;

/** What the operator may answer when a stop word proposes somebody for the do-not-contact list. */
export const stopAnswers = ['added', 'dismissed'] as const;
export type StopAnswer = (typeof stopAnswers)[number];

/** How a conversation ends: somebody wrote there, or the operator says that no answer is needed. */
export const replyEnds = ['answered', 'done'] as const;

export const defaultStopWords: readonly string[] = [...new Set(Object.values(stopWords).flat())];

/** A longer message is a letter: a stop word in it says little, and the operator reads it anyway. */
const mostWords = 12;

/**
 * The stop word that a reply holds as a whole word, whatever its case, accents and marks; null when it holds none. It
 * only proposes: "bus stop" is found too, and a person decides.
 */
export function findStopWord(reply: string, words: readonly string[]): string | null {
  const plain = plainWords(reply);
  if (plain === '' || plain.split(' ').length > mostWords) return null;
  const found = words.find((word) => {
    const wanted = plainWords(word);
    return wanted !== '' && ` ${plain} `.includes(` ${wanted} `);
  });
  return found ?? null;
}

/** Letters and digits in lower case, without accents, parted by single spaces. */
function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
