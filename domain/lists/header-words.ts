import { foldText } from '../messages/fold.ts';
import { somebodyElse } from '../phone/somebody-else.ts';
import { tally } from '../tally.ts';

/** What headers say, in the app's languages and others. The patterns match whole words in the form of `foldText`. */
const words = {
  whatsapp: 'whats ?app|whats|wpp|zap|wa|واتساب|واتس',
  mobile:
    'mobiles?|mobil|mobil(?:nummer|telefon|funk)|handy|handy(?:nummer|nr)|cell|cell ?phone|cellphone|cellular|celular(?:es)?|cel|movil|telemovel|tlm|portable|cellulare|gsm|mobiel|komorka|komorkowy|cep tel(?:efonu|efon)?|мобильныи|جوال|موبايل|محمول|نقال|خلوي',
  phone:
    'phones?|telephone|telefon|telefon(?:nummer|nr)|rufnummer|festnetz|telefonos?|telefones?|telefoni?|telefonu|telefoon|telefoonnummer|телефон|fone|tel|tels|tlf|tfno|ph|fixo|fijo|fixe|fisso|landline|msisdn|contact no|contact number|هاتف|تليفون|تلفون',
  number: 'numbers?|nummer|numero|رقم',
  /** Numbers that are no phone numbers, whatever they look like; and cells that name the kind of a number. */
  noPhone:
    'cpf|cnpj|rg|cnh|pis|nis|cep|cpr|nif|nie|dni|cuit|cuil|curp|rfc|rut|cedula|ci|id|ids|uuid|guid|ssn|ein|tin|vat|ust|iban|bic|konto|kontonummer|blz|account|conta|cuenta|agencia|steuer|steuernummer|steuer id|steuerid|sv|ref|refs|reference|referencia|ref no|codigo|cod|code|code client|pedido|protocolo|contrato|contract|vertrag|vertragsnummer|order|invoice|fatura|factura|rechnung|boleto|nota|matricula|inscricao|prontuario|processo|membership|member(?:ship)? (?:no|number|id)|mitglied|mitgliedsnummer|mitglieds nr|mitgliedsnr|kundennummer|kunden nr|customer (?:no|number|id)|cliente id|serial|barcode|sku|plz|postleitzahl|zip|postcode|post code|postal|cap|codigo postal|code postal|type|label|tipo|typ|art|date|data|datum|fecha|nascimento|geburtsdatum|geburtstag|birth|dob|birthday|vencimento|cadastro|eintritt|time|hora|uhrzeit|amount|valor|betrag|beitrag|saldo|balance|total|importe|montant|importo|price|preco|preis|age|idade|alter|edad|row|linha|zeile|pesel|bsn|kimlik|ملف|هويه|قومي|بطاقه|فاتوره|مرجع|كود|مبلغ|تاريخ|حجز|موعد|وقت|مسلسل|عمر',
  /** Numbers of somebody other than the row's person, and numbers without WhatsApp. */
  other: `${somebodyElse}|fax|telefax|telefaxnummer|indicad[oa] por|referred by|فاكس`,
  area: 'ddd|area code|area|codigo de area|cod area|prefixo|prefijo|vorwahl|std|std code|lada|indicatif|prefisso|رمز المنطقه|مفتاح|مفتاح المنطقه',
  country: 'country|countries|nation|pais|land|pays|paese|nazione|ddi|country code|landeskennzahl|دوله|بلد',
} as const;

const patterns = new Map(Object.entries(words).map(([kind, list]) => [kind, wholeWords(list)]));

/** Finds one of these words, given as `one|other`. In Arabic each may begin with its article. */
export function wholeWords(list: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:ال)?(?:${list})(?![\\p{L}\\p{N}])`, 'u');
}

/** A header in the form in which headers are compared: "N.º de Telefone_1" and "DoNotCall" become separate words. */
export function plainHeader(header: string): string {
  return foldText(header.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function says(kind: keyof typeof words, header: string): boolean {
  return patterns.get(kind)?.test(plainHeader(header)) === true;
}

/** How clearly a header says that its column holds phone numbers: WhatsApp above mobile above phone; else 0. */
export function phoneRank(header: string): number {
  const kinds = ['number', 'phone', 'mobile', 'whatsapp'] as const;
  const rank = kinds.findLastIndex((kind) => says(kind, header)) + 1;
  // "Account number" names no phone number, nor does "phone type"; "phone ID" does.
  if (rank === 0 || /(?<!\p{L})(?:type|label|tipo|typ|art|kind)(?!\p{L})/u.test(plainHeader(header))) return 0;
  return rank === 1 && says('noPhone', header) ? 0 : rank;
}

/** Whether a header names other numbers than phone numbers: an id, a date, an amount. */
export function namesOtherNumbers(header: string): boolean {
  return says('noPhone', header) && phoneRank(header) < 2;
}

/** Whether a header says that the numbers belong to somebody else or to a fax. */
export function namesSomebodyElse(header: string): boolean {
  return says('other', header);
}

export function namesArea(header: string): boolean {
  return says('area', header) && phoneRank(header) === 0;
}

export function namesCountry(header: string): boolean {
  return says('country', header) && phoneRank(header) === 0;
}

export function namesPhones(header: string): boolean {
  return phoneRank(header) > 0;
}

const firstNames =
  /^(?:first ?names?|given ?names?|forenames?|first|vorname|voornaam|prenom|primer nombre|primeiro nome|الاسم الاول)$/u;
const lastNames =
  /^(?:last ?names?|family ?names?|surnames?|last|nachname|familienname|achternaam|apellidos?|sobrenomes?|cognome|nom de famille|nazwisko|soyadi?|(?:اسم )?العائل[هة])$/u;

/** Headers for names, the clearest first. */
const nameWords = [
  /^(?:full ?name|name and surname|nombre completo|nombre y apellidos?|nome completo|nome e cognome|vollstandiger name|vor und nachname|nom complet|nom et prenom|imie i nazwisko|ad soyad|фио|الاسم الكامل|اسم المريض|اسم العميل)$/u,
  /^(?:name|nombre|nome|nom|naam|contact|contacto|contato|cliente|paciente|mitglied|الاسم|اسم)$/u,
  firstNames,
  /(?<!\p{L})(?:name|nombre|nome|nom|اسم|الاسم)(?!\p{L})/u,
] as const;

/** How clearly a header says that its column holds names: 0 is the clearest, null means not at all. */
export function nameRank(header: string): number | null {
  const plain = plainHeader(header);
  const rank = nameWords.findIndex((pattern) => pattern.test(plain));
  return rank < 0 ? null : rank;
}

/** Whether the column holds first names alone. */
export function namesFirstNames(header: string): boolean {
  return firstNames.test(plainHeader(header));
}

export function namesLastNames(header: string): boolean {
  return lastNames.test(plainHeader(header));
}

/** Countries suggested by the words or the writing of headers: words that hardly any other country uses. */
const hints: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?<!\p{L})(?:cpf|cnpj|ddd|uf|cep|bairro)(?!\p{L})/u, ['BR']],
  [/(?<!\p{L})(?:nome|telefone|celular|cidade|endereco|observacoes|obs|vencimento)(?!\p{L})/u, ['BR', 'PT']],
  [
    /(?<!\p{L})(?:vorname|nachname|telefon|telefonnummer|plz|strasse|ort|bemerkung|beitrag|vorwahl|festnetz)(?!\p{L})/u,
    ['DE', 'AT', 'CH'],
  ],
  [/(?<!\p{L})(?:curp|rfc|colonia|lada)(?!\p{L})/u, ['MX']],
  [/(?<!\p{L})(?:cuit|cuil)(?!\p{L})/u, ['AR']],
  [/(?<!\p{L})(?:nombre|telefono|apellidos?|ciudad|movil|direccion)(?!\p{L})/u, ['ES', 'MX', 'AR', 'CO', 'CL', 'PE']],
  [/(?<!\p{L})(?:prenom|ville|adresse|portable)(?!\p{L})/u, ['FR', 'BE', 'CH', 'MA']],
  [/(?<!\p{L})(?:cognome|indirizzo|citta|cellulare)(?!\p{L})/u, ['IT']],
  [/(?<!\p{L})(?:postcode|surname|town)(?!\p{L})/u, ['GB', 'IE', 'AU']],
  [/(?<!\p{L})(?:zip|ssn)(?!\p{L})/u, ['US']],
  [
    /\p{Script=Arabic}/u,
    ['EG', 'SA', 'AE', 'JO', 'IQ', 'KW', 'QA', 'BH', 'OM', 'LB', 'MA', 'DZ', 'TN', 'LY', 'SD', 'YE', 'PS', 'SY'],
  ],
];

/** The countries that the headers suggest, with the number of headers that do. */
export function hintedCountries(headers: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const text = headers.map(plainHeader).join(' | ');
  for (const [pattern, countries] of hints)
    if (pattern.test(text)) for (const country of countries) tally(found, country);
  return found;
}
