import { describe, expect, test } from 'vitest';
import type { ListChange } from '../../../domain/lists/list-choices.ts';
import { Refusals } from '../../../domain/lists/refusal/refusal.ts';
import { changeList } from '../../../electron/lists/remake-list.ts';
import { granted } from '../../support/granted.ts';
import { startMs } from '../../support/temporary-database.ts';
import { temporaryStores } from '../../support/temporary-stores.ts';
import { importText } from '../formats/fixtures.ts';

describe('what a row says of its person', () => {
  test.each([
    ['Notes', 'Do not contact'],
    ['Notes', "please don't call her"],
    ['Remarks', 'deceased 2024'],
    ['Obs', 'NÃO LIGAR!!!'],
    ['Observações', 'pediu para sair da lista'],
    ['Town', 'Falecido'],
    ['Notas', 'no llamar'],
    ['Notas', 'Fallecida en mayo'],
    ['Bemerkung', 'bitte nicht anrufen'],
    ['Bemerkung', 'verstorben'],
    ['Status', 'gesperrt'],
    ['Bemerkung', 'verstorben am 12.03.2024'],
    ['Notes', 'Opted out on 3 May'],
    ['Obs', 'faleceu no hospital'],
    ['Notas', 'dado de baja por la madre'],
    ['ملاحظات', 'توفي قبل سنة'],
    ['Obs', 'não autorizou no cadastro'],
    ['Notas', 'no quiere más mensajes por la app'],
    ['Notes', 'do not contact at all'],
    ['Notes', 'do not message on WhatsApp'],
    ['Remarques', 'ne pas appeler'],
    ['Note', 'non chiamare'],
    ['ملاحظات', 'لا تتصل به'],
    ['ملاحظات', 'مُتَوَفَّى'],
    ['ملاحظات', 'المتوفاة'],
    ['الحالة', 'محظور'],
    ['Name', 'Karl Groß †'],
    ['Other phone', '07700 900102 (STOP)'],
    ['Teléfono fijo', 'BAJA 944 12 34 56'],
    ['Fecha de baja', '31/12/2023'],
    ['Óbito', '2021'],
    ['Deceased', '4 March 2021'],
    ['Opt-out', 'yes'],
    ['DoNotCall', 'true'],
    ['Do Not SMS', '1'],
    ['do_not_text', 'TRUE'],
    ['Date of death', '2021-03-04'],
    ['STOP', 'x'],
    ['Stop', '3/4/26'],
    ['Não quer receber', 'sim'],
    ['Fecha de defunción', '01/02/2020'],
    ['Keine Werbung', 'ja'],
    ['Austritt', '31.12.2023'],
    ['تاريخ الوفاة', '2021-03-04'],
    ['Newsletter', 'unsubscribed'],
    ['WhatsApp consent', 'OPTED_OUT'],
    ['Consentimiento', 'revocado en mayo'],
    ['OK to text', 'no'],
    ['optedOut', '1'],
    ['UnSubscribed', 'true'],
    ['BlackList', 'x'],
    ['NewsLetter', 'no'],
    ['No Contact', '31.12.2023'],
    ['No Contact', 'Yes'],
    ['No Contact', '20231231'],
    ['No Contact', '31 12 2023'],
    ['No Contact', '20231231 103000'],
    ['No Contact Number', 'BAJA 944 12 34 56'],
    ['Não contatar', 'sim'],
    ['Gesperrt', 'x'],
    ['Aceita WhatsApp', 'não'],
    ['Einwilligung', 'nein'],
    ['Aceita mensagens', 'NÃO LIGAR'],
    ['Consent', 'stop'],
    ['Blocked', 'STOP'],
    ['موافقة', 'لا'],
    ['Notes', 'don’t text'],
    ['Notes', 'please do NOT send anything'],
    ['Notes', 'stop messages'],
    ['Obs', 'não me mande mais nada'],
    ['Obs', 'tirar da lista'],
    ['Notas', 'no le escriban'],
    ['Notas', 'pidió la baja'],
    ['Bemerkung', 'Kontakt unerwünscht'],
    ['Bemerkung', 'verst. 2023'],
    ['Remarques', 'ne souhaite plus'],
    ['Note', 'non vuole messaggi'],
    ['ملاحظات', 'لا تتواصل معه'],
    ['Not', 'vefat etti'],
    ['Remarks', 'फ़ोन न करें'],
    ['Notes', 'wants to be removed'],
    ['Obs', 'pediu pra ser removida'],
    ['Obs', 'parem de mandar isso'],
    ['Notas', 'pide que la borren'],
    ['Bemerkung', 'möchte nicht angeschrieben werden'],
    ['Remarques', 'ne veut plus'],
    ['Note', 'disiscritta a maggio'],
    ['ملاحظات', 'أوقف الإرسال'],
    ['Notes', 'Daughter: deceased'],
    ['Notes', 'husband deceased, do not contact'],
    ['Notes', 'don’t call before 10, opted out of texts'],
    ['Statut', 'Bloqué'],
    ['Opted in', 'FALSE'],
    ['Wants messages', 'no'],
    ['Accepts SMS Marketing', 'no'],
    ['Deseja receber mensagens?', 'Não'],
    ['¿Acepta?', 'No'],
    ['Kontakt erlaubt', 'Nein'],
    ['Datenschutz', 'nein, danke'],
    ['Accepte les messages', 'non'],
    ['Accetta messaggi', 'No'],
    ['السماح بالتواصل', 'لا'],
    ['KVKK onayı', 'hayır'],
    ['सहमति', 'नहीं'],
    ['Consent', 'No - 12/03/2024'],
    ['Consent', 'only email, no texts'],
    ['Consent', 'does not consent'],
    ['Consent', '❌'],
    ['Consent', 'pending'],
    ['Opt-in / Opt-out', 'No'],
    ['Opt-in / Opt-out', 'Out'],
    ['Autoriza ou não autoriza?', 'Não'],
    ['¿Autoriza o no autoriza?', 'No'],
    ['Não quer receber o newsletter', 'Sim'],
    ['No acepta', 'Sí'],
    ['¿Desea dejar de recibir mensajes?', 'Sí'],
    ['Keine Einwilligung', 'x'],
    ['Consent withdrawn', '12/03/2024'],
    ['Excluded', 'yes'],
    ['Data de falecimento', '2021'],
    ['Todesdatum', '04.03.2021'],
    ['Refus', 'oui'],
    ['Lista nera', 'sì'],
    ['مرفوض', 'نعم'],
    ['Opt-out', 'Yes, by phone'],
    ['Opt-out', '☑️'],
    ['No calls', 'x'],
    ['Austrittsgrund', 'Umzug'],
    ['Would you like to hear from us?', 'no'],
    ['Tick if you prefer not to receive messages', 'x'],
    ['Quero sair da lista', 'sim'],
    ['Non desidero ricevere messaggi', 'sì'],
    ['No WhatsApp', 'x'],
    ['UNSUB_TIME', '2024-05-01 10:00:00'],
    ['Notes', 'NO DO NOT CALL'],
    ['Notes', 'don’t call/text, only email'],
    ['Notes', 'do not call, stop text'],
    ['Notes', 'don’t call. Please no texts'],
    ['Notes', 'no calls, but no texts either'],
    ['Contact allowed', 'email only, no calls'],
    ['Contact allowed', 'WhatsApp only, no calls, no texts'],
    ['Notes', 'do not call landline or mobile'],
    ['Notes', 'died, wife told us'],
    ['Obs', 'pediu para tirar o nome'],
    ['Obs', 'faleceu, a esposa avisou'],
    ['Obs', 'não ligar, nem WhatsApp'],
    ['Notas', 'pide que no le manden más'],
    ['Bemerkung', 'Verst.'],
    ['Consent', 'No - site'],
    ['Óbito', 'no dia 12/03/2024'],
    ['Mother', 'do not contact'],
    ['Email', 'ada@example.org (unsubscribed)'],
  ])('%s: %s is a no', (header, cell) => {
    expect(new Refusals(['Mobile', header]).find(['07700 900101', cell])).toMatchObject({ index: 1 });
  });

  test.each([
    ['Other phone', '07700 900102 (STOP)', 'stop'],
    ['Deceased', '4 March 2021, her sister Zoë is 07700 900103', '…'],
    ['Opt-out', 'Yes', 'yes'],
    ['Opt-out', 'Sim, pediu ontem', 'sim'],
    ['Consent', 'No, ask her sister Zoë', 'no'],
    ['Austrittsgrund', 'Umzug nach Celle', '…'],
    ['Obs', 'Mora com a irmã: NÃO LIGAR!', 'não ligar'],
    ['Bemerkung', 'will keine Nachrichten von Jana Meier', 'will keine nachrichten'],
    ['ملاحظات', 'المتوفاة', 'المتوفاة'],
  ])(
    '%s: %s is kept as words that say nothing of the person: they outlive whoever is erased',
    (header, cell, words) => {
      expect(new Refusals(['Mobile', header]).find(['07700 900101', cell])).toEqual({ index: 1, words });
    },
  );

  test.each([
    ['No Contact', '012-345 6789'],
    ['No. Contact', '0123456789'],
    ['No Contact Number', '+60 12 345 6789'],
    ['Notes', 'do not call before 10'],
    ['Obs', 'não ligar antes das 10h'],
    ['Bemerkung', 'nicht anrufen vor 18 Uhr'],
    ['ملاحظات', 'لا يتناول أدوية'],
    ['Notes', 'no'],
    ['Town', 'Sperrenberg'],
    ['Name', 'Dolores Baja'],
    ['Street', 'Rua do Bloqueio 12'],
    ['Opt-out', 'no'],
    ['Opt-out', '0'],
    ['Do Not Email', '1'],
    ['Wrong number', '07700 900102'],
    ['No calls', '12'],
    ['Bus stop', '12'],
    ['Stop', 'Main St 14'],
    ['Stop', '08:15'],
    ['Consent', 'given 2024'],
    ['Deceased', 'no, asked 2024'],
    ['Fecha de baja', '-'],
    ['Other phone', '07700 900102 (work)'],
    ['Opt-in', 'yes'],
    ['Status', 'Inativo'],
    ['Notes', 'widow of the deacon'],
    ['Dirección', 'C/ Mayor 5, Bloque 2'],
    ['Bloque', '12'],
    ['Status', 'Not unsubscribed'],
    ['Status', 'nicht gesperrt'],
    ['Notes', 'don’t call before 10'],
    ['Notes', 'please stop by at 5'],
    ['Notes', 'no contact made so far'],
    ['Notes', 'husband deceased, she supports us'],
    ['Obs', 'mãe faleceu'],
    ['Notas', 'de baja médica'],
    ['Notas', 'dada de baja por enfermedad'],
    ['Remarques', 'ne veut plus d’affiche'],
    ['Death benefit', '10000'],
    ['Capital décès', 'oui'],
    ['Planta baja', 'Sí'],
    ['Baja médica', '12/03/2024'],
    ['Mother deceased', 'Yes'],
    ['Unsubscribe link', 'https://example.org/u/1234'],
    ['Unsubscribe', 'https://example.org/u/1234'],
    ['Austritt', '31.12.9999'],
    ['Deceased', '1900-01-00'],
    ['Opt-in / Opt-out', 'Yes'],
    ['Opt-in / Opt-out', 'Opt-in'],
    ['Autoriza ou não autoriza?', 'Sim'],
    ['No acepta', 'No'],
    ['Consent withdrawn', 'no'],
    ['Consent', 'No objection'],
    ['Consent', 'not required'],
    ['Consentimento', 'não se aplica'],
    ['Consentimiento', 'No hay problema'],
    ['موافقة', 'لا مانع'],
    ['Aceita contato', 'só no WhatsApp'],
    ['Obs', 'Só atende no WhatsApp'],
    ['Obs', 'trabalha no marketing'],
    ['Consent', 'yes, no photos'],
    ['Photo consent', 'no'],
    ['Email opt-in', '0'],
    ['Accepts dogs', 'no'],
    ['When can we call?', 'not in the morning'],
    ['Nº autorización', '12345'],
    ['Austrittsgrund', '-'],
    ['Father', 'deceased'],
    ['Nome do pai', 'José (falecido)'],
    ['Ehemann', 'Karl †'],
    ['اسم الأب', 'المرحوم علي'],
    ['Notes', 'his mother passed away'],
    ['Bemerkung', 'Vater ist tot'],
    ['Obs', 'faleceu o marido em maio'],
    ['Notas', 'falleció su madre'],
    ['Remarques', 'sa mère est décédée'],
    ['ملاحظات', 'توفي والده'],
    ['ملاحظات', 'زوجة المرحوم محمد'],
    ['Status', 'Did not call'],
    ['Status', 'NOT_BLOCKED'],
    ['Status', 'Not opted-out'],
    ['Notes', 'could not be contacted'],
    ['Notes', 'no calls yet'],
    ['Notes', 'no contact details'],
    ['Notes', 'asked to stop by on Friday'],
    ['Notes', 'take him from home to the polling station'],
    ['Notes', 'do not ring doorbell'],
    ['Notes', 'never call before noon'],
    ['Notes', 'do not call landline, use mobile'],
    ['Notes', 'don’t call mornings'],
    ['Notes', 'do not call, text only'],
    ['Contact preference', 'WhatsApp only, do not call'],
    ['Contact allowed', 'Text only, no calls'],
    ['Contact allowed', 'Mon-Fri, not before 9'],
    ['Obs', 'não ligar, só WhatsApp'],
    ['Obs', 'não ligar, mandar no zap'],
    ['Notas', 'no llamar: solo mensajes'],
    ['Obs', 'pediu para tirar uma dúvida'],
    ['Obs', 'pediu remoção de entulho'],
    ['Obs', 'quer tirar o nome do SPC'],
    ['Obs', 'não autorizou placa no muro'],
    ['Notas', 'no quiere que se cierre la escuela'],
    ['Notas', 'pidió que no corten la luz'],
    ['Notas', 'quiten de ahí el poste'],
    ['Notas', 'pidió la baja médica'],
    ['Bemerkung', 'noch kein Kontakt'],
    ['Surname', 'Verst'],
    ['Link', 'https://example.org/unsubscribe/1234'],
    ['Email', 'blocked@example.org'],
    ['LGPD', 'aceite no site'],
    ['Consentimento', 'no evento'],
    ['Newsletter clicks', '0'],
    ['Post consent', 'no'],
    ['Wants a call back', 'no'],
    ['Dados ok', 'não'],
    ['Retirado', 'sí'],
  ])('%s: %s is none', (header, cell) => {
    expect(new Refusals(['Mobile', header]).find(['07700 900101', cell])).toBeNull();
  });
});

describe('people to whom the list itself says no', () => {
  const text =
    'Name,Mobile,Notes\nAda,07700 900101,do not contact\nBen,07700 900102,\nCarla,07700 900103,deceased\nDan,,deceased\n';
  const progress = { nowMs: () => startMs, onProgress: () => undefined };

  type Stores = ReturnType<typeof temporaryStores>;

  const taken = (stores: Stores, ...changes: ListChange[]) => takenFrom(text, stores, ...changes);
  async function takenFrom(rows: string, stores: Stores, ...changes: ListChange[]) {
    let { listId } = granted(await importText(stores, rows));
    for (const change of changes)
      ({ listId } = granted(await changeList(stores.db, { kind: 'change', listId, change }, progress)));
    const list = stores.queries.list(listId);
    const people = stores.lists.recipientsAfter(listId, 0, 10).map(({ name }) => name);
    return { list, people };
  }
  /** The cell that each of these rows is shown with. */
  function saying(
    stores: Stores,
    listId: number | undefined,
    as: string,
    cause: 'says_no' | 'says_no_again' = 'says_no',
  ) {
    const { rows } = stores.lists.rows(listId ?? 0, { kind: 'decision', cause, as }, null);
    return rows.map(({ name, phone, refusal }) => [name, phone, refusal]);
  }
  const decide = (cause: 'says_no' | 'says_no_again', as: string): ListChange => ({
    kind: 'decide',
    decisions: [{ cause, as }],
  });

  test('are left out unless somebody decides otherwise, with the words and the cell', async () => {
    const stores = temporaryStores();
    const { list, people } = await taken(stores);
    expect(people).toEqual(['Ben']);
    expect(list).toMatchObject({ leftOut: 2, cannotBeUsed: 1 });
    expect(list?.facts.decided).toEqual([{ cause: 'says_no', as: 'leave_out', count: 2, repeats: 0, isDefault: true }]);
    expect(list?.facts.refusals).toEqual([
      { index: 2, words: 'deceased', count: 2 },
      { index: 2, words: 'do not contact', count: 1 },
    ]);
    expect(saying(stores, list?.id, 'leave_out')).toEqual([
      ['Ada', null, { index: 2, cell: 'do not contact' }],
      ['Carla', null, { index: 2, cell: 'deceased' }],
    ]);
  });

  test('are used where somebody does', async () => {
    const stores = temporaryStores();
    const { people, list } = await taken(stores, decide('says_no', 'as_is'));
    expect(people).toEqual(['Ada', 'Ben', 'Carla']);
    expect(saying(stores, list?.id, 'as_is')[0]).toEqual([
      ...['Ada', '+447700900101'],
      { index: 2, cell: 'do not contact' },
    ]);
    expect(list?.facts.decided).toMatchObject([{ cause: 'says_no', as: 'as_is', isDefault: false }]);
  });

  test('are used one by one where somebody does so, until that is taken back', async () => {
    const stores = temporaryStores();
    const use: ListChange = { kind: 'despiteNo', rowNumber: 4 };
    const { list, people } = await taken(stores, use);
    expect(people).toEqual(['Ben', 'Carla']);
    expect(list?.facts.decided).toMatchObject([
      { cause: 'says_no', as: 'leave_out', count: 1 },
      { cause: 'says_no', as: 'as_is', count: 1, isDefault: false },
    ]);
    expect(saying(stores, list?.id, 'as_is')).toEqual([['Carla', '+447700900103', { index: 2, cell: 'deceased' }]]);
    const back = await taken(temporaryStores(), use, {
      kind: 'undo',
      decision: { cause: 'says_no', as: 'as_is' },
    });
    expect(back.people).toEqual(['Ben']);
  });

  test('are left out of rows that say nothing too, unless the words are about another person with their number', async () => {
    const rows = (ada: string) =>
      `Name,Mobile,Notes\nAda,07700 900101,\nAda,07700 900101,${ada}\nBen,07700 900102,\nEve,07700 900101,\nDan,07700 900104 / 07700 900101,\n`;
    const stores = temporaryStores();
    const { list, people } = await takenFrom(rows('STOP'), stores);
    expect(people).toEqual(['Ben']);
    const out = ['Ada', 'Ada', 'Eve', 'Dan'].map((name) => [name, null, { index: 2, cell: 'STOP' }]);
    expect(saying(stores, list?.id, 'leave_out')).toEqual(out);
    const use: ListChange = { kind: 'despiteNo', rowNumber: 5 };
    expect((await takenFrom(rows('STOP'), temporaryStores(), use)).people).toEqual(['Ben', 'Eve']);
    const corrected: ListChange = { kind: 'edit', rowNumber: 3, cell: '07700 900103' };
    expect((await takenFrom(rows('STOP'), temporaryStores(), corrected)).people).toEqual(['Ada', 'Ben']);
    for (const other of ['deceased', 'wrong number'])
      expect((await takenFrom(rows(other), temporaryStores())).people).toEqual(['Ben', 'Eve']);
    const short =
      'Name,Mobile,First,Notes\nAda Hill,07700 900101,Addie,deceased\nAda Hill,07700 900101,,\nEve,07700 900101,,\n';
    expect((await takenFrom(short, temporaryStores())).people).toEqual(['Eve']);
    const apart = 'First name,Mobile,Last name,Notes\nAda,07700 900101,Roy,deceased\nAda,07700 900101,Lee,\n';
    expect((await takenFrom(apart, temporaryStores())).people).toEqual(['Ada Lee']);
  });

  test('are asked about where the operator let them back in since, and not overridden', async () => {
    const stores = temporaryStores();
    stores.doNotContact.add('+447700900101', '', startMs);
    stores.doNotContact.letBackIn('+447700900101', startMs + 1);
    const asked = await taken(stores);
    expect(asked.people).toEqual(['Ben']);
    expect(asked.list?.facts.groups).toMatchObject([
      { cause: 'says_no_again', count: 1, best: null, readings: [{ as: 'as_is', count: 1 }] },
      { cause: 'empty' },
    ]);
    expect((await taken(stores, decide('says_no_again', 'as_is'))).people).toEqual(['Ada', 'Ben']);
    // They are let in together alone: what is shown of such a row offers nothing else.
    const out = await taken(stores, decide('says_no_again', 'leave_out'));
    expect(saying(stores, out.list?.id, 'leave_out', 'says_no_again')).toEqual([['Ada', null, undefined]]);
    stores.doNotContact.add('+447700900101', '', startMs + 2);
    expect(stores.doNotContact.allLetBackIn()).toEqual(new Set());
  });
});
