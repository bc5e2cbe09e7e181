import { wholeWords } from '../header-words.ts';

/** What somebody is asked not to do, or does not want to be done to them. */
const toContact = '(?:contact|call|phone|text|sms|message|msg|write|whats ?app|disturb|ring(?! the)|spam)';
/** What "send" must be followed by, so that no invoice is meant. */
const anything = '(?:any|anything|more|me|us|him|her|them|messages?|texts?|sms|whats ?app)';
const end = '(?= *$)';

/**
 * Phrases of refusal, wherever they stand beside a person: in the app's languages and other common ones, in the form of
 * `foldText`. They are whole phrases, so that no street or name is taken for one.
 */
export const phrases = wholeWords(
  [
    // English
    `(?:do|does|did|may|must|should) not (?:${toContact}|send(?: ${anything}|${end}))|(?:don|doesn)[' ]?t (?:${toContact}|send(?: ${anything}|${end}))|never (?:contact|call|text|message)|not (?:to )?be (?:contacted|called|texted|messaged)|not to receive`,
    `(?:do|does|did)(?: not|n[' ]?t) (?:want|wish)(?: any| more| further)* (?:contact|calls|messages|texts|sms|whats ?apps?|to (?:be (?:contacted|called|texted|messaged)|receive|hear))|no (?:more |further )?(?:contact|calls|messages|texts)`,
    `dnc|deceased|passed away|died|opt(?:ed|s)? ?out|unsub(?:scribed?)?|wants no (?:more )?(?:messages|contact|calls|texts)|asked (?:us )?to stop|(?:please|pls) stop(?! (?:by|at|in))|stop (?:messag(?:es?|ing)|text(?:s|ing)|sms|calling|sending|contacting|writing|whats ?app)|blocked|wrong (?:number|person)`,
    '(?:remove|take|delete) (?:me|him|her|them) (?:off|from)|(?:remove|take|delete)d? (?:off|from) (?:the |our |your |this )?list|remove me|leave (?:me|him|her|them) alone',
    // Portuguese
    'nao (?:me |lhe |nos |mais )*(?:lig(?:ar|ue|uem)|conta?c?t(?:ar|e|em)|envi(?:ar|e|em)|mand(?:ar|e|em)|perturb(?:ar|e|em)|cham(?:ar|e|em)|incomod(?:ar|e|em)|escrev(?:er|a)|receber)',
    `nao (?:quer|quero|deseja|desejo|gostaria de) (?:mais )?(?:receber|contatos?|mensage(?:m|ns)|msgs?|ser contatad[oa]|saber)|nao (?:quer|quero|deseja|desejo) mais${end}|nao autoriz(?:a|o|ou)|falecid[oa]s?|faleceu|obito|morreu|bloquead[oa]|descadastr(?:ad[oa]|ar|ou|o)`,
    '(?:pediu|pedir|solicitou) (?:para )?(?:sair|remocao|descadastro|nao ligar|exclusao)|numero errado|(?:sair|sai|saiu) da lista|(?:tir(?:ar|a|e)|retir(?:ar|a|e)|remov(?:er|a|e)|exclu(?:ir|a)|apag(?:ar|ue)) d(?:a|essa|esta) lista|nao e (?:mais )?(?:dele|dela)|sem whats ?app',
    // Spanish
    'no (?:me |le |les |nos |la |lo |mas )*(?:llam(?:ar|e|en|es)|contact(?:ar|e|en|es)|envi(?:ar|e|en|es)|mand(?:ar|e|en|es)|escrib(?:ir|a|an|as)|molest(?:ar|e|en|es))(?:l[aoe]s?)?',
    `no (?:quiere|quiero|desea|deseo) (?:mas )?(?:recibir|mensajes|contacto|ser contactad[oa]|saber|que (?:l[aoe]|me|se))|no (?:quiere|quiero|desea|deseo) mas${end}|no ser contactad[oa]|no autoriz[ao]|fallecid[oa]s?|fallecio|murio|difunt[oa](?! correa)`,
    '(?:dad[oa]|dar(?:se)?|dio) de baja|(?:pid(?:e|io)|solicit[ao]) (?:la |su )?baja|numero equivocado|(?:quitar|borrar|eliminar|sacar)(?:l[oa]|me)? de (?:la|esta) lista|sin whats ?app',
    // German
    'nicht (?:mehr )?(?:anrufen|kontaktieren|anschreiben)|(?:bitte nicht|nicht mehr) schreiben|(?:bitte )?kein(?:e|en)? (?:weiteren? |mehr )?(?:anrufe?|kontakt(?:aufnahme)?|nachrichten|werbung|whats ?app|sms)|verst|verstorben|gestorben|gesperrt|werbesperre|kontaktsperre|(?:will|mochte|wunscht) (?:keine|nichts|nicht) (?:mehr|nachrichten|kontakt|werbung).{0,20}|widerspruch|falsche nummer',
    '(?:kontakt|werbung|anrufe?|nachrichten) (?:unerwunscht|nicht erwunscht)|bitte (?:loschen|streichen)|aus (?:der |dem )?(?:liste|verteiler) (?:loschen|streichen|nehmen|entfernen)',
    // French and Italian
    `n(?:e|[' ]) ?(?:pas|plus|jamais) (?:appeler|contacter|ecrire|deranger|envoyer|relancer|solliciter)|ne (?:souhaite|veut) (?:plus|pas (?:etre (?:contactee?|appelee?|derangee?)|recevoir|de (?:messages?|contact|sms|pub)))|pas de (?:sms|whats ?app|messages|contact|pub)|decede[es]?|desinscrit[es]?|desabonne[es]?|bloquees?|mauvais numero|(?:retirer|enlever|supprimer|rayer) de la liste`,
    'non (?:piu )?(?:chiamare|contattare|scrivere|disturbare|inviare|mandare)|non (?:vuole|voglio|desider[ao]) (?:piu |essere |ricevere )*(?:messaggi|contatt[oi]|contattat[oa]|chiamat[oae]|sms|ricevere|essere)|(?:togliere|cancellare|rimuovere|eliminare) dalla lista|decedut[oa]|defunt[oa]|bloccat[oa]|numero sbagliato',
    // Arabic
    'لا (?:تتصل|تتصلوا|ترسل|ترسلوا|تراسل|تراسله|تراسلها|تتواصل|تتواصلوا|يتصل|يريد|تريد|اريد|يرغب|ترغب|ارغب|يرد التواصل|تواصل|يراسل)|عدم (?:الاتصال|التواصل|الارسال|المراسله|الازعاج)|ممنوع (?:الاتصال|التواصل)|متوفي|متوفيه|المتوفي|متوفاه|توفي|توفيت|توفاه الله|توفاها الله|المرحوم|المرحومه|محظور|محظوره|الغي الاشتراك|الغاء الاشتراك|رقم خطا|الرقم خطا|رقم غلط|رفض التواصل|احذف(?:ه|ها|ني)? من القائمه',
    // Turkish and Hindi
    'aramayin|aranmasin|aranmak istemiyor|(?:mesaj|sms) (?:atmayin|gondermeyin|istemiyor)|vefat etti|(?:सपरक|फन|कल|मसज) न कर|नधन',
  ].join('|'),
);

/** Words that refuse if a cell holds nothing else, in a column of remarks, refusals or consent, or beside a number. */
export const alone =
  /^(?:stop|no (?:sms|whats ?app|marketing)|dead|r ?i ?p|dnd|(?:not|no longer) interested|remove|unsub|mort[oae]|muert[oa]|tot|baixa|baja|nao quer(?:o)?|no quier[eo]|parem?|sair|exclu(?:ir|id[oa])|eliminar|bloque|gekundigt|ausgetreten|austritt|abgemeldet|abbestellt|loschen|unerwunscht|ne veut pas|istemiyor|do not use|ميت|مات|ماتت|موقوف|توقف)$/u;

/** In a column of consent: it was not given, or was taken back. */
export const noConsent = wholeWords(
  'withdrawn|pending|unconfirmed|pendente|pendiente|ausstehend|refused|declined|denied|revoked|rejected|not given|(?:revoga|revoca|rechaza|denega|nega|recusa|retira)d[oa]|revoca|widerrufen|abgelehnt|abgemeldet|nicht erteilt|retiree?|revoquee?|refusee?|rifiutat[oa]|revocat[oa]|مرفوض|مرفوضه|غير موافق|رفض',
);

/** Words that deny what follows them, in the form of `foldText`. */
export const denials =
  'no|not|nao|nein|non|nicht|keine?|kein(?:en|er)|never|nunca|jamais|niemals|nope|sin|sem|ohne|sans|senza|without|aucun|لا|لم|غير|بدون|عدم|hayir';
