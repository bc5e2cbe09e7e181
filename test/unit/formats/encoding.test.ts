import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../electron/formats/encoding.ts';

/** The bytes of a text in an encoding with one byte for each letter. */
function encoded(text: string, encoding: string): Buffer {
  const letters = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  return Buffer.from([...text].map((letter) => letters.indexOf(letter)));
}

const western = [
  'Nome;Celular\nJoão Conceição;11\nANTÔNIO GONÇALVES;12\nÍris;13\n',
  'Nombre,Móvil,Nota\nJosé Peña,1,“señor” – años\nÁngela Núñez,2,\n',
  'Name;Telefon\nJürgen Groß;1\nÄnne Höß;2\nÖZGÜR MÜLLER;3\n',
  'Nom,Portable\nHélène Besançon,1\nL’Hôpital Noël,2\nZoë,3\n',
];

const cyrillic = [
  'Имя;Телефон\nИван Петров;1\nМАРИЯ ИВАНОВА;2\nЁлкин Пётр;3\n',
  'Name,Mobile,Город\nОлександр Шевченко,1,Київ\nЮля Яценко,2,Одеса\n',
  'Име,Телефон,Бележка\nГеорги Димитров,1,утре\nЩерю Йорданов,2,\n',
];
const russian = [cyrillic[0] ?? '', 'ИМЯ;ТЕЛЕФОН\nАННА ПЕТРОВА;1\n', 'имя;телефон\nанна петрова;1\nиван сидоров;2\n'];

describe('the text of an older program', () => {
  it.each(western)('is read as it was written on Windows: %j', (text) => {
    expect(decodeText(encoded(text, 'windows-1252')).text).toBe(text);
  });

  it.each(western)('is read as it was written on a Mac: %j', (text) => {
    expect(decodeText(encoded(text, 'macintosh')).text).toBe(text);
  });

  const ofTheEast = [
    ...cyrillic.flatMap((text) => ['windows-1251', 'ibm866'].map((encoding) => [encoding, text] as const)),
    ...russian.flatMap((text) => ['windows-1251', 'koi8-r', 'x-mac-cyrillic'].map((one) => [one, text] as const)),
    ...cyrillic.map((text) => ['iso-8859-5', text] as const),
    ['windows-1250', 'Imię;Telefon\nŁukasz Żółć;1\nGrażyna Wiśniewska;2\n'] as const,
    ['iso-8859-6', 'الاسم,Mobile\nمحمد علي,1\nفاطمة الزهراء,2\n'] as const,
    ['windows-1253', 'Όνομα;Τηλέφωνο\nΓιώργος Παπαδόπουλος;1\nΜαρία Νικολάου;2\n'] as const,
  ];
  it.each(ofTheEast)('is read as it was written in Cyrillic and further scripts, in %s: %j', (encoding, text) => {
    expect(decodeText(encoded(text, encoding)).text).toBe(text);
  });

  // The bytes as in the file, since the platform has no decoder for them.
  it.each([
    [
      'Nombre;M\xa2vil\nJos\x82 Pe\xa4a;1\nMAR\xd6A N\xe9\xa5EZ;2\n\xb5ngel \xd6\xa4iguez;3\n',
      'Nombre;Móvil\nJosé Peña;1\nMARÍA NÚÑEZ;2\nÁngel Íñiguez;3\n',
    ],
    [
      'Nome;Celular\nJo\xc6o Concei\x87\xc6o;11\nANT\xe2NIO GON\x80ALVES;12\n\xd6ris Brand\xc6o;13\n',
      'Nome;Celular\nJoão Conceição;11\nANTÔNIO GONÇALVES;12\nÍris Brandão;13\n',
    ],
    ['Nombre,M\xa2vil\nAndr\x82,1\n', 'Nombre,Móvil\nAndré,1\n'],
    ['Nombre,Tel\nLuis Ju\xa0rez,1\n', 'Nombre,Tel\nLuis Juárez,1\n'],
    [
      'Name;Telefon\nJ\x81rgen Gro\xe1;1\n\x8enne H\x94\xe1;2\n\x99ZG\x9aR M\x9aLLER;3\n',
      'Name;Telefon\nJürgen Groß;1\nÄnne Höß;2\nÖZGÜR MÜLLER;3\n',
    ],
    [
      'Nom,Portable\nH\x82l\x8ane Besan\x87on,1\nZo\x89,2\nAndr\x82,3\n',
      'Nom,Portable\nHélène Besançon,1\nZoë,2\nAndré,3\n',
    ],
  ])('is read as it was written under DOS: %j', (bytes, text) => {
    expect(decodeText(Buffer.from(bytes, 'latin1')).text).toBe(text);
  });

  it.each(['الاسم,Mobile\nمحمد علي,+201001234567\nفاطمة الزهراء,+201001234568\n', 'Name;Mobile\nعلي;1\n'])(
    'is read as it was written in Arabic: %j',
    (text) => {
      expect(decodeText(encoded(text, 'windows-1256')).text).toBe(text);
    },
  );
});

it.each(western)('a text in which one letter was cut off is read as the others are: %j', (text) => {
  const bytes = Buffer.from(text, 'utf8');
  const letter = bytes.findIndex((byte) => byte >= 0x80);
  const cut = Buffer.concat([bytes, Buffer.from('Jo'), bytes.subarray(letter, letter + 1), Buffer.from(';1\n')]);
  expect(decodeText(cut).text).toBe(`${text}Jo\ufffd;1\n`);
});

it('a text whose accents all end a word, joined with one of another encoding, loses the letters of that one alone', () => {
  const text = 'Name,Mobile\nJosé,1\nZoë,2\nRené,3\n';
  const joined = Buffer.concat([Buffer.from(text), Buffer.from('André,4\n', 'latin1')]);
  expect(decodeText(joined).text).toBe(`${text}Andr\ufffd,4\n`);
});

it('a text with a few bytes that no text has is no table, in whatever letters it would make one', () => {
  const damaged = `Name;Phone\nAda;0711 900101\0\n${'Bea;0711 900102\n'.repeat(3)}`;
  for (const text of [damaged, ` ${damaged}`]) expect(() => decodeText(Buffer.from(text))).toThrow('not_a_table');
});

it('letters of two bytes are read without a mark, and words whose letters were guessed are named', () => {
  const [text = ''] = western;
  const wide = Buffer.from(text, 'utf16le');
  expect(decodeText(wide)).toEqual({ text, guessedWords: [] });
  expect(decodeText(wide.swap16())).toEqual({ text, guessedWords: [] });
  expect(decodeText(encoded(text, 'windows-1252')).guessedWords).toEqual(['João', 'Conceição', 'ANTÔNIO']);
  expect(decodeText(Buffer.from(text)).guessedWords).toEqual([]);
});
