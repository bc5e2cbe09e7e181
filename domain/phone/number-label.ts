import { foldText } from '../messages/fold.ts';

/** Whose number the words beside it say it is. */
export type NumberLabel = 'other' | 'fax' | 'whatsapp' | 'mobile' | 'plain';

/** Words beside numbers, as `foldText` gives them, in the languages of the app and those common beside them. */
const labels: readonly (readonly [NumberLabel, RegExp])[] = [
  ['fax', whole('fax|telefax|فاكس')],
  [
    'other',
    whole(
      'recados?|rec|mae|pai|irma|irmao|tia|tio|avo|filh[oa]s?|espos[oa]|marido|mulher|namorad[oa]|vizinh[oa]|cunhad[oa]|sogr[oa]|responsavel|secretaria|portaria|sindico|' +
        'mother|mum|mom|father|dad|parents?|wife|husband|spouse|son|daughter|brother|sister|aunt|uncle|neighbou?r|carer|guardian|secretary|reception|emergency|' +
        'mutter|mama|vater|papa|eltern|frau|ehefrau|mann|ehemann|sohn|tochter|bruder|schwester|nachbar(?:in)?|oma|opa|notfall|' +
        'madre|padre|herman[oa]|hij[oa]s?|vecin[oa]|mere|pere|femme|fils|fille|frere|soeur|moglie|marito|figli[oa]|fratello|sorella|' +
        'ام|امه|امها|الام|والده|والدته|والدتها|الوالده|اب|ابوه|ابوها|الاب|والد|والده|الوالد|زوج|زوجه|زوجها|زوجته|الزوج|الزوجه|ابن|ابنه|ابنها|ابنته|بنته|بنتها|اخ|اخوه|اخوها|اخت|اخته|اختها|اخيه|جار|جاره|جارتها|قريب|قريبه|سكرتيره|السكرتيره',
    ),
  ],
  ['whatsapp', whole('whats ?app|whats|wpp|zap|wa|واتساب|واتس')],
  [
    'mobile',
    whole('mob|mobile?|mobil|handy|cell?|cellular|celular|movil|telemovel|cellulare|portable|جوال|موبايل|محمول'),
  ],
];

function whole(words: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'u');
}

/** What the words beside a number say of it: somebody else's before anything else. */
export function labelOf(words: string): NumberLabel {
  if (!/\p{L}/u.test(words)) return 'plain';
  const plain = foldText(words);
  return labels.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'plain';
}
