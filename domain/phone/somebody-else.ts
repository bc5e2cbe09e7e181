/**
 * Words for people other than a row's own, in a header or beside a number: in the app's languages and other common ones,
 * in the form of `foldText`.
 */
export const somebodyElse =
  'recados?|rec|mae|pai|irma|irmao|tia|tio|avo|filh[oa]s?|espos[oa]|marido|mulher|namorad[oa]|vizinh[oa]|cunhad[oa]|sogr[oa]|parente|familiar|amig[oa]|conjuge|responsavel|cuidador[a]?|secretaria|assistente|portaria|sindico|' +
  'mother|mum|mom|father|dad|parents?|wife|husband|spouse|partner|girlfriend|boyfriend|son|daughter|brother|sister|siblings?|aunt|uncle|grand ?(?:mother|father|parents?)|relatives?|friends?|neighbou?r|flatmate|roommate|carer|caregiver|nanny|guardian|next of kin|kin|secretary|assistant|reception|emergency|references?|referees?|' +
  'mutter|mama|vater|papa|eltern|frau|ehefrau|mann|ehemann|ehepartner(?:in)?|partnerin|lebensgefahrt(?:e|in)|sohn|tochter|bruder|schwester|nachbar(?:in)?|oma|opa|angehorige[rn]?|betreuer(?:in)?|sekretariat|sekretarin|assistent(?:in)?|notfall|notfallkontakt|' +
  'madre|padre|herman[oa]|abuel[oa]|hij[oa]s?|vecin[oa]|pariente|conyuge|tutora?|acudiente|asistente|ayudante|referencias?|mere|pere|femme|fils|fille|frere|soeur|conjoint|tut(?:eur|rice)|moglie|marito|figli[oa]|fratello|sorella|nonn[oa]|emergenza|emergencia|urgence|' +
  'ام|امه|امها|الام|والده|والدته|والدتها|الوالده|اب|ابوه|ابوها|الاب|والد|الوالد|امر|ولي|زوج|زوجه|زوجها|زوجته|الزوج|الزوجه|ابن|ابنه|ابنها|ابنته|بنته|بنتها|اخ|اخوه|اخوها|اخت|اخته|اختها|اخيه|جد|جده|جار|جاره|جارتها|قريب|قريبه|مرافق|طواري|مساعد|سكرتير|سكرتيره|السكرتيره';
