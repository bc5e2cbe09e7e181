import { wholeWords } from '../header-words.ts';

/** What somebody is asked not to do, or does not want to be done to them. */
const toContact =
  '(?:contact|call|phone|text|sms|message|msg|write|whats ?app|disturb|ring(?! (?:the|door|bell))|spam)';
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
    `(?:do|does|may|must|should) not (?:${toContact}|send(?: ${anything}|${end}))|(?:don|doesn)[' ]?t (?:${toContact}|send(?: ${anything}|${end}))|never (?:contact|call|text|message)|(?<!could )not (?:to )?be (?:contacted|called|texted|messaged)|not to receive`,
    `(?:do|does|did)(?: not|n[' ]?t) (?:want|wish)(?: any| more| further)* (?:contact|calls|messages|texts|sms|whats ?apps?|to (?:be (?:contacted|called|texted|messaged)|receive|hear))|no (?:more |further )?(?:contact|calls|messages|msgs|texts)(?! (?:yet|made|so far|since|today|left|sent|received|answered|details?|numbers?|information)(?!\\p{L}))`,
    `dnc|deceased|passed away|died|opt(?:ed|s)? ?out|unsub(?:scribed?)?|wants no (?:more )?(?:messages|contact|calls|texts)|asked (?:us )?to stop(?! (?:at|by|in|over)(?!\\p{L}))|(?:please|pls) stop${end}|stop (?:messag(?:es?|ing)|text(?:s|ing)|sms|calling|sending|contacting|writing|whats ?app)|blocked|wrong (?:number|person)`,
    '(?:remove|delete) (?:me|him|her|them) (?:off|from)|take (?:me|him|her|them) off|(?:remove|take|delete)d? (?:off|from) (?:the |our |your |this |mailing )*(?:list|database)|remove me|delete (?:my|his|her) number|(?:cease|refuse[sd]?|declined) contact|(?:gdpr|data) (?:removal|deletion|delete)|wants (?:off|out of) the list|wants to be removed|not (?:his|her|their) number|reported (?:us )?as spam|leave (?:me|him|her|them) alone',
    // Portuguese
    'nao (?:me |lhe |nos |mais )*(?:lig(?:ar|ue|uem)|conta?c?t(?:ar|e|em)|envi(?:ar|e|em)|mand(?:ar|e|em)|perturb(?:ar|e|em)|manda (?:mais|msg|mensage(?:m|ns)|zap)|cham(?:ar|e|em)|incomod(?:ar|e|em)|escrev(?:er|a)|receber)',
    `nao (?:quer|quero|deseja|desejo|gostaria de) (?:mais )?(?:receber|contatos?|mensage(?:m|ns)|msgs?|ser contatad[oa]|saber)|nao (?:quer|quero|deseja|desejo) mais${end}|nao autoriz(?:a|o|ou)(?! (?:a |o |uma? )?(?:fotos?|imagem|placas?|adesivos?|faixas?|cartaz(?:es)?|pintura)(?!\\p{L}))|falecid[oa]s?|faleceu|obito|morreu|bloquead[oa]|descadastr(?:ad[oa]|ar|ou|o)`,
    '(?:pediu|pedir|solicitou) (?:para |pra |p )?(?:sair|(?:parar|tirar)(?! (?:a |as |o |os |um |uma )?(?:fotos?|duvidas?|selfie|na|no|em|obras?)(?!\\p{L}))|ser (?:removid|excluid|retirad)[oa]|(?:remocao|exclusao)(?! d[aeo]s? (?!lista|cadastro|contato|numero|dados|grupo|base))|descadastro|nao ligar)|(?:parar|parem?) de (?:mandar|enviar|ligar)|(?:remover|excluir|apagar) (?:contato|cadastro|numero)|(?:retirar|tirar) (?:o )?nome d[ao](?! (?:spc|serasa|cartorio)(?!\\p{L}))|bloqueou a gente|numero de outra pessoa|in memoriam|numero errado|(?:sair|sai|saiu) da lista|(?:tir(?:ar|a|e)|retir(?:ar|a|e)|remov(?:er|a|e)|exclu(?:ir|a)|apag(?:ar|ue)) d(?:a|essa|esta) lista|nao e (?:mais )?(?:dele|dela)',
    // Spanish
    'no (?:me |le |les |nos |la |lo |mas )*(?:llam(?:ar|e|en|es)|contact(?:ar|e|en|es)|envi(?:ar|e|en|es)|mand(?:ar|e|en|es)|escrib(?:ir|a|an|as)|molest(?:ar|e|en|es))(?:l[aoe]s?)?',
    `no (?:quiere|quiero|desea|deseo) (?:mas )?(?:recibir|mensajes|contacto|ser contactad[oa]|saber|nada|que (?:l[aoe]s?|me|nos) (?:llam|contact|escrib|mand|envi|molest)\\p{L}*)|no volver a (?:llamar|contactar|escribir|enviar)|(?:pidio|pide) (?:(?:que )?no (?:(?:l[aeo]s?|me|mas|ser|seguir) )*(?:llam|contact|escrib|mand|envi|molest|recib|insist)\\p{L}*|no(?: mas)?${end}|que l[oa]s? (?:borren|quiten|saquen))|ya no quiere${end}|(?:dejar|dejen|deje) de (?:enviar|escribir|llamar|mandar|molestar)|(?:borrar|eliminar) (?:contacto|numero|datos)|(?:saquen|borren|quiten|eliminen)(?:me)? de(?:l| (?:la|su|esta|sus)) (?:lista|grupo|base|sistema|agenda|contactos)|nos bloqueo|no es su numero|q ?e ?p ?d|no (?:quiere|quiero|desea|deseo) mas${end}|no ser contactad[oa]|no autoriz[ao]|fallecid[oa]s?|fallecio|murio|difunt[oa](?! correa)`,
    '(?:dad[oa]|dar(?:se|l[oa])?|dio) de baja(?! (?:medica|laboral|por (?:enfermedad|maternidad)))|(?:pid(?:e|io)|solicit[ao]) (?:la |su )?baja(?! (?:medica|laboral|maternal|por))|numero equivocado|(?:quitar|borrar|eliminar|sacar)(?:l[oa]|me)? de (?:la|esta) lista',
    // German
    'nicht (?:mehr )?(?:anrufen|kontaktieren|anschreiben)|(?:bitte nicht|nicht mehr) schreiben|nicht (?:mehr )?(?:angeschrieben|kontaktiert|angerufen) werden|(?<!(?:noch|bisher) )(?:bitte )?kein(?:e|en)? (?:weiteren? |mehr )?(?:anrufe?|kontakt(?:aufnahme)?|nachrichten|werbung|whats ?app|sms)|^verst(?= \\d| am)|verstorben|gestorben|gesperrt|werbesperre|kontaktsperre|(?:will|mochte|wunscht) (?:keine|nichts|nicht) (?:mehr|nachrichten|kontakt|werbung)|widerspruch|falsche nummer',
    `(?:kontakt|werbung|anrufe?|nachrichten) (?:unerwunscht|nicht erwunscht)|bitte (?:loschen|streichen)${end}|loschung (?:gewunscht|beantragt)|dsgvo loschung|hat widersprochen|hat uns blockiert|ist tot|nummer gehort (?:jemand )?ander|aus (?:der |dem )?(?:liste|verteiler) (?:loschen|streichen|nehmen|entfernen)`,
    // French and Italian
    `n(?:e|[' ]) ?(?:pas|plus|jamais) (?:appeler|contacter|ecrire|deranger|envoyer|relancer|solliciter)|ne (?:souhaite|veut) (?:plus|pas)(?:${end}| (?:etre (?:contactee?|appelee?|derangee?)|recevoir|de (?:messages?|contact|sms|pub)))|pas de (?:sms|messages|contact|pub)|refuse les messages|demande de suppression|faux numero|nous a bloques?|decede[es]?|desinscrit[es]?|desabonne[es]?|bloquees?|mauvais numero|(?:retirer|enlever|supprimer|rayer) de la liste`,
    'non (?:piu )?(?:chiamare|contattare|scrivere|disturbare|inviare|mandare)|non (?:vuole|voglio|desider[ao]) (?:piu |essere |ricevere )*(?:messaggi|contatt[oi]|contattat[oa]|chiamat[oae]|sms|ricevere|essere)|(?:togliere|cancellare|rimuovere|eliminare) dalla lista|disiscritt[oa]|ci ha bloccat[oi]|decedut[oa]|defunt[oa]|bloccat[oa]|numero sbagliato',
    // Arabic
    'لا (?:تتصل|تتصلوا|ترسل|ترسلوا|تراسل|تراسله|تراسلها|تتواصل|تتواصلوا|يتصل|يريد|تريد|اريد|يرغب|ترغب|ارغب|يرد التواصل|تواصل|يراسل)|عدم (?:الاتصال|التواصل|الارسال|المراسله|الازعاج)|ممنوع (?:الاتصال|التواصل)|متوفي|متوفيه|المتوفي|متوفاه|توفي|توفيت|توفاه الله|توفاها الله|المرحوم|المرحومه|محظور|محظوره|الغي الاشتراك|الغاء الاشتراك|رقم خطا|الرقم خطا|رقم غلط|رفض التواصل|(?:احذف|حذف|ازاله) (?:رقمها?|الرقم|من القايمه)|اوقف الارسال|رحمه الله|رحمها الله|الله يرحمها?|ليس رقمها?',
    // Turkish and Hindi
    'aramayin|aranmasin|aranmak istemiyor|(?:mesaj|sms) (?:atmayin|gondermeyin|istemiyor)|vefat etti|(?:सपरक|फन|कल|मसज) न कर|नधन',
  ].join('|'),
);

/** Words that refuse if a cell holds nothing else, in a column of remarks, refusals or consent, or beside a number. */
export const alone =
  /^(?:stop|no (?:sms|marketing)|dead|verst|r ?i ?p|dnd|(?:not|no longer) interested|(?:please |pls )?(?:remove|delete)|unsub|mort[oae]|muert[oa]|tot|baixa|baja|nao quer(?:o)?|no quier[eo]|parem?|parar|cancelar|sair|remover|borrar|exclu(?:ir|id[oa])|eliminar|bloque|gekundigt|ausgetreten|austritt|abgemeldet|abbestellt|loschen|unerwunscht|will (?:nicht|raus)|widerruf|widerrufen|blockiert|aus dem verteiler|(?:a )?(?:supprimer|retirer)|desinscrire|a refuse|non vuole(?: piu)?|cancellare|rimuovere|togliere|istemiyor|do not use|ميت|مات|ماتت|موقوف|توقف)$/u;

/** In a column of consent: it was not given, or was taken back. */
export const noConsent = wholeWords(
  'withdrawn|pending|unconfirmed|pendente|pendiente|ausstehend|refused|declined|denied|revoked|rejected|not given|(?:revoga|revoca|rechaza|denega|nega|recusa|retira)d[oa]|revoca|widerrufen|abgelehnt|abgemeldet|nicht erteilt|retiree?|revoquee?|refusee?|rifiutat[oa]|revocat[oa]|مرفوض|مرفوضه|غير موافق|رفض',
);

/** Who is dead need not be the person of the row: "Spouse deceased". */
export const deaths =
  /(?<!\p{L})(?:death|died|passed away|deceased|falec\p{L}*|morreu|murio|fallec\p{L}*|difunt[oa]|obito|defuncion|muert[oae]|mort[oae]|deces|decede[es]?|decesso|decedut[oa]|verstorben|gestorben|ist tot|(?:ال)?متوف\p{L}*|(?:ال)?وفاه|توف(?:ي|يت|اها? الله)|(?:ال)?مرحومه?|رحمها? الله)(?!\p{L})/u;

/** The number is not the person's. */
export const wrongNumbers =
  /(?<!\p{L})(?:wrong (?:number|person)|not (?:his|her|their) number|numero (?:errado|equivocado|sbagliato|de outra pessoa)|nao e (?:mais )?(?:dele|dela)|no es su numero|falsche nummer|nummer gehort|(?:faux|mauvais) numero|(?:ال)?رقم (?:خطا|غلط)|ليس رقمها?)(?!\p{L})/u;

/** Words that deny what follows them, in the form of `foldText`. */
export const denials =
  'no|not|nao|nein|non|nicht|keine?|kein(?:en|er)|never|nunca|jamais|niemals|nope|sin|sem|ohne|sans|senza|without|aucun|لا|لم|غير|بدون|عدم|hayir';
