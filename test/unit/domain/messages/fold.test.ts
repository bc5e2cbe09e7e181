import { describe, expect, it } from 'vitest';
import { readSearch, searchTest } from '../../../../domain/messages/fold.ts';

describe('a search for a number', () => {
  it.each([
    '+44 7700 900123',
    '07700 900123',
    '0044 7700 900123',
    '+44 (0)7700 900123',
    '(07700) 900-123',
    '٧٧٠٠٩٠٠١٢٣',
  ])('finds it as people write it: %s', (search) => {
    expect(searchTest(search)('+447700900123', 'Farida')).toBe(true);
    expect(searchTest(search)('+447700900124', 'Farida')).toBe(false);
  });

  it('of zeros alone asks for a zero', () => {
    expect(readSearch('000')).toEqual({ kind: 'digits', digits: '0' });
  });

  it('finds it in a note as well', () => {
    expect(searchTest('12.03.')('+447700900123', 'asked on 12.03. by mail')).toBe(true);
  });
});

describe('a search for words', () => {
  it('finds who has them all, in whichever of the texts, with or without accents', () => {
    const isFound = searchTest('jose  telefono');
    expect(isFound('+447700900123', 'José', 'por teléfono')).toBe(true);
    expect(isFound('+447700900123', 'José', 'por correo')).toBe(false);
  });

  it('finds everybody where nothing is asked', () => {
    expect(searchTest('  ')('+447700900123')).toBe(true);
  });
});
