import { foldText } from '../messages/fold.ts';

const parted = (phrases: string): readonly string[] => phrases.split(/[,،]/).map((phrase) => phrase.trim());

/**
 * What people write when they want no more messages, by language: single words and phrases in every form of the verb,
 * since only whole words match. Words for a wrong number are included: the same operator decides about both. The
 * operator can change the list.
 */
export const stopWords = {
  en: parted(
    `stop, unsubscribe, opt out, optout, opt me out, remove me, remove my number, delete my number, lose my number,
    take me off, take my number off, no more messages, no more texts, stop sending, stop texting, stop messaging,
    stop contacting, stop writing, quit texting, quit messaging, do not message, don't message, do not text, don't text,
    do not contact, don't contact, do not write, don't write, do not send, don't send, never contact, never message,
    never text, don't want messages, don't want your messages, don't want these messages, don't want any more,
    do not want any more, don't want to receive, do not want to receive, don't want to get, leave me alone, not interested,
    cancel, quit, unsub, delete me, take me out, leave me out, exclude me, never signed up, don't msg, do not msg, don't ever,
    spam, I will report, I will block, blocking you, wrong number, wrong person`,
  ),
  es: parted(
    `baja, parar, paren, cancelar, cancelen, desuscribir, desuscribirme, basta, spam, bloquear, remover,
    no más mensajes, no mandar más, no enviar más, no envíen más, no manden más, no mandes más, no envíes más,
    no me escriban, no me escribas, no me escriba, no me escriban más, no me manden, no me mandes, no me mande,
    no me envíen, no me envíes, no me envíe, no me contacten, no me contactes, no me contacte, no me molesten,
    no me molestes, no me moleste, no molesten, no molestar, no contactar, no me llamen, no quiero más, ya no quiero,
    no quiero recibir, no quiero que me escriban, no quiero que me manden, no quiero mensajes, no deseo recibir,
    no envíen, no envíes, no enviar, no manden, no escribir, eliminar, borrar, quitarme, sacarme, borrarme,
    no deseo más, ya no deseo, no me interesa, no estoy interesado, no estoy interesada, sin interés, dejen de escribir,
    dejen de escribirme, dejen de mandar, dejen de mandarme, dejen de enviar, dejen de enviarme, dejen de molestar,
    deja de escribir, deja de escribirme, deja de mandar, deja de mandarme, deja de molestar, déjenme en paz,
    déjame en paz, quítenme, quítame, quíteme, sáquenme, sácame, sáqueme, bórrenme, bórrame, bórreme, elimínenme, elimíname,
    elimíneme, borren mi número, borra mi número, borre mi número, eliminen mi número, elimina mi número,
    elimine mi número, quiten mi número, quita mi número, saquen mi número, saca mi número, no autoricé, no autorizo,
    voy a denunciar, voy a reportar, número equivocado, se equivocó de número, se equivocaron de número`,
  ),
  'pt-BR': parted(
    `sair, pare, parem, parar, descadastrar, descadastra, descadastre, descadastro, desinscrever, cancelar, cancela, cancele,
    cancelamento, excluir, exclua, remover, remova, remove, removido, removida, spam, dispenso, lgpd, não quero mais,
    não quero receber, n quero mais, n quero receber, não desejo receber, não desejo mais, não gostaria de receber,
    não tenho interesse, n tenho interesse, não tenho mais interesse, sem interesse, n qro, não mande mais, não manda mais,
    não mandem mais, não me mande, não me manda, não me mandem, n manda mais, n me manda, não envie mais, não enviem mais,
    não enviar mais, não me envie, não me enviem, não mandar mais, para de mandar, para de me mandar, para de enviar,
    para de encher, pode parar, quero parar, parar de receber, para com isso, para com essas, não aguento mais,
    chega de mensagem, chega de mensagens, me tira, me tire, me tirem, me tirar, tira eu, tirar meu, tira meu, tire meu,
    tirem meu, tira o meu, tire o meu, tirem o meu, retire meu, retirem meu, retira o meu, retire o meu, retirem o meu, retira meu,
    não enviar, não mandar, não envie, não mande, deleta meu, me deleta,
    me exclui, me apaga, apaga meu, apague meu, apaguem meu, apaguem meus, me deixa em paz, deixa eu em paz,
    me deixe em paz, me deixem em paz, não me incomode, não me incomodem, não perturbe, não entre em contato,
    não entrem em contato, não entre mais em contato, não entrem mais em contato, não autorizei, não autorizo,
    não dei autorização, vou denunciar, vou bloquear, número errado, foi engano`,
  ),
  ar: parted(
    `إيقاف، أوقفوا، توقف، توقفوا، قف، إلغاء، ألغوا، احذف رقمي، احذفوا رقمي، احذفني، احذفوني، حذف رقمي، امسح رقمي،
    امسحوا رقمي، شيل رقمي، شيلوا رقمي، شيلو رقمي، شيلني، شيلوني، لا ترسل، لا ترسلوا، لا ترسلي، لا تراسلني، لا تراسلوني،
    عدم الإرسال، لا أريد رسائل، لا أريد رسائلكم، لا أرغب، لا تزعجوني، غير مهتم، كفى، ستوب، بلوك، رقم غلط، الرقم غلط،
    ما تبعت، ما تبعتو، ما تبعتوا، ما تبعتلي، ما تبعتولي، ما بقا تبعت، ما بقا تبعتوا، ما بقا تبعتولي، لا بقا تبعتولي،
    ما عاد تبعتولي، ما بدي رسائل، ما بدي مسجات، ما بدنا رسائل، بلا رسائل، وقفوا، وقفو، شيلوا اسمي، شيلو اسمي، محي رقمي،
    محوا رقمي، حل عني، حلو عني، حلوا عني، حلوا عنا، بيكفي، بكفي، غلطان بالرقم، متبعتش، ماتبعتش، ما تبعتش، متبعتوش،
    لا تبعت، لا تبعتوا، لا تبعتولي، وقف، أوقف، مو مهتم، إزعاج،
    ماتبعتوش، ما تبعتوش، متبعتليش، ماتبعتليش، متبعتوليش، ماتبعتوليش، مش عايز رسائل، مش عايزة رسائل، مش عاوز رسائل،
    مش عاوزة رسائل، مش عايزين رسائل، بلاش رسائل، بلاش تبعت، بلاش تبعتوا، بلاش تبعتولي، بطل تبعت، بطلوا تبعتوا،
    بطلو تبعتو، كفاية، مش مهتم، مش مهتمة، نمرة غلط، النمرة غلط، لا ترسلون، لا عاد ترسل، لا عاد ترسلون، ما ابي رسائل،
    ما أبغى رسائل، ما ابغا رسائل، وقف الرسائل، ma baddi, ma badde, ma tebaatoule, ma tb3atoule, ma teb3atoule,
    ma ba2a teb3atoule, chilouni, shilouni, shilo ra2me, shilo ra2mi, chilo ra2me, 7ello 3anne, 7ello 3anni, bikaffe,
    mesh 3ayez, msh 3ayez, mesh 3ayza, msh 3ayza, matb3atsh, matb3atosh, mateb3atosh, kefaya, shilo rakamy, emsa7 rakamy,
    arrêtez, désabonner, supprimez mon numéro, stop sending, remove my number, wrong number`,
  ),
};

/** What the operator can answer when a stop word proposes somebody for the do-not-contact list. */
export const stopAnswers = ['added', 'dismissed'] as const;
export type StopAnswer = (typeof stopAnswers)[number];

/** How a conversation is closed: somebody answered, or the operator says that no answer is needed. */
export const replyEnds = ['answered', 'done'] as const;

export const defaultStopWords: readonly string[] = [...new Set(Object.values(stopWords).flat())];

/** In a longer message a single word means little. A phrase means the same, however many polite words surround it. */
const mostWordsAroundOne = 12;

/** The stop word or phrase among a reply's whole words, or null. Only a proposal, since "bus stop" matches too. */
export function findStopWord(reply: string, words: readonly string[]): string | null {
  const plain = plainWords(reply);
  const isLong = plain.split(' ').length > mostWordsAroundOne;
  const found = words.find((word) => {
    const wanted = plainWords(word);
    return wanted !== '' && !(isLong && !wanted.includes(' ')) && ` ${plain} `.includes(` ${wanted} `);
  });
  return found ?? null;
}

/** Text as it is compared, without capitals, accents and marks: "dont" for "don’t", "stop" for "stooop". */
export function plainWords(text: string): string {
  return foldText(text.replaceAll(/['’‘`´ʼ]/g, ''))
    .replaceAll(/(\p{L})\1{2,}/gu, '$1')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
