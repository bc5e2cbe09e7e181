import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstName, isCouple } from '../../../../domain/lists/first-name.ts';
import { personalText, textSource } from '../../../../domain/template/personal-text.ts';
import { checkTemplate, parseTemplate } from '../../../../domain/template/template.ts';

describe('the first name', () => {
  test.each([
    ['Maria da Silva', 'Maria'],
    ['MARIA-JOSÉ DOS SANTOS', 'Maria-José'],
    ['joão pedro', 'João'],
    ['D’ANGELO RUSSO', 'D’Angelo'],
    ['İBRAHİM YILMAZ', 'İbrahim'],
    ['Silva, Maria Aparecida', 'Maria'],
    ['SCHMIDT, HANS-PETER', 'Hans-Peter'],
    ['Dr. Anna von der Heide', 'Anna'],
    ['Sra. Carmen Ortega y Gasset', 'Carmen'],
    ['Ludwig van Beethoven', 'Ludwig'],
    ['عبد الله محمد', 'عبد الله'],
    ['د. أحمد حسن', 'أحمد'],
    ['Abdul Rahman Khan', 'Abdul Rahman'],
    ['ABD EL KADER', 'Abd el Kader'],
    ['Al Hussein Ali', 'Al Hussein'],
    ['山田太郎', '山田太郎'],
    ['McKenzie Jones', 'McKenzie'],
    ['JP', 'JP'],
    ['MARIA DE SA', 'Maria'],
    ['Robert Smith, Jr.', 'Robert'],
    ['Smith, Robert, Ph.D.', 'Robert'],
    ['⭐ Ana Souza', 'Ana'],
    ['🌻 - DRA. CARLA LIMA', 'Carla'],
    ['Mª Carmen López García', 'Mª Carmen'],
    ['Mª CARMEN LÓPEZ', 'Mª Carmen'],
    ['M.ª Dolores Ruiz', 'M.ª Dolores'],
    ['López García, Mª del Carmen', 'Mª del Carmen'],
    ['RUIZ, Mª DE LOS ÁNGELES', 'Mª de los Ángeles'],
    ['Ma. Fernanda Ortiz', 'Ma. Fernanda'],
    ['Dña. Mª Pilar Sanz', 'Mª Pilar'],
    ['Mª Carmen de la Fuente', 'Mª Carmen'],
    ['José Mª Aznar', 'José'],
    ['Ma Long', 'Ma'],
    ['López García, Mª Estíbaliz', 'Mª Estíbaliz'],
    ['MA. GUADALUPE REYES', 'Ma. Guadalupe'],
    ['Don José García', 'José'],
    ['Dª Carmen López', 'Carmen'],
    ['Dr.Ana Souza', 'Ana'],
    ['Señora Carmen Ruiz', 'Carmen'],
    ['Lic. Pedro Páramo', 'Pedro'],
    ['Exmo. Sr. Dr. João Lima', 'João'],
    ['د.أحمد حسن', 'أحمد'],
    ['الحاج محمد علي', 'محمد'],
    ['دكتورة منى حسن', 'منى'],
    ['الاستاذ احمد علي', 'احمد'],
    ['آنسة براءة يوسف', 'براءة'],
    ['سيد أحمد', 'سيد'],
    ['Mlle Jade Vincent', 'Jade'],
    ['Bayan Türkan Ballı', 'Türkan'],
    ['Pani Anna Nowak', 'Anna'],
    ['AL HUSSEIN ALI', 'Al Hussein'],
    ['De la Cruz, Juan', 'Juan'],
    ['Ali bin Hassan', 'Ali'],
    ['Silva Jr., João', 'João'],
  ])('of %j is %j', (name, first) => {
    expect(firstName(name)).toBe(first);
  });

  test.each([
    'J. Silva',
    'm souza',
    'Padaria Central LTDA',
    'Müller GmbH',
    'Petróleo S.A.',
    '123',
    '',
    ' , ',
    'Mª',
    'M. Carmen Ruiz',
    // María alone, since the next word may be her surname.
    'García, Mª',
    'Mª López García',
    'Mª de la Fuente López',
    'LÓPEZ, MA.',
    // Abbreviated, or of unknown meaning.
    'Fco. Javier López',
    'Fco Javier López',
    'Antº Ruiz',
    'Md. Rahman',
    'J.R. Silva',
    'Arqt. Pedro Ruiz',
    'St. John Smith',
    // The surname comes first, or a title that is a name in another language.
    'De la Cruz Juan',
    'DOS SANTOS MARIA',
    'van Dijk Piet',
    'bin Hassan Ali',
    'بن علي محمد',
    'LA TOYA JACKSON',
    'Don Johnson',
    'Mr Smith',
    'Müller, Frau Dr.',
    'Familie Müller',
    // More than a name.
    '(Paco) Francisco',
    'Ana/João Lima',
    'ana@example.org',
  ])('is not to be told from %j', (name) => {
    expect(firstName(name)).toBe('');
  });

  test.each([
    ['Ana e João Silva', 'Ana e João'],
    ['ANA E JOÃO SILVA', 'Ana e João'],
    ['Ana Souza e João Lima', 'Ana e João'],
    ['Hans & Ute Müller', 'Hans & Ute'],
    ['Tom and Sue', 'Tom and Sue'],
    ['أحمد و منى', 'أحمد و منى'],
    ['Mª Carmen y José López', 'Mª Carmen y José'],
  ])('of the couple %j is both: %j', (name, both) => {
    expect([isCouple(name), firstName(name)]).toEqual([true, both]);
  });

  test.each(['José Ortega y Gasset', 'João Costa e Silva Pereira', 'Silva, Ana', 'Ana'])(
    'of %j is of one person',
    (name) => {
      expect(isCouple(name)).toBe(false);
    },
  );

  // Text around a name does not tell which person is called by it.
  test.each(
    ['', 'Sra. ', 'Dr. ', 'Prof. Dr. ', 'Doña '].flatMap((title) =>
      ['Ana', 'João', 'Mª Carmen', 'Mª del Pilar', 'Abdul Rahman', 'Al-Hussein', 'عبد الله'].flatMap((given) =>
        ['', ' López', ' López García', ' de la Cruz', ' dos Santos', ' bin Hassan', ' Al-Masri', ' Silva Jr.'].map(
          (family) => [`${title}${given}${family}`, given] as const,
        ),
      ),
    ),
  )('of %j is %j, whatever stands around it', (name, first) => {
    expect(firstName(name)).toBe(first);
  });

  test.each(
    ['López', 'López García', 'de la Cruz', 'dos Santos', 'Silva Jr.', 'Al-Masri'].flatMap((family) =>
      ['Ana', 'Dra. Ana', 'Mª Carmen', 'Mª Estíbaliz', 'Abdul Rahman'].map(
        (given) => [`${family}, ${given}`, given.replace('Dra. ', '')] as const,
      ),
    ),
  )('of %j is %j, behind the comma', (name, first) => {
    expect(firstName(name)).toBe(first);
  });

  test('is made of the words of the name alone', () => {
    const words = fc.constantFrom(
      ...['ANA', 'da', 'Silva', 'e', 'y', ',', 'Dr.', 'عبد', 'الله', 'J.', '&', 'ß', 'O’Neil', '٣', '-', 'Mª', 'del'],
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 7 }), (some) => {
        const name = some.join(' ');
        const first = firstName(name);
        const letters = (text: string) => text.toLowerCase().replace(/i\u0307/g, 'i');
        for (const word of first.split(' ')) expect(letters(name)).toContain(letters(word));
      }),
    );
  });
});

/** The text of a person with these cells. */
function made(text: string, columns: Readonly<Record<string, string>>): string {
  const fields = Object.keys(columns).map((key, index) => ({ key, index }));
  return personalText(textSource({ text, attachmentHash: null }, { fields }), Object.values(columns)).shown;
}

describe('the placeholders of every list', () => {
  test('have a name in each language, and the English one everywhere', () => {
    for (const name of ['name', 'nome', 'Nombre', 'الاسم'])
      expect(made(`{{${name}}}`, { name: 'Ana Lu' })).toBe('Ana Lu');
    for (const name of ['first name', 'Primeiro nome', 'nombre de pila', 'الاسم الأول'])
      expect(made(`{{${name}}}`, { name: 'ANA LU' })).toBe('Ana');
    expect(made('{{first name|friend}}', { name: 'A. Lu' })).toBe('friend');
  });

  test('are those of the list where it has a column of that very name', () => {
    const columns = { name: 'Ana Lu', nome: 'Lu', 'primeiro nome': 'Aninha' };
    expect(made('{{name}}, {{nome}}, {{first name}}', columns)).toBe('Ana Lu, Lu, Aninha');
    expect(made('{{name}}', { nome: 'Lu' })).toBe('Lu');
  });

  test('are known to every list that has names, and to no other', () => {
    const unknown = (text: string, ...keys: string[]) =>
      checkTemplate(parseTemplate(text), keys).map(({ code }) => code);
    expect(unknown('Oi {{nome}} {{primeiro nome}}', 'name')).toEqual([]);
    expect(unknown('Oi {{nome}} {{first name}}', 'town')).toEqual(['unknown_placeholder', 'unknown_placeholder']);
  });
});
