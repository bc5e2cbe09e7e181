import { namesPhones, namesSomebodyElse, plainHeader, wholeWords } from '../header-words.ts';
import { deaths, denials, noConsent, phrases } from './refusal-words.ts';

/**
 * What a column says of people. `no`: a yes refuses, or a day since when; but not a phone number, a place or a count
 * where the header may mean these. `reason`: why somebody left. `yes`: a no refuses.
 */
export type RefusalRole =
  | 'no'
  | 'no_or_number'
  | 'no_or_place'
  | 'no_or_count'
  | 'reason'
  | 'yes'
  | 'remark'
  | 'phone'
  | 'other';

/** Words that refuse in a header, besides those that do so in a cell. */
const refusing = wholeWords(
  [
    'dead|death|suppress(?:ed|ion)?|black ?list(?:ed)?|block ?list|dnd|^no (?:sms|whats ?apps?|marketing)|stop (?:sms|pub|receiving)|lista negra|(?:lista )?robinson|robinsonliste',
    'recus(?:a|ou|ad[oa])|bloqueio|bloqueo|(?:parar|deixar) de receber|dejar de recibir|nicht mehr erhalten|ne plus recevoir|smettere di ricevere|optou por sair|desligad[oa]|desfiliad[oa]|desfiliacao|falecimento',
    'baja|muert[oae]|defuncion|fallecimiento|rechaz(?:a|o|ad[oa])|desuscri(?:t|pt)[oa]|desapuntad[oa]',
    'todestag|todesdatum|sterbedatum|sperre|sperrvermerk|sperrliste|blockiert|austritt(?:sdatum|sgrund)?|ausgetreten|gekundigt|kundigung(?:sdatum|sgrund)?|schwarze liste|werbewiderspruch|widersprochen|abgemeldet|abbestellt',
    'deces|desinscription|desabonnement|refus|refusee?|radiee?|resili(?:ation|ee?)|demission(?:naire)?|liste (?:noire|rouge)|disiscri(?:tt[oa]|zione)|decesso|mort[oae]|lista nera|rifiut(?:a|o|at[oa])|dimissioni',
    'وفاه|رفض|مرفوض|رافض|حظر|القايمه السوداء|منسحب|انسحاب|vefat|olum tarihi|kara liste|engellendi|reddetti',
  ].join('|'),
);
/** Words that refuse if a header holds nothing else. */
const refusingAlone =
  /^(?:(?:is|has|data|date|datum|fecha) )?(?:(?:da|de|di|of) )?(?:exclude[ds]?|exclusion|removed?|stopped|declined|refused|rejected|withdrawn|objected|objection|resigned|resignation|not interested|no (?:quiere|desea|interesad[oa])|exclu(?:e|id[oa]|ir|sao)?|remov(?:id[oa]|er)|eliminad[oa]|eliminar|revo[cg]ad[oa]|widerruf(?:en)?|abmeldung|ablehnung|abgelehnt|tod|supprimee?|esclus[oa]|escludi|revocat[oa]|cancellat[oa]|retire)(?: (?:at|on|am|date|em|el|le|il))?$/u;
/** A payment after a death, a floor and a sick leave refuse nothing, and a link is there to refuse by. */
const otherMeaning =
  /(?<!\p{L})(?:(?:death|dead) (?:benefit|cover|grant|insurance|claim|fund|weight)|(?:capital|garantie|assurance|rente) deces|seguro de \p{L}+|auxilio \p{L}+|(?:planta|temporada|clase|gama|zona|parte|tension|presion) baja|baja (?:california|tension|presion|medica|laboral|por enfermedad|maternal)|urls?|links?|(?:dados|datos) ok|saldo|amount|balance|blocked time)(?!\p{L})/u;
/** "Nome do falecido". */
const nameOfDead = /^(?:name|nome|nombre|nom|اسم) (?!and |e |y |et |und )/u;
const reason = /(?<!\p{L})(?:reason|cause|motivo|razon|causa|motif|raison|سبب|(?:austritts|kundigungs)grund)(?!\p{L})/u;
/** "No" is short for number too, as in Malay, or these are the wrong ones. */
const orNumber =
  /(?<!\p{L})(?:no contact|^no whats ?apps?|wrong number|numero (?:errado|equivocado|sbagliato)|mauvais numero|falsche nummer|رقم (?:خطا|غلط))(?!\p{L})/u;
/** How many calls somebody had, the numbers of their papers, the blocks of their houses, or sums. */
const orCount =
  /(?<!\p{L})no (?:calls|messages|texts|sms|autoriza(?:cion|cao)|permis\p{L}+|consent\p{L}*)(?!\p{L})|^(?:bloquee?|tot)$/u;
/** Where people get on a bus ("Main St 14"), or a no. */
const orPlace = /^stop$/u;

const consentWords =
  'opt(?:ed|s)? ?in|consent(?:s|ed)?|gdpr|permission|subscribe[dr]?|contactable|contattabile|consentimento|consente|lgpd|consentimiento|consiente|suscri(?:t|pt)[oa]|rgpd|lopd|lopdgdd|(?:werbe)?einwilligung|einverstandnis|einverstandniserklarung|einverstanden|zustimmung|zugestimmt|dsgvo|datenschutz(?:erklarung)?|newsletter|consentement|consenso|acconsent[eo]|privacy|موافق|موافقه|يوافق|kvkk|acik riza|सहमत|अनमत';
const allowWords =
  'accepts?|agrees?|agreed|allow(?:s|ed)?|authori[sz]e[ds]|aceit[aeo]|aceitou|autoriz(?:a|o|ou|ad[oa]|acao|acion)|concorda|permite|permissao|permiso|acept[ao]|aceptacion|erlaubnis|erlaubt|stimmt zu|stimme|accept(?:e|ee|ez)|accord|autoris(?:e|ee|ation)|accetta|autorizz(?:a|ato|azione)|توافق|يقبل|تقبل|يرغب|ترغب|سماح|مسموح|onay(?:i|li)?';
const wishWords =
  'happy|wants?|wish(?:es)?|likes?|(?:may|can)(?= (?:we|i|be|contact|call|text|message|send|whats ?app)(?!\\p{L}))|ok|okay|receives?|send|get|quer|deseja|gostaria|pode(?:mos)?|posso|recebe|receber|enviar|quiere|desea|gustaria|puede|recib(?:e|ir)|mochten?|erwunscht|darf|durfen|souhaitez?|peut|recevoir|vuole|desidera|ricevere|استلام|istiyor|ister|izin|izni';
const consents = wholeWords(consentWords);
const allows = wholeWords(`${allowWords}|${wishWords}`);
/** Words of consent if a header holds nothing else. */
const allowsAlone = new RegExp(
  `^(?:${allowWords}|marketing|werbung|mailing list|text me|(?:${allowWords}|${wishWords})(?: em| de| to)? (?:rece(?:ber|ive|voir)|recibir|ricevere|enviar|envio))$`,
  'u',
);
/** What people get who allow it. */
const contact = wholeWords(
  'contact(?:s|ed|er|ee?|ad[oa]|o|ar(?:l[aeo]s?|te)?)?|contat(?:o|ar|ad[oa])|contatt(?:o|i|at[oa]|ar(?:e|l[aoi]))|kontakt|kontaktaufnahme|kontaktieren|kontaktiert|angeschrieben|anschreiben|schreiben|escribir(?:l[aeo]|te)?|hear from|updated|angerufen|messages?|messaggi|mensage(?:m|ns)|mensajes?|nachrichten|sms|texts?|whats ?app|whats|wpp|zap|ligar|chamar|ligacoes|llamar|llamadas|calls?|called|updates|marketing|news|newsletter|novidades|novedades|noticias|comunicac(?:oes|iones)|informac(?:oes|ion)|infos?|werbung|publicidade?|dados|datos|privacidade?|تواصل|بالتواصل|رسايل|mesaj|iletisim',
);
/** Consent to something else than messages, unless a header names these too. */
const otherTopic = wholeWords(
  'levels?|version|types?|counts?|ids?|source|clicks?|opened|call ?backs?|post|mail|e ?mail|correo|fax|photos?|fotos?|bild(?:er)?|images?|image(?:m|ns)|imagen|imagenes|videos?|informed|informado|driving|conducir|work',
);
const channels = wholeWords(
  'sms|texts?|messages?|mensage(?:m|ns)|mensajes?|nachrichten|messaggi|whats ?app|whats|wpp|zap',
);
/** "When can we call?" is answered with times. */
const asksWhen = wholeWords('when|how|best|quando|cuando|como|wann|wie|quand|comment|hora|horario|heure|متى|متي|كيف');
const denied = wholeWords(`(?:${denials}) (?:${consentWords}|${allowWords})`);
/** Between the two answers that a question names: "Opt-in / Opt-out", "¿Autoriza o no autoriza?". */
const either = /(?<!\p{L})(?:or|ou|o|oder|او) #|# (?:or|ou|oder|او)(?!\p{L})/u;

const remarks =
  /(?<!\p{L})(?:notes?|remarks?|comments?|status|state|obs|observac(?:ao|oes)|observaciones|anotac(?:ao|oes)|situacao|comentarios?|bemerkung(?:en)?|anmerkung(?:en)?|notiz(?:en)?|hinweis(?:e)?|zustand|remarques?|statut|stato|estado|ملاحظات|ملاحظه|الملاحظات|الحاله|حاله)(?!\p{L})/u;

/** What a header says of the cells beneath it. */
export function refusalRole(header: string): RefusalRole {
  // Also without its capitals: "UnSubscribed" would name its opposite in two words.
  const forms = [...new Set([header, header.toLowerCase()].map(plainHeader))];
  const says = (words: RegExp) => forms.some((form) => words.test(form));
  if (says(otherMeaning)) return 'other';
  if (forms.some(refuses)) return asksEither(header) ? 'yes' : roleOfNo(header, says);
  if (says(orCount)) return 'no_or_count';
  if (says(orPlace)) return 'no_or_place';
  if (forms.some(asksConsent)) return 'yes';
  if (namesPhones(header)) return 'phone';
  return says(remarks) ? 'remark' : 'other';
}

function refuses(form: string): boolean {
  if ([phrases, refusing, refusingAlone, denied].some((words) => words.test(form))) return true;
  return consents.test(form) && noConsent.test(form);
}

function asksEither(header: string): boolean {
  const plain = plainHeader(header.replace(/[/|]/g, ' or '));
  const rest = [phrases, denied, noConsent].reduce((form, words) => form.replace(words, '#'), plain);
  return either.test(rest) && asksConsent(rest.replace(either, ' ').trim());
}

function asksConsent(form: string): boolean {
  if (allowsAlone.test(form)) return true;
  if (!consents.test(form) && !(allows.test(form) && contact.test(form))) return false;
  return !asksWhen.test(form) && (!otherTopic.test(form) || channels.test(form));
}

function roleOfNo(header: string, says: (words: RegExp) => boolean): RefusalRole {
  if (says(deaths) && (namesSomebodyElse(header) || says(nameOfDead))) return 'other';
  if (says(reason)) return 'reason';
  if (says(orNumber)) return 'no_or_number';
  return says(orCount) ? 'no_or_count' : 'no';
}
